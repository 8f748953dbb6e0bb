"""Lists read from the store itself: bounds, and what it leaves to the catalog."""

import pytest
from listing import Lists, ids, wanted
from stored_rows import METRICS, MODEL

from webapp.errors import StoreUnavailableError
from webapp.queries.counts import Count
from webapp.queries.freshness import Freshness
from webapp.queries.live import windows
from webapp.queries.live.census import Census
from webapp.queries.live.exported import live_parts
from webapp.queries.live.page import live_page
from webapp.queries.live.scope import type_words
from webapp.queries.sources import Sources
from webapp.store.client import Store
from webapp.store.connection import Connection


def test_a_total_that_could_not_be_counted_is_a_lower_bound(rows, live):
    rows.artifacts(3)
    hurried = live.sources
    late = Sources(Store(live.connection, page_deadline=2), Census(), None, hurried.now)
    page = live_page(late, wanted(), Freshness())
    assert (len(page.rows), page.total) == (3, Count(0, exact=False))
    assert page.empty is None


def test_a_search_that_finds_little_stops_and_says_where_it_goes_on(rows, live, monkeypatch):
    monkeypatch.setattr(windows, "MOST_SCANNED", 100)
    workspace = rows.workspace("w")
    wanted_ids = rows.artifacts(1, METRICS, [workspace])
    rows.artifacts(250, MODEL, [workspace])
    page = live.page("type:metrics workspace:w")
    cuts = [page.cut]
    while page.after:
        assert page.rows == ()
        page = live.page("type:metrics workspace:w", after=page.after)
        cuts.append(page.cut)
    assert ids(page) == wanted_ids
    assert cuts == [100, 100, 0]


def test_a_workspace_of_two_contexts_lists_each_row_once(rows, live):
    sdk, pipeline = rows.workspace("w"), rows.workspace("w", "pipeline")
    shared = rows.artifacts(3, MODEL, [sdk, pipeline])
    own = rows.artifacts(2, MODEL, [pipeline])
    page = live.page("workspace:w")
    assert sorted(ids(page)) == sorted(shared + own)
    # How many rows the two share cannot be counted without reading both.
    assert page.total == Count(5, exact=False)


def test_workspaces_are_found_by_their_names(rows, live):
    rows.workspace("w")
    rows.workspace("w", "pipeline")
    rows.workspace("x")
    assert live.page("workspace:w type:workspace", "context").total == Count(1)
    assert live.page("(workspace:w OR workspace:x)", "context").total == Count(3)
    other = live.page("workspace:x type:pipeline", "context")
    assert [removal.left.number for removal in other.empty.removals] == [1, 1]


def test_a_store_that_is_away_is_no_empty_list():
    connection = Connection("grpc://127.0.0.1:1")
    with pytest.raises(StoreUnavailableError):
        Lists(connection).page()
    connection.close()


@pytest.mark.parametrize(
    ("said", "filters", "sort", "columns"),
    [
        ({"q": "owner:ana type:model"}, ("owner:ana",), "", ()),
        ({"q": "type:model -type:metrics"}, ("-type:metrics",), "", ()),
        ({"q": "type:model type:metrics"}, ("type:metrics",), "", ()),
        ({"q": "(type:model OR owner:ana) words"}, ("type:model OR owner:ana", "words"), "", ()),
        ({"q": 'workspace:""'}, ('workspace:""',), "", ()),
        ({"sort": "-name"}, (), "-name", ()),
        ({"sort": "metric.auc"}, (), "metric.auc", ()),
        ({"columns": "type,used,property.x,label.y"}, (), "", ("Last used", "x")),
    ],
)
def test_what_the_store_cannot_tell_waits_for_the_catalog(rows, live, said, filters, sort, columns):
    rows.artifacts(2)
    page = live.page(**said)
    waits = page.waiting
    assert (waits.filters, waits.sort, waits.columns) == (filters, sort, columns)
    # Rows that may not match are no rows.
    assert bool(page.rows) == (not filters and not sort)
    assert "owner" not in waits.search


def test_files_hold_every_row_up_to_their_bound(rows, live, monkeypatch):
    rows.artifacts(450)
    parts = list(live_parts(live.sources, wanted(limit=5)))
    assert [len(part.rows) for part in parts] == [200, 200, 50]
    assert parts[-1].rest is None
    monkeypatch.setattr("webapp.queries.live.exported.MOST_ROWS", 300)
    *_, last = parts = list(live_parts(live.sources, wanted()))
    assert (sum(len(part.rows) for part in parts), last.rest is None) == (400, False)
    rest = list(live_parts(live.sources, wanted(after=last.rest)))
    assert sum(len(part.rows) for part in rest) == 50


def test_a_facet_at_length_holds_what_is_looked_for(rows, live):
    for number in range(15):
        rows.artifacts(1, f"Type{number:02}")
    short = live.page(facets="type").facets[0]
    assert (len(short.choices), short.more) == (10, "?facets=type&more=type")
    found = live.page(facets="type", more="type", find="TYPE1").facets[0]
    assert [one.label for one in found.choices] == [f"Type1{number}" for number in range(5)]
    assert (found.more, found.less, found.find) == (None, "?facets=type", "TYPE1")


def test_the_words_of_a_type():
    assert type_words("a.B/C") == {"a.b/c", "c"}
