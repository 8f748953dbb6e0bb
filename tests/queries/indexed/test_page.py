"""Lists from the catalog: every field, every order, facets at length, columns, walks."""

from itertools import chain

import pytest
from listing import counts, ids, wanted
from msgspec.structs import replace
from stored_rows import DATA_SET, METRICS, MODEL

from webapp.errors import BadParameterError, StoreTimeoutError, StoreUnavailableError
from webapp.queries.counts import Count
from webapp.queries.freshness import standing
from webapp.queries.indexed import reach
from webapp.queries.indexed.exported import indexed_parts
from webapp.queries.lists.columns import MORE_COLUMNS
from webapp.queries.lists.listed import list_page
from webapp.store.client import Store
from webapp.store.connection import Connection


@pytest.fixture
def story(rows):
    """Two models that one data set leads to, one more model, and what measured them."""
    data = rows.artifact("transactions", DATA_SET, labels='{"team": "fraud"}')
    for place, auc in enumerate((0.7, 0.9)):
        run = rows.execution(f"train {place}", owner="ana", __kf_run__=f"run {place}")
        rows.event(data, run, "INPUT")
        model = rows.artifact(f"rank {place}", owner="ana", version=f"v{place}")
        rows.event(model, run)
        rows.event(rows.metrics({"auc": auc}, model=model), run)
    rows.artifact("alone", owner="ben")
    return data


def named(page):
    return [row.name for row in page.rows]


def test_every_filter_is_answered(story, indexed):
    for q, found in (
        ("owner:ana type:model", ["rank 1", "rank 0"]),
        ("metric.auc:>0.8 type:model", ["rank 1"]),
        ("-owner:ana type:model", ["alone"]),
        ("name:ran (version:v0 OR version:v1) -version:v1", ["rank 0"]),
        ("has:producer type:model", ["rank 1", "rank 0"]),
        ("consumers:2", ["transactions"]),
        ("alone OR transactions", ["alone", "transactions"]),
    ):
        assert named(indexed.page(q)) == found, q
    assert named(indexed.page('run:"run 1"', "execution")) == ["train 1"]


@pytest.mark.parametrize("sort", ["name", "-name", "metric.auc", "-metric.auc", "-consumers"])
def test_every_order_has_pages_that_meet(story, indexed, sort):
    forwards, backwards = indexed.walk(sort=sort, limit=3)
    assert forwards == backwards
    assert sorted(chain(*forwards)) == ids(indexed.page(sort="id"))
    page = indexed.page("type:model", sort="-metric.auc")
    assert named(page) == ["rank 1", "rank 0", "alone"]
    assert page.columns[-1].text == "metric.auc"


def test_an_order_by_what_is_not_shown_shows_it(story, indexed):
    assert indexed.page(sort="-used").columns[-1].text == "used"
    assert [one.text for one in indexed.page(sort="-used", columns="type").columns] == ["type"]


def test_facets_count_labels_and_their_keys(story, rows, indexed):
    for place in range(15):
        rows.artifact("more", DATA_SET, labels=f'{{"key{place:02}": "x", "team": "{place}"}}')
    page = indexed.page(facets="label")
    (label,) = page.facets
    assert (label.keys[0].has.value, label.keys[0].has.count) == ("team", Count(16))
    assert len(label.keys) == 12
    assert label.more == "?facets=label&more=label"
    assert len(indexed.page(facets="label", more="label").facets[0].keys) == 16
    (found,) = indexed.page(facets="label", more="label", find="KEY1").facets
    assert [key.has.value for key in found.keys] == [f"key1{place}" for place in range(5)]
    (opened,) = indexed.page(facets="label,label.team").facets
    assert opened.keys[0].values.more is not None
    (long,) = indexed.page(facets="label,label.team", more="label.team", find="1").facets
    assert {one.value for one in long.keys[0].values.choices} == {
        "1",
        *(str(n) for n in range(10, 15)),
    }


def test_keys_open_and_close_by_their_links(story, indexed):
    (label,) = (facet for facet in indexed.page().facets if facet.text == "label")
    (key,) = label.keys
    assert key.values is not None  # the most frequent keys are open
    assert key.has.search == "?q=label.team:*"
    assert "label.team" not in key.opened
    (closed,) = indexed.page(facets="label").facets
    assert closed.keys[0].values is None
    assert closed.keys[0].opened == "?facets=label,label.team"
    (chosen,) = indexed.page("label.team:fraud", facets="label").facets
    assert [one.selected for one in chosen.keys[0].values.choices] == [True]
    (has,) = indexed.page("label.team:*", facets="label").facets
    assert (has.keys[0].has.selected, has.keys[0].has.search) == (True, "?facets=label")


def test_a_key_that_is_not_among_the_most_frequent_is_shown_when_it_is_asked_for(rows, indexed):
    for place in range(13):
        rows.artifact("a", labels=f'{{"key{place:02}": "x"}}')
    (label,) = indexed.page(facets="label,label.key12").facets
    assert label.keys[-1].has.value == "key12"
    assert label.keys[-1].has.count == Count(1)


def test_properties_and_parameters_are_counted_where_they_are_wanted(story, indexed):
    page = indexed.page("type:model", facets="property.version,property")
    versions, keys = page.facets[-1], page.facets[0]
    texts = [facet.text for facet in page.facets]
    assert texts == ["property"]
    key = next(key for key in keys.keys if key.has.value == "version")
    assert {one.value: one.count.number for one in key.values.choices} == {"v0": 1, "v1": 1}
    assert versions is keys
    alone = indexed.page("type:model", facets="property.version")
    assert counts(alone) == {"property.version": {"v0": 1, "v1": 1}}


def test_a_short_name_of_a_type_is_seen_as_chosen(rows, indexed):
    rows.artifacts(2, DATA_SET)
    rows.artifacts(1, METRICS)
    page = indexed.page("type:dataset", facets="type")
    (facet,) = page.facets
    chosen = {one.label: (one.count.number, one.selected) for one in facet.choices}
    assert chosen == {"DataSet": (2, True), "Metrics": (1, False)}
    (selected,) = (one for one in facet.choices if one.selected)
    assert selected.search == "?facets=type"


def test_a_number_counts_what_choosing_it_finds(rows, indexed):
    """The SDK writes hyperparameters as they are, 3 by one and 3.0 by another."""
    for layers in ("3", "3", "3.0", '"3.0"', "4"):
        rows.artifact("rank", hyperparameters=f'{{"layers": {layers}}}')
    page = indexed.page(facets="param.layers")
    assert counts(page) == {"param.layers": {"3": 3, "3.0": 4, "4": 1}}
    for value, number in counts(page)["param.layers"].items():
        assert indexed.page(f"param.layers:{value}").total.number == number


def test_types_that_read_alike_are_told_apart(rows, indexed):
    rows.artifacts(2, MODEL)
    rows.artifacts(1, "system.Model")
    (facet,) = indexed.page(facets="type").facets
    assert [one.label for one in facet.choices] == [MODEL, "system.Model"]


def test_columns_of_keys_are_offered_with_how_many_have_them(story, indexed):
    page = indexed.page("type:model")
    offered = {one.column.text: one.count for one in page.offers if one.count is not None}
    assert offered == {"metric.auc": 2}
    more = indexed.page("type:model", columns="property.version,owner")
    assert [one.text for one in more.columns] == ["property.version", "owner"]
    assert [row.properties.get("version") for row in more.rows] == [None, "v1", "v0"]
    every = list_page(indexed.sources, replace(wanted("type:model"), more=MORE_COLUMNS))
    assert {"property.version", "property.owner"} <= {one.column.text for one in every.offers}


def test_an_unreadable_record_is_listed_as_such(rows, indexed):
    rows.artifact("bad", x="__MLMD_NULL__")
    page = indexed.page("has:unreadable")
    assert [row.unreadable for row in page.rows] == [True]


def test_what_is_downstream_is_walked_and_meets_the_rest_of_the_filter(story, indexed):
    down = f"downstream_of:artifact/{story}"
    page = indexed.page(f"{down} type:model")
    assert named(page) == ["rank 1", "rank 0"]
    (walk,) = page.walks
    assert (walk.found, walk.stopped, walk.exists) == (6, "", True)
    assert named(indexed.page(f"-{down} type:model")) == ["alone"]
    assert named(indexed.page(down, "execution")) == ["train 1", "train 0"]
    model = page.rows[0].id
    assert named(indexed.page(f"upstream_of:artifact/{model}")) == ["transactions"]
    assert counts(page)["owner"] == {"ana": 2}


def test_a_walk_that_stops_early_says_so(story, indexed, monkeypatch):
    monkeypatch.setattr(reach, "MOST_NODES", 3)
    (walk,) = indexed.page(f"downstream_of:artifact/{story}").walks
    assert (walk.found, walk.stopped) == (2, "limit")
    # What matches is at least so many, and of what is not downstream nothing is sure.
    for sign, number in (("", 2), ("-", 0)):
        page = indexed.page(f"{sign}downstream_of:artifact/{story}", "execution")
        assert page.known(page.total) == Count(number, exact=False)


def test_a_walk_from_nothing_says_so(story, indexed):
    page = indexed.page("downstream_of:artifact/999")
    assert (page.rows, page.walks[0].exists) == ((), False)
    alone = indexed.page("name:alone").rows[0].id
    assert indexed.page(f"downstream_of:artifact/{alone}").walks[0].exists


def test_a_walk_through_a_store_that_is_away_is_no_empty_list(story, indexed):
    away = Connection("grpc://127.0.0.1:1")
    sources = replace(indexed.sources, store=Store(away))
    assert list_page(sources, wanted("type:model")).total == Count(3)
    with pytest.raises(StoreUnavailableError):
        list_page(sources, wanted("downstream_of:artifact/1"))
    away.close()


def test_a_walk_that_finds_nothing_in_its_time_is_no_empty_list(story, indexed, monkeypatch):
    monkeypatch.setattr(reach, "SECONDS", -1.0)
    with pytest.raises(StoreTimeoutError):
        indexed.page(f"downstream_of:artifact/{story}")


@pytest.mark.parametrize(
    ("q", "meant", "number"),
    [
        ("owner:ANA type:model", "owner:ana type:model", 2),
        ('run:"RUN 1" OR x', None, 0),
        ("version:V0", "version:v0", 1),
        ("label.team:Fraud", "label.team:fraud", 1),
        ("owner=Ana", "owner:ana", 2),
        ("owner:ANA consumers:99", None, 0),
        ("owner:an", None, 0),
        ("owner:ana consumers:99", None, 0),
        ("type:model,data_set", "type:model OR type:data_set", 4),
        ("consumers:[2 TO 1]", "consumers:[1 TO 2]", 1),
    ],
)
def test_an_empty_list_offers_what_was_probably_meant(story, indexed, q, meant, number):
    told = indexed.page(q).empty.meant
    assert (told.text, told.found.number) == (meant, number) if meant else told is None


def test_a_guess_counts_what_the_list_shows(rows, indexed):
    """Runs are contexts too, and none of the list."""
    rows.workspace("fraud")
    rows.workspace("fraud one", "system.PipelineRun")
    told = indexed.page("name:fraud,risk", "context").empty.meant
    assert (told.text, told.found) == ("name:fraud OR name:risk", Count(1))


def test_a_case_is_not_looked_for_among_very_many_values(story, indexed, monkeypatch):
    monkeypatch.setattr("webapp.catalog.vast.MANY_VALUES", 1)
    monkeypatch.setattr("webapp.catalog.vast.LARGE_STORE", 1)
    assert indexed.page("owner:ANA").empty.meant is None


def test_workspaces_are_counted_among_themselves(rows, indexed):
    """Runs are contexts too, and none of the list whatever its facet says."""
    rows.workspace("fraud")
    rows.workspace("a run", "system.PipelineRun")
    page = indexed.page("", "context", facets="role")
    assert counts(page) == {"role": {"workspace": page.total.number}}


def test_walks_have_a_bound(story, indexed):
    with pytest.raises(BadParameterError, match="at most 4 walks"):
        indexed.page(" OR ".join(f"downstream_of:artifact/{place}" for place in range(1, 6)))


def test_a_list_asks_the_store_nothing(story, indexed, monkeypatch):
    sources = indexed.sources
    monkeypatch.setattr(indexed.connection, "call", None)
    for kind in ("artifact", "execution", "context"):
        list_page(sources, wanted("", kind))


def test_files_hold_every_row(rows, indexed):
    rows.artifacts(620)
    sources = indexed.sources
    snapshot = standing(sources.catalog, sources.now).snapshot
    parts = list(indexed_parts(snapshot, wanted(limit=5), reach.Walked()))
    assert [len(part.rows) for part in parts] == [500, 120]
    page = list_page(sources, wanted(limit=5))
    rest = list(indexed_parts(snapshot, wanted(after=page.after), reach.Walked()))
    assert sum(len(part.rows) for part in rest) == 615
