"""What a list shows, whether its rows come from the store or from the catalog."""

from itertools import chain
from urllib.parse import parse_qs

import pytest
from listing import counts, ids
from stored_rows import DATA_SET, METRICS, MODEL

from webapp.queries.counts import Count


def test_pages_meet_forwards_and_backwards_through_ties(rows, lists):
    workspace = rows.workspace("w")
    # Batches share their milliseconds; two types match `model`, their rows alternate.
    made = [rows.artifacts(4, MODEL, [workspace]), rows.artifacts(3, DATA_SET, [workspace])]
    made += [rows.artifacts(5, "system.Model", [workspace]), rows.artifacts(4, MODEL, [workspace])]
    for q, found in (
        ("", made),
        ("type:model", [made[0], *made[2:]]),
        ("workspace:w", made),
        ("type:model workspace:w", [made[0], *made[2:]]),
    ):
        for sort in ("-created", "created", "-id", "id"):
            expected = sorted(chain(*found), reverse=sort.startswith("-"))
            there, back = lists.walk(q=q, sort=sort, limit=4)
            assert list(chain(*there)) == list(chain(*back)) == expected
            assert all((*there, *back))


def test_a_page_keeps_its_place_while_rows_arrive(rows, lists):
    first = rows.artifacts(6)
    page = lists.page(limit=3)
    rows.artifacts(5)
    older = lists.page(limit=3, after=page.after)
    assert ids(older) == sorted(first, reverse=True)[3:]
    back = lists.page(limit=3, before=older.before)
    assert ids(back) == ids(page)
    assert back.before


def test_a_cursor_of_one_source_is_understood_by_the_other(rows, live, indexed):
    rows.artifacts(7)
    for one, other in ((live, indexed), (indexed, live)):
        for sort in ("-created", "id"):
            first = one.page(limit=3, sort=sort)
            again = one.page(limit=3, sort=sort, after=first.after)
            assert ids(other.page(limit=3, sort=sort, after=first.after)) == ids(again)


def test_totals_and_facets_ignore_their_own_condition(rows, lists):
    here, there = rows.workspace("here"), rows.workspace("there")
    rows.artifacts(3, MODEL, [here])
    rows.artifacts(2, METRICS, [here])
    rows.artifacts(4, MODEL, [there])
    rows.artifacts(1, MODEL)

    def counted(q):
        page = lists.page(q)
        return page.total, counts(page)["type"], counts(page)["workspace"]

    assert counted("") == (Count(10), {"Model": 8, "Metrics": 2}, {"here": 5, "there": 4})
    assert counted("type:model") == (Count(8), {"Model": 8, "Metrics": 2}, {"there": 4, "here": 3})
    assert counted("workspace:here") == (
        Count(5),
        {"Model": 3, "Metrics": 2},
        {"here": 5, "there": 4},
    )
    both = "type:metrics workspace:here"
    assert counted(both) == (Count(2), {"Model": 3, "Metrics": 2}, {"here": 2})


def test_several_values_of_a_field_are_let_through_together(rows, lists):
    here, there = rows.workspace("here"), rows.workspace("there")
    models = rows.artifacts(2, MODEL, [here])
    data = rows.artifacts(2, DATA_SET, [there])
    rows.artifacts(2, METRICS, [rows.workspace("elsewhere")])
    q = "(type:model OR type:dataset) (workspace:here OR workspace:there)"
    page = lists.page(q)
    assert sorted(ids(page)) == models + data
    (facet,) = (facet for facet in page.facets if facet.text == "type")
    assert {one.label for one in facet.choices if one.selected} == {"Model", "DataSet"}


def test_an_empty_list_names_what_emptied_it(rows, lists):
    rows.artifacts(2, MODEL, [rows.workspace("w")])
    rows.artifacts(1, METRICS)
    for q, unknown, left in (
        ("type:nothing", ["type:nothing"], [3]),
        ("workspace:nowhere", ["workspace:nowhere"], [3]),
        ("type:nothing workspace:w", ["type:nothing"], [2, 0]),
        ("type:metrics workspace:w", [], [2, 1]),
        ("type:nothing workspace:nowhere", ["type:nothing", "workspace:nowhere"], [0, 0]),
    ):
        page = lists.page(q)
        assert page.rows == ()
        assert page.total == Count(0)
        assert [one.text for one in page.empty.unknown] == unknown
        assert [removal.left.number for removal in page.empty.removals] == left


def test_an_empty_store_has_no_condition_to_remove(lists):
    for kind in ("artifact", "execution", "context"):
        page = lists.page(kind=kind)
        assert (page.rows, page.total, page.empty.removals) == ((), Count(0), ())


def test_an_unreadable_row_is_told_and_the_rest_shown(rows, lists):
    first = rows.artifacts(2)
    (bad,) = rows.artifacts(1, MODEL, (), x="__MLMD_NULL__")
    last = rows.artifacts(2)
    page = lists.page()
    told = {row.id for row in page.rows if row.unreadable} or {*page.unreadable}
    assert told == {bad}
    assert sorted({*ids(page)} - told) == first + last


def test_models_have_the_metrics_that_speak_of_them(rows, lists):
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
    page = lists.page("type:model")
    assert page.columns[-1].text == "metric.auc"
    metrics = {row.name: dict(row.metrics) for row in page.rows}
    assert metrics == {"named": {"auc": 0.9}, "beside": {"auc": 0.5}, "alone": {}}


def test_rows_that_do_not_tell_their_workspace_are_asked_for_it(rows, lists):
    pipeline = rows.workspace("taxi", "pipeline")
    rows.artifacts(1, "Examples", [pipeline])
    rows.execution("step", of=[pipeline])
    assert lists.page().rows[0].workspace == "taxi"
    assert lists.page(kind="execution").rows[0].workspace == "taxi"


def test_workspaces_are_counted_with_their_days_and_runs(rows, lists):
    workspace = rows.workspace("w")
    rows.workspace("empty", "pipeline")
    rows.workspace("a run", "pipeline_run")
    rows.artifacts(2, MODEL, [workspace])
    rows.execution("a", of=[workspace], __kf_run__="r1")
    rows.execution("b", "FAILED", of=[workspace], __kf_run__="r1")
    rows.execution("c", of=[workspace], __kf_run__="r2")
    page = lists.page(kind="context")
    empty, line = page.rows
    assert (page.total, empty.row.name, line.row.name) == (Count(2), "empty", "w")
    assert (line.artifacts, line.executions, line.runs) == (Count(2), Count(3), Count(2))
    assert (empty.artifacts, empty.executions, empty.runs) == (Count(0), Count(0), Count(0))
    assert [(day.executions, day.failed) for day in line.days[-1:]] == [(3, 1)]
    assert sum(day.executions for day in line.days) == 3
    top, first, failed = line.bars[-1].top, line.bars[0].top, round(line.bars[-1].failed_top, 1)
    assert (top, first, failed) == (2, 24, 16.7)
    assert line.last is not None
    assert line.query == "workspace:w"
    assert [facet.text for facet in page.facets] == ["type"]
    named = lists.page("type:workspace", "context")
    assert [one.row.name for one in named.rows] == ["w"]
    assert named.total == Count(1)


@pytest.mark.parametrize(
    ("value", "found"),
    [
        ("MODEL", 2),
        ("kubeflow.org/alpha/Model", 1),
        ("DataSet", 1),
        ("data_set", 1),
        ("alpha/model", 0),
        ("mod", 0),
    ],
)
def test_a_type_is_named_whole_or_by_its_last_segment(rows, lists, value, found):
    for name in (MODEL, "system.Model", DATA_SET):
        rows.artifacts(1, name)
    assert lists.page(f"type:{value}").total == Count(found)


def test_a_facet_leads_to_what_it_counts(rows, lists):
    workspace = rows.workspace("a b")
    rows.artifacts(3, MODEL, [workspace])
    rows.artifacts(1, DATA_SET)
    # A query of the short type finds those that end in it, too.
    for name, number in (("Model", 2), ("system.Model", 5)):
        rows.artifacts(number, name)
    page = lists.page()
    choices = [(facet.text, one) for facet in page.facets for one in facet.choices]
    assert {"workspace", "type"} <= {text for text, _ in choices}
    for _, one in choices:
        assert lists.page(q_of(one.search)).total == one.count
    chosen = lists.page('workspace:"a b" type:model')
    for text, rest in (("workspace", "type:model"), ("type", 'workspace:"a b"')):
        (facet,) = (facet for facet in chosen.facets if facet.text == text)
        (selected,) = (one for one in facet.choices if one.selected)
        assert q_of(selected.search) == rest


def test_a_facet_of_very_many_values_is_counted_for_who_asks(rows, indexed, monkeypatch):
    monkeypatch.setattr("webapp.catalog.vast.MANY_VALUES", 3)
    monkeypatch.setattr("webapp.catalog.vast.LARGE_STORE", 4)
    monkeypatch.setattr("webapp.catalog.vast.MANY_FOUND", 4)
    for owner in ("ana", "ben", "cyd"):
        rows.artifacts(2, MODEL, owner=owner, team="fraud")
    page = indexed.page()
    (facet,) = (facet for facet in page.facets if facet.text == "owner")
    assert not facet.choices
    at_length = indexed.page(**parameters_of(facet.more))
    for asked in (at_length, indexed.page(facets="owner"), indexed.page("owner:ana")):
        assert counts(asked)["owner"] == {"ana": 2, "ben": 2, "cyd": 2}
    # Among a few records it takes no time.
    assert counts(indexed.page("owner:ana -owner:ben"))["owner"]["cyd"] == 2


def test_facets_are_those_of_the_filter_whatever_the_page_before_showed(rows, indexed, monkeypatch):
    # As in a large store, where another thread looks for the keys meanwhile.
    monkeypatch.setattr("webapp.catalog.ahead.WORTH_IT", 0)
    for team in ("fraud", "risk"):
        rows.artifacts(2, MODEL, owner="ana", labels=f'{{"team": "{team}"}}')
    rows.artifacts(3, MODEL, owner="ben", labels='{"region": "eu"}')
    before = indexed.page("owner:ben")
    after = indexed.page("owner:ana")
    assert (before.total.number, after.total.number) == (3, 4)
    assert opened(before) == {"region"}
    assert opened(after) == {"team"}
    assert counts(after)["owner"] == {"ana": 4, "ben": 3}


def opened(page):
    """The label keys whose values a page shows."""
    (labels,) = (facet for facet in page.facets if facet.text == "label")
    return {key.has.value for key in labels.keys if key.values}


def parameters_of(search):
    return {name: one[0] for name, one in parse_qs(search.removeprefix("?")).items()}


def q_of(search):
    """The filter of an address."""
    return parse_qs(search.removeprefix("?")).get("q", [""])[0]
