"""Lists live from a real store."""

from datetime import UTC, datetime
from itertools import chain

import pytest
from stored_rows import DATA_SET, METRICS, MODEL, Rows

from webapp.errors import BadParameterError, StoreUnavailableError
from webapp.queries.lists.wanted import FIELDS, SORTS, Wanted
from webapp.queries.live import windows
from webapp.queries.live.census import Census
from webapp.queries.live.exported import exported
from webapp.queries.live.lists import artifact_list, execution_list, workspace_list
from webapp.queries.live.scope import matching, type_words
from webapp.queries.live.tallies import Count
from webapp.queries.live.windows import cursor_text, parse_cursor
from webapp.queries.query_text import parse
from webapp.store.client import Store
from webapp.store.connection import Connection
from webapp.store.paging import Cursor

NOW = datetime.now(UTC)


@pytest.fixture
def connection(store_address):
    connection = Connection(f"grpc://{store_address}")
    yield connection
    connection.close()


@pytest.fixture
def store(connection):
    return Store(connection)


@pytest.fixture
def rows(mlmd):
    return Rows(mlmd)


def wanted(q="", kind="artifact", **said):
    return Wanted(kind, parse(q, FIELDS), **said)


def ids(page):
    return [row.id for row in page.rows]


def walk(store, forwards, **said):
    """The ids of every page from one end of a list to the other, page by page."""
    page = artifact_list(store, Census(), wanted(**said))
    pages = [ids(page)]
    while page.older:
        page = artifact_list(store, Census(), wanted(**said, after=page.older))
        pages.append(ids(page))
    if forwards:
        return pages
    pages = [ids(page)]
    while page.newer:
        page = artifact_list(store, Census(), wanted(**said, before=page.newer))
        pages.append(ids(page))
    return pages[::-1]


@pytest.mark.parametrize("sort", SORTS)
@pytest.mark.parametrize("q", ["", "type:model", "workspace:w", "type:model workspace:w"])
@pytest.mark.parametrize("forwards", [True, False])
def test_pages_meet_forwards_and_backwards_through_ties(rows, store, sort, q, forwards):
    workspace = rows.workspace("w")
    # Batches share their milliseconds; two types match `model`, their rows alternate.
    made = [rows.artifacts(4, MODEL, [workspace]), rows.artifacts(3, DATA_SET, [workspace])]
    made += [rows.artifacts(5, "system.Model", [workspace]), rows.artifacts(4, MODEL, [workspace])]
    expected = sorted(chain(*(made if "type" not in q else [made[0], *made[2:]])))
    if sort.startswith("-"):
        expected.reverse()
    pages = walk(store, forwards, q=q, sort=sort, limit=4)
    assert list(chain(*pages)) == expected
    assert all(pages)


def test_a_page_keeps_its_place_while_rows_arrive(rows, store):
    first = rows.artifacts(6)
    page = artifact_list(store, Census(), wanted(limit=3))
    rows.artifacts(5)
    older = artifact_list(store, Census(), wanted(limit=3, after=page.older))
    assert ids(older) == sorted(first, reverse=True)[3:]
    back = artifact_list(store, Census(), wanted(limit=3, before=older.newer))
    assert ids(back) == ids(page)
    assert back.newer


def test_totals_and_facets_ignore_their_own_condition(rows, store):
    here, there = rows.workspace("here"), rows.workspace("there")
    rows.artifacts(3, MODEL, [here])
    rows.artifacts(2, METRICS, [here])
    rows.artifacts(4, MODEL, [there])
    rows.artifacts(1, MODEL)

    def counted(q):
        page = artifact_list(store, Census(), wanted(q))
        facets = {
            facet.field: {one.label: one.count.number for one in facet.values}
            for facet in page.facets
        }
        return page.total, facets["type"], facets["workspace"]

    assert counted("") == (Count(10), {"Model": 8, "Metrics": 2}, {"here": 5, "there": 4})
    assert counted("type:model") == (Count(8), {"Model": 8, "Metrics": 2}, {"there": 4, "here": 3})
    assert counted("workspace:here") == (
        Count(5),
        {"Model": 3, "Metrics": 2},
        {"here": 5, "there": 4},
    )
    both = "type:metrics workspace:here"
    assert counted(both) == (Count(2), {"Model": 3, "Metrics": 2}, {"here": 2})


def test_a_facet_links_to_what_it_counts(rows, store):
    workspace = rows.workspace("a b")
    rows.artifacts(3, MODEL, [workspace])
    rows.artifacts(2, "system.Model", [workspace])
    rows.artifacts(1, DATA_SET)
    page = artifact_list(store, Census(), wanted())
    for facet in page.facets:
        for one in facet.values:
            assert artifact_list(store, Census(), wanted(str(one.query))).total == one.count
    chosen = artifact_list(store, Census(), wanted('workspace:"a b" type:model'))
    for facet in chosen.facets:
        (selected,) = [one for one in facet.values if one.selected]
        assert selected.query == chosen.wanted.query.without(facet.field)


def test_a_total_that_could_not_be_counted_is_a_lower_bound(rows, connection):
    rows.artifacts(3)
    late = Store(connection, page_deadline=2)
    page = artifact_list(late, Census(), wanted())
    assert (len(page.rows), page.total) == (3, Count(0, exact=False))
    assert page.empty is None


@pytest.mark.parametrize(
    ("q", "unknown", "left"),
    [
        ("type:nothing", ["type"], [3]),
        ("workspace:nowhere", ["workspace"], [3]),
        ("type:nothing workspace:w", ["type"], [2, 0]),
        ("type:metrics workspace:w", [], [2, 1]),
        ("type:nothing workspace:nowhere", ["type", "workspace"], [0, 0]),
    ],
)
def test_an_empty_list_names_what_emptied_it(rows, store, q, unknown, left):
    rows.artifacts(2, MODEL, [rows.workspace("w")])
    rows.artifacts(1, METRICS)
    page = artifact_list(store, Census(), wanted(q))
    assert page.rows == ()
    assert page.total == Count(0)
    assert [term.field for term in page.empty.unknown] == unknown
    assert [removal.left.number for removal in page.empty.removals] == left


def test_an_empty_store_has_no_condition_to_remove(store):
    for page in (
        artifact_list(store, Census(), wanted()),
        execution_list(store, Census(), wanted(kind="execution")),
        workspace_list(store, Census(), wanted(kind="context"), NOW),
    ):
        assert (page.rows, page.total, page.empty.removals) == ((), Count(0), ())


def test_a_search_that_finds_little_stops_and_says_where_it_goes_on(rows, store, monkeypatch):
    monkeypatch.setattr(windows, "MOST_SCANNED", 100)
    workspace = rows.workspace("w")
    wanted_ids = rows.artifacts(1, METRICS, [workspace])
    rows.artifacts(250, MODEL, [workspace])
    page = artifact_list(store, Census(), wanted("type:metrics workspace:w"))
    cuts = [page.cut]
    while page.older:
        assert page.rows == ()
        page = artifact_list(store, Census(), wanted("type:metrics workspace:w", after=page.older))
        cuts.append(page.cut)
    assert ids(page) == wanted_ids
    assert cuts == [100, 100, 0]


def test_a_workspace_of_two_contexts_lists_each_row_once(rows, store):
    sdk, pipeline = rows.workspace("w"), rows.workspace("w", "pipeline")
    shared = rows.artifacts(3, MODEL, [sdk, pipeline])
    own = rows.artifacts(2, MODEL, [pipeline])
    page = artifact_list(store, Census(), wanted("workspace:w"))
    assert sorted(ids(page)) == sorted(shared + own)
    # How many rows the two share cannot be counted without reading both.
    assert page.total == Count(5, exact=False)


def test_an_unreadable_row_is_told_and_the_rest_shown(rows, store):
    first = rows.artifacts(2)
    (bad,) = rows.artifacts(1, MODEL, (), x="__MLMD_NULL__")
    last = rows.artifacts(2)
    page = artifact_list(store, Census(), wanted())
    assert sorted(ids(page)) == first + last
    assert page.unreadable == (bad,)


def test_models_have_the_metrics_that_speak_of_them(rows, store):
    named, beside = rows.artifact("named"), rows.artifact("beside")
    rows.artifact("alone")
    training = rows.execution("training")
    rows.event(named, training)
    rows.event(rows.metrics({"auc": 0.1}), training)
    check = rows.execution("check")
    rows.event(named, check, "INPUT")
    rows.event(rows.metrics({"auc": 0.9}, model=named), check)
    other = rows.execution("other")
    rows.event(beside, other)
    rows.event(rows.metrics({"auc": 0.5}), other)
    page = artifact_list(store, Census(), wanted("type:model"))
    assert page.metric == "auc"
    metrics = {row.name: dict(row.metrics) for row in page.rows}
    assert metrics == {"named": {"auc": 0.9}, "beside": {"auc": 0.5}, "alone": {}}


def test_rows_that_do_not_tell_their_workspace_are_asked_for_it(rows, store):
    pipeline = rows.workspace("taxi", "pipeline")
    rows.artifacts(1, "Examples", [pipeline])
    rows.execution("step", of=[pipeline])
    assert artifact_list(store, Census(), wanted()).rows[0].workspace == "taxi"
    page = execution_list(store, Census(), wanted(kind="execution"))
    assert page.rows[0].workspace == "taxi"


def test_workspaces_are_counted_with_their_days_and_runs(rows, store):
    workspace = rows.workspace("w")
    rows.workspace("empty", "pipeline")
    rows.workspace("a run", "pipeline_run")
    rows.artifacts(2, MODEL, [workspace])
    rows.execution("a", of=[workspace], __kf_run__="r1")
    rows.execution("b", "FAILED", of=[workspace], __kf_run__="r1")
    rows.execution("c", of=[workspace], __kf_run__="r2")
    page = workspace_list(store, Census(), wanted(kind="context"), NOW)
    empty, line = page.rows
    assert (page.total, empty.row.name, line.row.name) == (Count(2), "empty", "w")
    assert (line.artifacts, line.executions, line.runs) == (Count(2), Count(3), Count(2))
    assert [(day.executions, day.failed) for day in line.days[-1:]] == [(3, 1)]
    assert sum(day.executions for day in line.days) == 3
    assert (line.bars[-1].top, line.bars[0].top, round(line.bars[-1].failed_top, 1)) == (
        2,
        24,
        16.7,
    )
    assert line.last is not None
    assert [facet.field for facet in page.facets] == ["type"]
    named = workspace_list(store, Census(), wanted("workspace:w type:workspace", "context"), NOW)
    assert [one.row.name for one in named.rows] == ["w"]
    assert named.total == Count(1)
    other = workspace_list(store, Census(), wanted("workspace:w type:pipeline", "context"), NOW)
    assert [removal.left.number for removal in other.empty.removals] == [1, 1]


def test_a_store_that_is_away_is_no_empty_list():
    connection = Connection("grpc://127.0.0.1:1")
    with pytest.raises(StoreUnavailableError):
        artifact_list(Store(connection), Census(), wanted())
    connection.close()


def test_files_hold_every_row_up_to_their_bound(rows, store, monkeypatch):
    rows.artifacts(450)
    parts = list(exported(store, Census().counting(store), wanted(limit=5)))
    assert [len(part.rows) for part in parts] == [200, 200, 50]
    assert parts[-1].rest is None
    monkeypatch.setattr("webapp.queries.live.exported.MOST_ROWS", 300)
    *_, last = parts = list(exported(store, Census().counting(store), wanted()))
    assert (sum(len(part.rows) for part in parts), last.rest is None) == (400, False)
    rest = list(exported(store, Census().counting(store), wanted(after=last.rest)))
    assert sum(len(part.rows) for part in rest) == 50


@pytest.mark.parametrize(
    ("value", "names"),
    [
        ("MODEL", ["kubeflow.org/alpha/model", "system.Model"]),
        ("kubeflow.org/alpha/Model", ["kubeflow.org/alpha/model"]),
        ("DataSet", ["kubeflow.org/alpha/data_set"]),
        ("data_set", ["kubeflow.org/alpha/data_set"]),
        ("alpha/model", []),
        ("mod", []),
    ],
)
def test_a_type_is_named_whole_or_by_its_last_segment(rows, store, value, names):
    for name in ("kubeflow.org/alpha/model", "system.Model", "kubeflow.org/alpha/data_set"):
        rows.artifacts(1, name)
    assert [one.name for one in matching(store.types("artifact"), value)] == names


def test_the_words_of_a_type():
    assert type_words("a.B/C") == {"a.b/c", "c"}


@pytest.mark.parametrize(
    "text",
    ["1", "a.b", "1.2.3", "1.-2", "1.2 ", "9" * 20 + ".1", "1." + "9" * 19, "\u0661.1", "<b>"],
)
def test_what_is_no_cursor_is_refused(text):
    with pytest.raises(BadParameterError, match="after="):
        parse_cursor("after", text, "created")


def test_a_cursor_of_another_order_is_refused():
    with pytest.raises(BadParameterError, match="same order"):
        parse_cursor("after", "5.4", "id")
    assert parse_cursor("after", cursor_text(Cursor(-5, 4)), "created") == Cursor(-5, 4)
    assert parse_cursor("after", "", "id") is None
