"""How two records are connected, what several share, and what changed from one to another."""

from itertools import count

import pytest
from event_graphs import event_graphs, key, walk_through
from hostile_lineages import told
from hypothesis import given, settings
from ml_metadata.proto import metadata_store_pb2 as mlpb
from stored_rows import Rows

from webapp.assets import icons
from webapp.errors import BadParameterError, NotFoundError
from webapp.exports.lineage_json import lineage_json
from webapp.exports.svg import Links, svg
from webapp.lineage.bounds import Bounds
from webapp.lineage.records import Key
from webapp.lineage.walk import Walk
from webapp.queries.lineage import between, diff, nodes, shared
from webapp.queries.lineage.between import between_page
from webapp.queries.lineage.diff import Compared, diff_page
from webapp.queries.lineage.drawn import drawn, look_at
from webapp.queries.lineage.shared import shared_page
from webapp.queries.lineage.walk import Patience
from webapp.queries.lineage.wanted import Wanted, wanted


def names(nodes):
    return [node.name for node in nodes]


def test_a_path_is_found_whichever_end_is_named_first(store, logged):
    raw, model = logged.key("raw"), logged.key("MNIST")
    page = between_page(store, wanted(raw, {"to": str(model)}))
    assert (page.way, page.count) == ("down", 1)
    assert names(page.paths[0]) == ["raw", "Ingest", "table", "Train", "MNIST"]
    assert {row.node.name for row in page.drawn.rows} == set(names(page.paths[0]))
    back = between_page(store, wanted(model, {"to": str(raw)}))
    assert (back.way, names(back.paths[0])) == ("up", names(page.paths[0]))


def test_two_of_one_origin_are_told_what_it_is(store, logged):
    page = between_page(store, wanted(logged.key("metrics"), {"to": str(logged.key("scores-1"))}))
    assert (page.way, page.count) == ("", 0)
    assert names(page.shared) == ["Train"]
    assert page.complete


def test_a_record_and_itself_are_one(store, logged):
    raw = logged.key("raw")
    for said in ({"from": str(raw)}, {"to": str(raw)}, {"from": str(raw), "to": str(raw)}):
        page = between_page(store, wanted(raw, said))
        assert (page.way, page.shared, page.paths, page.drawn) == ("same", (), (), None)
        assert page.source == page.target
        assert page.source.name == "raw"
    with pytest.raises(NotFoundError):
        between_page(store, wanted(Key("artifact", 999), {"to": "artifact/999"}))


def test_two_strangers_have_no_path(store, mlmd, logged):
    kind = mlmd.get_artifact_types()[0].id
    (alone,) = mlmd.put_artifacts([mlpb.Artifact(type_id=kind, name="alone")])
    page = between_page(store, wanted(logged.key("raw"), {"to": f"artifact/{alone}"}))
    assert (page.way, page.shared, page.drawn) == ("", (), None)
    with pytest.raises(NotFoundError):
        between_page(store, wanted(logged.key("raw"), {"to": "artifact/999"}))


def test_what_records_share_has_its_distances(store, logged):
    said = {"select": f"{logged.key('metrics')},{logged.key('scores-1')}"}
    page = shared_page(store, wanted(Key("artifact", 0), said))
    assert names(page.records) == ["metrics", "scores-1"]
    assert [(one.node.name, one.steps, one.nearest) for one in page.ancestors] == [
        ("Train", (1, 3), True),
        ("table", (2, 4), False),
        ("Ingest", (3, 5), False),
        ("raw", (4, 6), False),
    ]
    drawn_names = {row.node.name for row in page.drawn.rows}
    assert drawn_names == {"Train", "metrics", "MNIST", "Score", "scores-1"}
    with pytest.raises(BadParameterError):
        shared_page(store, wanted(Key("artifact", 0), {"select": "artifact/1"}))


@pytest.fixture
def hasty(monkeypatch):
    """No time is left to read more than a few nodes."""
    monkeypatch.setattr(nodes, "READ_AT_ONCE", 2)
    for module in (between, shared):
        monkeypatch.setattr(module, "PAGE", Patience(10.0, -1.0))


def test_a_path_is_whole_where_its_nodes_are_not_read_in_time(store, logged, hasty):
    raw, model = logged.key("raw"), logged.key("MNIST")
    page = between_page(store, wanted(raw, {"to": str(model)}))
    assert [node.key for node in page.paths[0]][::4] == [raw, model]
    assert (page.source.name, page.target.name) == ("raw", "MNIST")
    assert (len(page.paths[0]), page.unread, page.complete) == (5, 2, True)
    assert [node.missing for node in page.paths[0]].count("not read in time") == 2


def test_a_page_about_several_tells_of_the_first(store, logged):
    for ends in (("raw", "MNIST"), ("MNIST", "raw")):
        a, b = map(logged.key, ends)
        shown = shared_page(store, wanted(Key("artifact", 0), {"select": f"{a},{b}"})).drawn
        assert shown.panel.node.key == a
        assert diff_page(store, Compared(a, other=b)).drawn.panel.node.key == a


def test_steps_are_not_counted_from_one_of_several_starts(store, logged):
    keys = [logged.key("MNIST"), logged.key("metrics")]
    said = {"select": ",".join(map(str, keys))}
    rows = shared_page(store, wanted(Key("artifact", 0), said)).drawn.rows
    assert {row.node.key for row in rows if row.is_start} == set(keys)
    assert {row.steps for row in rows} == {"start", "–"}


def test_what_is_shared_is_told_where_it_is_not_read_in_time(store, logged, hasty):
    said = {"select": f"{logged.key('metrics')},{logged.key('scores-1')}"}
    page = shared_page(store, wanted(Key("artifact", 0), said))
    assert names(page.records) == ["metrics", "scores-1"]
    assert [one.steps for one in page.ancestors] == [(1, 3), (2, 4), (3, 5), (4, 6)]
    assert page.unread == 6


def compared(a, b):
    return Compared(Key("artifact", a), other=Key("artifact", b))


def test_what_changed_pairs_steps_and_names_parameters_and_inputs(store, mlmd, logged):
    step = mlmd.get_execution_type("Step").id
    kind = mlmd.get_artifact_types()[0].id
    rate = {"learning_rate": mlpb.Value(double_value=0.1), "epochs": mlpb.Value(int_value=3)}
    again = {"learning_rate": mlpb.Value(double_value=0.2), "epochs": mlpb.Value(int_value=3)}
    runs = mlmd.put_executions(
        [
            mlpb.Execution(type_id=step, name="Tune 1", custom_properties=rate),
            mlpb.Execution(type_id=step, name="Tune 2", custom_properties=again),
        ]
    )
    made = mlmd.put_artifacts([mlpb.Artifact(type_id=kind, name=f"tuned-{i}") for i in (1, 2)])
    flow = [("table", runs[0], 3), ("raw", runs[1], 3)]
    events = [mlpb.Event(artifact_id=logged.ids[n], execution_id=e, type=t) for n, e, t in flow]
    pairs = zip(made, runs, strict=True)
    events += [mlpb.Event(artifact_id=a, execution_id=e, type=4) for a, e in pairs]
    mlmd.put_events(events)
    page = diff_page(store, compared(*made))
    assert set(names(page.both)) == {"raw"}
    assert set(names(page.only_b)) == {"Tune 2", "tuned-2"}
    (tune,) = page.steps
    assert [(one.name, one.a, one.b) for one in tune.parameters] == [("learning_rate", 0.1, 0.2)]
    assert [(names(one.a), names(one.b)) for one in tune.inputs] == [(["table"], ["raw"])]
    assert not tune.is_same
    badges = {node.name: node.badge for node in page.drawn.scene.nodes}
    assert badges["raw"] == ""
    with pytest.raises(NotFoundError):
        diff_page(store, compared(made[0], 999))


def test_hyperparameters_of_what_a_step_made_are_its_parameters(store, mlmd):
    rows, made = Rows(mlmd), []
    for rate in (0.1, 0.2):
        training = rows.execution("train")
        made.append(rows.artifact("rank", hyperparameters=f'{{"rate": {rate}, "layers": 3}}'))
        rows.event(made[-1], training)
    (step,) = diff_page(store, compared(*made)).steps
    assert [(one.name, one.a, one.b) for one in step.parameters] == [("rate", 0.1, 0.2)]
    assert step.same_inputs == 0


@pytest.fixture
def patient(monkeypatch):
    """There is time for whatever is asked."""
    monkeypatch.setattr(diff, "PAGE", Patience(20.0, 40.0))


@pytest.fixture
def chain(mlmd):
    """The artifacts of a chain of three hundred steps."""
    rows = Rows(mlmd)
    made = rows.artifacts(301)
    steps = mlmd.put_executions(
        [mlpb.Execution(type_id=_step_type(mlmd), name=f"s{n}") for n in range(300)]
    )
    for kind, ends in ((3, made), (4, made[1:])):
        pairs = zip(ends, steps, strict=False)
        events = [mlpb.Event(artifact_id=a, execution_id=e, type=kind) for a, e in pairs]
        mlmd.put_events(events)
    return made


def _step_type(mlmd):
    return mlmd.put_execution_type(mlpb.ExecutionType(name="Step"))


def test_nothing_is_only_in_an_ancestor_however_far_it_lies(store, chain, patient):
    page = diff_page(store, compared(chain[300], chain[60]))
    assert page.complete
    assert [len(one) for one in (page.both, page.only_a, page.only_b)] == [121, 480, 0]
    assert (page.total, page.drawn.nodes_total) == (601, 400)
    drawn = {row.node.key for row in page.drawn.rows}
    assert {page.a.key, page.b.key} <= drawn
    assert page.steps == ()


def test_a_step_is_not_compared_by_what_a_walk_left_out(store, chain, monkeypatch):
    """Nine questions for each: the walk from A ends at its fifth step, before what that read."""
    clock = count()
    monkeypatch.setattr("webapp.queries.lineage.walk.monotonic", lambda: next(clock) / 10)
    monkeypatch.setattr(diff, "PAGE", Patience(1.9, 40.0))
    a, b = Key("artifact", chain[300]), Key("execution", 60)
    page = diff_page(store, Compared(a, other=b))
    steps = [len([n for n in nodes if n.family == "exec"]) for nodes in (page.only_a, page.only_b)]
    assert (page.complete, steps, len(page.steps)) == (False, [5, 5], 4)
    assert all(one.a and one.b for step in page.steps for one in step.inputs)


def test_a_step_is_not_compared_by_what_was_not_read(store, mlmd, monkeypatch):
    """Two trainings with one rate, which stands with what they made and is not read."""
    rows, made = Rows(mlmd), []
    for _ in range(2):
        training = rows.execution("train")
        made.append(rows.artifact("rank", hyperparameters='{"rate": 0.1}'))
        rows.event(made[-1], training)
        rows.event(rows.artifact("report", hyperparameters='{"depth": 3}'), training)
    assert len(diff_page(store, compared(*made)).steps) == 1
    monkeypatch.setattr(nodes, "READ_AT_ONCE", 1)
    monkeypatch.setattr(diff, "PAGE", Patience(10.0, -1.0))
    page = diff_page(store, compared(*made))
    assert (page.unread, page.steps) == (2, ())


@given(event_graphs())
@settings(max_examples=60, deadline=None)
def test_links_rows_points_and_json_are_the_same_nodes(found):
    start = key("a1")
    lineage = walk_through(found, Walk(start, Bounds(up=None, down=None)))
    walked = told(lineage, "a name")
    shown = drawn(walked, look_at(walked, Wanted(start)))
    links = Links(str, str, str)
    picture = svg(shown.scene, "x", icons(), links)
    (targets,) = [one for one in shown.figure["data"] if one["meta"]["role"] == "targets"]
    keys = {str(node.key) for node in lineage.nodes}
    folded = shown.folded
    assert {str(row.node.key) for row in shown.rows} == keys
    points = {one for one in targets["customdata"] if not one.startswith("box/")}
    assert points == {one for one in keys if f'data-key="{one}"' in picture}
    assert folded or points == keys
    assert all(f'"key":"{one}"' in lineage_json(walked) for one in keys)
    rows = [(str(event.source.key), str(event.target.key)) for event in shown.events]
    assert set(rows) == set(shown.flow)
