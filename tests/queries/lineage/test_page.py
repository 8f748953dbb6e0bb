"""The lineage page over a real store."""

import sqlite3
from contextlib import closing
from datetime import UTC, datetime
from itertools import count

import pytest
from catalogs import catalog_of
from logged_pipeline import Logged
from ml_metadata import MetadataStore
from ml_metadata.proto import metadata_store_pb2 as mlpb
from servers import create_server
from stored_rows import Rows

from webapp.errors import NotFoundError, StoreTimeoutError
from webapp.lineage.bounds import Bounds
from webapp.lineage.records import Key
from webapp.queries.execution import execution_record
from webapp.queries.lineage import nodes
from webapp.queries.lineage.between import between_found
from webapp.queries.lineage.diff import Compared, diff_page
from webapp.queries.lineage.nodes import told, walked
from webapp.queries.lineage.page import lineage_page
from webapp.queries.lineage.pinned import Pinned
from webapp.queries.lineage.shared import shared_page
from webapp.queries.lineage.starts import lineage_starts, start_named
from webapp.queries.lineage.strip import one_step
from webapp.queries.lineage.walk import walk
from webapp.queries.lineage.wanted import wanted
from webapp.queries.live.census import Census
from webapp.queries.sources import Sources
from webapp.store.client import Store
from webapp.store.connection import Connection

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)


def page_of(store, start, **said):
    return lineage_page(store, wanted(start, said), NOW)


def test_a_page_has_the_same_nodes_in_graph_and_table(store, logged):
    page = page_of(store, logged.key("table"), down="1")
    drawn = {node.key for node in page.drawn.scene.nodes}
    assert (
        drawn
        == {row.node.key for row in page.drawn.rows}
        == {node.key for node in page.drawn.shown}
    )
    assert page.start.name == "table"
    assert [row.steps for row in page.drawn.rows][:3] == ["2 up", "1 up", "start"]
    assert len(page.drawn.events) == 5


def test_a_crowd_is_folded_in_the_graph_and_whole_in_the_table(store, logged):
    page = page_of(store, logged.key("MNIST"))
    folded = sum(box.box.folded for box in page.drawn.scene.boxes)
    assert folded == 7
    assert len(page.drawn.rows) == len(page.drawn.scene.nodes) + folded
    assert page.notices[0].title == "The picture shows 10 of 17 nodes"


def test_the_models_metrics_stand_aside(store, logged):
    page = page_of(store, logged.key("MNIST"))
    beside = [row.node.name for row in page.drawn.rows if row.steps == "beside"]
    assert beside == ["metrics"]


def test_an_execution_can_be_the_start(store, logged):
    page = page_of(store, Key("execution", logged.steps[1]), up="1", down="1")
    names = {row.node.name for row in page.drawn.rows}
    assert names == {"table", "Train", "MNIST", "metrics"}


def test_the_panel_tells_of_the_selected_node(store, logged):
    page = page_of(store, logged.key("table"), down="1", select=str(logged.key("MNIST")))
    assert page.drawn.panel.node.name == "MNIST"
    assert not page.drawn.panel.is_start
    assert [one.node.name for one in page.drawn.panel.before] == ["Train"]
    assert (page.drawn.panel.upstream, page.drawn.panel.downstream) == (4, 0)
    assert page.drawn.panel.hidden_after == 1


def test_a_limit_is_told_with_a_way_on(store, logged):
    page = page_of(store, logged.key("MNIST"), limit="5")
    assert len(page.drawn.rows) == 5
    assert page.notices[0].query == "?limit=400"
    assert "5 nodes" in page.notices[0].title


def test_no_record_is_not_found(store, logged):
    with pytest.raises(NotFoundError):
        page_of(store, Key("artifact", 999))
    with pytest.raises(NotFoundError):
        page_of(store, Key("execution", 999))


def test_an_artifact_without_events_says_so(store, mlmd, logged):
    (lonely,) = mlmd.put_artifacts(
        [mlpb.Artifact(type_id=mlmd.get_artifact_types()[0].id, name="lonely")]
    )
    page = page_of(store, Key("artifact", lonely))
    assert page.absence.text.startswith("No event of this artifact is recorded")
    assert page_of(store, logged.key("raw")).absence is None


def test_bounds_that_leave_nothing_say_what_they_leave_out(store, logged):
    page = page_of(store, logged.key("MNIST"), up="0", down="0")
    assert page.absence.text.endswith("1 execution upstream, 1 execution downstream.")
    assert [query for _, query in page.absence.tries] == ["?down=0", "?up=0"]
    page = page_of(store, logged.key("MNIST"), limit="1")
    assert page.absence.text == "2 neighbours are known."


@pytest.mark.parametrize(
    ("name", "said", "title", "tries"),
    [
        ("raw", {"down": "0"}, "No execution wrote raw", ["?up=0"]),
        ("metrics", {"up": "0"}, "No execution read metrics", ["?down=0"]),
        ("MNIST", {"as_of": "1969-12-31"}, "Nothing had happened to MNIST yet", [""]),
    ],
)
def test_an_empty_lineage_says_why_and_what_to_try(store, logged, name, said, title, tries):
    absence = page_of(store, logged.key(name), **said).absence
    assert absence.title == title
    assert [query for _, query in absence.tries] == tries


def test_as_of_a_moment_shows_what_was_known_then(store, logged):
    page = page_of(store, logged.key("MNIST"), as_of="1970-01-01T00:16:41Z")
    assert {row.node.name for row in page.drawn.rows} == {
        *("raw", "Ingest", "table", "Train", "MNIST", "metrics")
    }
    assert page.notices[0].title == "1 later event left out"
    assert page.notices[0].text == "It came after 1970-01-01T00:16:41Z."


def test_a_date_to_come_is_told(store, logged):
    titles = [one.title for one in page_of(store, logged.key("MNIST"), as_of="2999-01-01").notices]
    assert "2999-01-01 is in the future" in titles
    today = page_of(store, logged.key("MNIST"), as_of=f"{NOW:%Y-%m-%d}").notices
    assert not any("future" in one.title for one in today)


def test_an_opened_branch_is_shown_whole_and_goes_on(store, logged):
    folded = page_of(store, logged.key("table"), down="1")
    (box,) = [box.box for box in folded.drawn.scene.boxes]
    assert (box.count, box.direction) == (1, "down")
    opened = page_of(store, logged.key("table"), down="1", open=f"{box.branch}")
    assert "Score" in {row.node.name for row in opened.drawn.rows}
    more = [one.box for one in opened.drawn.scene.boxes]
    assert [(str(one.at), one.count) for one in more] == [(f"execution/{logged.steps[2]}", 10)]
    both = page_of(store, logged.key("table"), down="1", open=f"{box.branch},{more[0].branch}")
    assert len(both.drawn.scene.nodes) == 17
    assert both.drawn.scene.boxes == ()


def test_what_the_address_names_and_the_graph_lacks_is_told(store, logged):
    lost = "artifact/999/down,x,-run/artifact/999"
    page = page_of(store, logged.key("MNIST"), open=lost, select="artifact/998,y", group="run")
    (note,) = [one for one in page.notices if one.title.startswith("Not in this graph")]
    for word in ("artifact/999/down", "x", "run/artifact/999", "artifact/998", "y"):
        assert word in note.title


def test_what_is_looked_for_is_marked_in_picture_and_table(store, logged):
    page = page_of(store, logged.key("MNIST"), find="SCORES-9")
    assert [node.name for node in page.drawn.scene.nodes if node.found] == ["scores-9"]
    assert [row.node.name for row in page.drawn.rows if row.is_found] == ["scores-9"]
    nothing = page_of(store, logged.key("MNIST"), find="nowhere")
    assert any("nowhere" in one.title for one in nothing.notices)


def test_a_pin_holds_and_tells_what_came_since(store, logged, mlmd):
    start = logged.key("MNIST")
    page = page_of(store, start)
    said = dict(pair.split("=") for pair in page.pin[1:].split("&"))
    assert page_of(store, start, **said).pinned == Pinned(same=True, nodes=0, events=0)
    later = mlpb.Execution(type_id=mlmd.get_execution_types()[0].id, name="Later")
    (number,) = mlmd.put_executions([later])
    mlmd.put_events(
        [
            mlpb.Event(
                artifact_id=start.id,
                execution_id=number,
                type=3,
                milliseconds_since_epoch=1000 * int(NOW.timestamp()) + 5000,
            )
        ]
    )
    since = page_of(store, start, **said)
    assert since.pinned == Pinned(same=True, nodes=1, events=1)
    assert not any("later event" in one.title for one in since.notices)
    backdated = mlpb.Event(
        artifact_id=logged.ids["raw"],
        execution_id=logged.steps[1],
        type=3,
        milliseconds_since_epoch=1,
    )
    mlmd.put_events([backdated])
    assert not page_of(store, start, **said).pinned.same
    assert not page_of(store, start, pin="nonsense").pinned.same


def test_impact_counts_what_lies_downstream(store, logged):
    impact = page_of(store, logged.key("table"), down="2").impact
    assert (impact.artifacts, impact.executions, impact.deepest) == (12, 2, 2)
    types = {one.value: one.count for one in impact.tallies[0].counts}
    assert types == {"DataSet": 10, "Model": 1, "Metrics": 1}
    assert impact.complete
    assert not page_of(store, logged.key("table"), down="1").impact.complete
    assert page_of(store, logged.key("metrics")).impact is None


def test_impact_says_at_least_where_more_is_known(store, mlmd, logged):
    whole = page_of(store, logged.key("table"), down="all").impact
    assert whole.words == "12 artifacts and 2 executions downstream, at most 2 artifacts away"
    part = page_of(store, logged.key("table"), down="1").impact
    assert part.words == (
        "at least 2 artifacts and 1 execution downstream, followed 1 artifact away; "
        "1 more is hidden, and what lies behind it"
    )
    made = page_of(store, Key("execution", logged.steps[2])).impact
    assert made.words == "10 artifacts downstream, at most 1 artifact away"
    rows = Rows(mlmd)
    for _ in range(5):
        rows.event(logged.ids["raw"], rows.execution("read"), "INPUT")
    hub = page_of(store, logged.key("raw"), limit="4", up="0").impact
    assert (hub.artifacts, hub.executions, hub.hidden) == (0, 3, 3)
    assert hub.words == (
        "at least 3 executions downstream; 3 more are hidden, and what lies behind them"
    )


def test_what_selected_nodes_share_is_told(store, logged):
    both = f"{logged.key('metrics')},{logged.key('MNIST')}"
    common = page_of(store, logged.key("MNIST"), select=both).common
    assert [node.name for node in common.ancestors] == ["Train", "table", "Ingest", "raw"]
    assert page_of(store, logged.key("MNIST"), select="artifact/1").common is None


def test_more_than_one_picture_holds_comes_as_tables_first(store, mlmd, logged):
    step, kind = mlmd.get_execution_types()[0].id, mlmd.get_artifact_types()[0].id
    ids = mlmd.put_executions([mlpb.Execution(type_id=step, name=f"s{i}") for i in range(60)])
    made = mlmd.put_artifacts([mlpb.Artifact(type_id=kind, name=f"m{i}") for i in range(500)])
    start = logged.ids["MNIST"]
    flow = [mlpb.Event(artifact_id=start, execution_id=one, type=3) for one in ids]
    flow += [
        mlpb.Event(artifact_id=one, execution_id=ids[place % 60], type=4)
        for place, one in enumerate(made)
    ]
    mlmd.put_events(flow)
    opened = ",".join([f"artifact/{start}/down", *(f"execution/{one}/down" for one in ids)])
    page = page_of(store, logged.key("MNIST"), limit="2000", open=opened)
    assert page.drawn.scene is None
    assert page.drawn.nodes_total > 500
    assert len(page.drawn.rows) == 500
    told = [one for one in page.notices if "too many" in one.title]
    assert told[0].query == "?limit=400"
    nearest = page_of(store, logged.key("MNIST"), limit="400")
    assert 20 < len(nearest.drawn.scene.nodes) <= 400


def test_a_store_too_slow_to_go_on_ends_the_walk(store, logged):
    def slow(ids):
        raise StoreTimeoutError(store.address, "did not answer in time.")

    store.events_of_executions = slow
    lineage = walk(store, logged.key("MNIST"), Bounds())
    assert (lineage.stopped, len(lineage.nodes)) == ("time", 3)


def test_a_store_that_hangs_is_not_waited_for_twice(store, logged, monkeypatch):
    asked = []

    def hangs(*_):
        asked.append(1)
        raise StoreTimeoutError(store.address, "did not answer in time.")

    monkeypatch.setattr(store._connection, "call", hangs)
    monkeypatch.setattr(store._connection, "together", lambda questions, _: [None] * len(questions))
    with pytest.raises(StoreTimeoutError):
        walked(store, logged.key("MNIST"), Bounds())
    assert len(asked) == 1


@pytest.fixture
def timed(mlmd, logged):
    """The key of Train, whose last event is a minute after its first."""
    late = mlpb.Event(
        artifact_id=logged.ids["raw"],
        execution_id=logged.steps[1],
        type=mlpb.Event.INPUT,
        milliseconds_since_epoch=1_061_000,
    )
    mlmd.put_events([late])
    return Key("execution", logged.steps[1])


def ran(node):
    return node.started, node.finished


def test_an_execution_ran_when_its_own_page_says_whatever_a_lineage_shows(store, logged, timed):
    row = execution_record(store, timed.id).row
    assert (row.started.timestamp(), row.duration_seconds) == (1001, 60)
    model, metrics, table = map(logged.key, ("MNIST", "metrics", "table"))
    two = walked(store, model, Bounds(up=1, down=0, limit=2))
    assert [*two.nodes] == [model, timed]
    both = f"{model},{metrics}"
    diff = diff_page(store, Compared(model, other=logged.key("scores-1")))
    shown = [
        two.nodes[timed],
        walked(store, table, Bounds(as_of=NOW)).nodes[timed],
        between_found(store, wanted(table, {"to": str(model)})).nodes[timed],
        shared_page(store, wanted(model, {"select": both})).ancestors[0].node,
        next(node for node in diff.both if node.key == timed),
    ]
    assert [ran(node) for node in shown] == [(row.started, row.finished)] * 5
    assert {node.duration_seconds for node in shown} == {60}


def test_when_an_execution_ran_is_not_guessed_from_a_part_of_its_events(
    store, logged, timed, monkeypatch
):
    clock = count()
    monkeypatch.setattr("webapp.queries.lineage.walk.monotonic", lambda: float(next(clock)))
    lineage = walk(store, logged.key("MNIST"), Bounds(up=1, down=0), 1.0)
    assert (lineage.stopped, [node.key for node in lineage.nodes][1:]) == ("time", [timed])
    node = told(store, lineage).nodes[timed]
    assert ran(node) == (None, None)
    assert node.created is not None


def test_time_that_runs_out_is_told(store, logged, monkeypatch):
    clock = count()
    monkeypatch.setattr("webapp.queries.lineage.walk.monotonic", lambda: float(next(clock)))
    lineage = walk(store, logged.key("raw"), Bounds(None, None), 1.0)
    assert lineage.stopped == "time"
    assert len(lineage.nodes) < 16


def test_what_is_not_read_in_time_is_hidden(store, logged, monkeypatch):
    monkeypatch.setattr(nodes, "READ_AT_ONCE", 3)
    whole = walk(store, logged.key("MNIST"), Bounds())
    found = told(store, whole, until=0.0)
    lineage = found.lineage
    assert list(found.nodes) == [node.key for node in whole.nodes[:3]]
    assert (lineage.stopped, len(lineage.nodes)) == ("time", 3)
    hidden = {Key(there.kind, number) for there in lineage.hidden for number in there.ids}
    seen = {edge.source for edge in whole.edges} | {edge.target for edge in whole.edges}
    assert hidden
    assert hidden <= seen - found.nodes.keys()
    assert told(store, whole).lineage == whole


def test_calls_grow_with_levels_and_not_with_nodes(store, logged):
    calls = []
    connection = store._connection
    call = connection.call
    connection.call = lambda method, *rest: (calls.append(method), call(method, *rest))[1]
    walked(store, logged.key("MNIST"), Bounds())
    assert len(calls) == 5 + 2


def test_a_dangling_id_is_a_node_that_says_so(tmp_path):
    config = mlpb.ConnectionConfig()
    config.sqlite.filename_uri = str(tmp_path / "store.db")
    logged = Logged(MetadataStore(config))
    with closing(sqlite3.connect(tmp_path / "store.db")) as file, file:
        file.execute("DELETE FROM Artifact WHERE name = 'metrics'")
    server, port = create_server(config, "127.0.0.1:0")
    server.start()
    connection = Connection(f"grpc://127.0.0.1:{port}")
    page = page_of(Store(connection), logged.key("MNIST"))
    with pytest.raises(NotFoundError):
        page_of(Store(connection), logged.key("metrics"))
    connection.close()
    server.stop(None).wait()
    (row,) = [row for row in page.drawn.rows if row.node.missing]
    assert (row.node.key, row.node.missing) == (logged.key("metrics"), "not in the store")


def test_runs_that_nobody_knows_are_no_frames_and_it_says_so(store, logged):
    asked = page_of(store, logged.key("MNIST"), group="run")
    assert not any(node.run for node in asked.drawn.shown)
    assert "No run is known of these records" in [one.title for one in asked.notices]


def test_one_step_is_a_small_scene(store, logged):
    scene = one_step(store, "artifact", logged.ids["table"])
    assert {node.name for node in scene.nodes} >= {"raw", "Ingest", "table", "Train", "MNIST"}
    assert scene.width < 1000


@pytest.mark.parametrize("indexed", [False, True])
def test_starts_are_the_models_first(store, logged, tmp_path, indexed):
    catalog = catalog_of(store._connection, tmp_path) if indexed else None
    sources = Sources(store, Census(), catalog, NOW)
    found = lineage_starts(sources)
    assert (found.title, [start.name for start in found.starts]) == ("Models", ["MNIST"])
    named = lineage_starts(sources, "SCORES-3")
    assert [start.name for start in named.starts] == ["scores-3"]


def test_where_there_is_no_model_starts_are_artifacts(store, mlmd, tmp_path):
    rows = Rows(mlmd)
    ids = rows.artifacts(2, "system.Dataset")
    for catalog in (None, catalog_of(store._connection, tmp_path)):
        found = lineage_starts(Sources(store, Census(), catalog, NOW))
        assert (found.title, {start.id for start in found.starts}) == ("Artifacts", {*ids})


def test_a_start_is_named_by_its_id(store, logged):
    number = logged.ids["MNIST"]
    for text in (str(number), f"#{number}", f"artifact/{number}"):
        assert start_named(store, text) == logged.key("MNIST")
    step = logged.steps[0]
    assert start_named(store, f"execution/{step}") == Key("execution", step)
    for text in ("", "999", "MNIST", "artifact/999", "9" * 30):
        assert start_named(store, text) is None


def test_an_empty_store_has_no_starts(store):
    assert lineage_starts(Sources(store, Census(), None, NOW)).starts == ()
