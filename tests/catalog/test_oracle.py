"""The index against the oracle: sets, totals, pages, orders and facets."""

from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from random import Random

import pytest
from cases import cases
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from tests.catalog import oracle
from tests.catalog.documents import TEXTS, store
from tests.catalog.trees import KEYS, queries
from webapp.catalog import columns
from webapp.catalog.documents import Document
from webapp.catalog.entries import entry
from webapp.catalog.facets import facets
from webapp.catalog.keys import MANY_RECORDS, keys
from webapp.catalog.pages import Stretch, every_row, page, rows
from webapp.catalog.place import Place
from webapp.catalog.query.editing import without_field
from webapp.catalog.query.fields import COUNTED, COUNTED_BY_KEY
from webapp.catalog.query.tree import Field, Query, reaches
from webapp.catalog.reader import Reader
from webapp.catalog.search import Search
from webapp.catalog.snapshot import Snapshot
from webapp.catalog.sorting import SORTED_BY, Cursor, Sort
from webapp.catalog.writer import Writer

STORES = 4
CASES = cases(300)
FEWER_CASES = cases(100)
FEWEST_CASES = cases(25)
NUMBERED = st.integers(0, STORES - 1)
VALUES = st.sampled_from(TEXTS)
WORDS = st.sampled_from([text for text in TEXTS if oracle.words(text)])
SORTS = st.builds(
    Sort,
    st.one_of(st.sampled_from(SORTED_BY).map(Field), KEYS.map(lambda key: Field("metric", key))),
    st.booleans(),
)
FACETS = [*map(Field, sorted(COUNTED)), *(Field(name, "team") for name in sorted(COUNTED_BY_KEY))]
MANY = 1_000


class Indexed:
    """Documents and their index."""

    def __init__(self, documents: list[Document], snapshot: Snapshot) -> None:
        self.documents = documents
        self.snapshot = snapshot


@pytest.fixture(scope="module")
def stores(tmp_path_factory) -> list[Indexed]:
    """Stores of documents, each with its index."""
    found = [store(seed) for seed in range(STORES)]
    return [Indexed(each, written(tmp_path_factory.mktemp("catalog"), each)) for each in found]


def written(folder: Path, found: list[Document]) -> Snapshot:
    """An index of the documents, in several commits, some of them written twice, some removed."""
    place = Place(folder)
    index = place.fresh()
    with Writer(index) as writer:
        gone = [replace(each, id=each.id + MANY) for each in found[:3]]
        writer.add(map(entry, [*gone, *(replace(one, kind="execution") for one in found[:2])]))
        older = [replace(each, name="older", labels={"team": "older"}) for each in found[::3]]
        writer.add(map(entry, older))
        writer.commit({"at": 1})
        writer.put(found[::2])
        writer.commit({"at": 2})
        writer.put(found[1::2])
        writer.put(found[:5])
        writer.remove("artifact", [each.id for each in gone])
        writer.commit({"at": "end"})
    place.adopt(index)
    return Reader(folder, aside=False).snapshot()


def search_of(query, found) -> Search:
    random = Random(len(found))  # noqa: S311
    reach = {
        walk: tuple(each.id for each in found if random.random() < 0.5) for walk in reaches(query)
    }
    return Search("artifact", query, reach)


@CASES
@given(number=NUMBERED, query=queries(VALUES, WORDS))
def test_a_query_finds_what_it_means(stores, number, query):
    found, snapshot = stores[number].documents, stores[number].snapshot
    search = search_of(query, found)
    meant = [each for each in found if oracle.matches(each, query, search.reach)]
    assert snapshot.total(search) == len(meant)
    assert snapshot.at_most(search) >= len(meant)
    shown = [row.id for row in every_row(snapshot, search, size=17)]
    assert shown == [each.id for each in oracle.ordered(meant, Sort())]


@FEWER_CASES
@given(number=NUMBERED, query=queries(VALUES, WORDS))
def test_a_facet_counts_what_matches_without_its_own_choices(stores, number, query):
    found, snapshot = stores[number].documents, stores[number].snapshot
    search = search_of(query, found)
    for facet in facets(snapshot, search, FACETS, MANY):
        other = without_field(search.query, facet.field)
        meant = [each for each in found if oracle.matches(each, other, search.reach)]
        expected = oracle.counts(meant, facet.field)
        shown = {each.value: each.count for each in facet.values}
        assert not facet.more
        assert {value: count for value, count in shown.items() if value in expected} == expected
        assert all(each.chosen for each in facet.values if each.value not in expected)


@pytest.mark.parametrize(
    ("few", "at_most"), [(1, 0), (columns.FEW, 0), (columns.FEW, columns.FEW_AT_MOST)]
)
@FEWER_CASES
@given(
    number=NUMBERED,
    query=st.one_of(st.just(Query()), queries(VALUES, WORDS)),
    sort=SORTS,
    size=st.integers(3, 20),
)
def test_pages_are_the_order_cut_in_pieces(
    stores, monkeypatch, few, at_most, number, query, sort, size
):
    monkeypatch.setattr(columns, "FEW", few)
    monkeypatch.setattr(columns, "FEW_AT_MOST", at_most)
    found, snapshot = stores[number].documents, stores[number].snapshot
    search = search_of(query, found)
    meant = [each for each in found if oracle.matches(each, query, search.reach)]
    ids = [each.id for each in oracle.ordered(meant, sort)]
    forward = list(pages(snapshot, search, sort, size))
    assert [row.id for each in forward for row in each.rows] == ids
    assert all(each.total == len(ids) for each in forward)
    for earlier, later in pairwise(forward):
        back = page(snapshot, search, sort, Stretch(size, before=later.before))
        assert [row.id for row in back.rows] == [row.id for row in earlier.rows]


def pages(snapshot, search, sort, size) -> Iterator:
    """Every page, each from the cursor of the one before, passed through its text."""
    stretch = Stretch(size)
    while True:
        found = page(snapshot, search, sort, stretch)
        yield found
        if found.after is None:
            return
        stretch = Stretch(size, after=Cursor.parse("after", str(found.after), sort))


@FEWER_CASES
@given(number=NUMBERED, query=queries(VALUES, WORDS))
def test_counts_stay_exact_where_segments_pass_on_few_values(stores, monkeypatch, number, query):
    monkeypatch.setattr("webapp.catalog.facets.VALUES_OF_A_SEGMENT", 2)
    found, snapshot = stores[number].documents, stores[number].snapshot
    search = search_of(query, found)
    for facet in facets(snapshot, search, FACETS, 2):
        other = without_field(search.query, facet.field)
        meant = [each for each in found if oracle.matches(each, other, search.reach)]
        expected = oracle.counts(meant, facet.field)
        assert all(each.count == expected[each.value] for each in facet.values if not each.chosen)
        assert facet.more or expected.keys() <= {each.value for each in facet.values}


@pytest.mark.parametrize("many", [0, MANY_RECORDS])
@pytest.mark.parametrize("group", ["label", "metric", "param", "property"])
@FEWEST_CASES
@given(number=NUMBERED, query=queries(VALUES, WORDS))
def test_keys_are_counted(stores, monkeypatch, many, group, number, query):
    monkeypatch.setattr("webapp.catalog.keys.MANY_RECORDS", many)
    found, snapshot = stores[number].documents, stores[number].snapshot
    search = search_of(query, found)
    meant = [each for each in found if oracle.matches(each, query, search.reach)]
    names = {key for each in meant for key in keys_of(each, group)}
    shown = keys(snapshot, search, group, MANY)
    assert {each.value: each.count for each in shown} == {
        name: sum(name in keys_of(each, group) for each in meant) for name in names
    }


@pytest.mark.parametrize("number", range(STORES))
def test_rows_are_those_of_the_documents(stores, number):
    found, snapshot = stores[number].documents, stores[number].snapshot
    ids = tuple(sorted(each.id for each in found))
    shown = rows(snapshot, "artifact", (*ids, 10**6))
    for each in found:
        row = shown[each.id]
        assert (row.name, row.labels) == (each.name, each.labels)
        assert str(row.metrics) == str(each.metrics)  # NaN equals nothing
        assert (row.created, row.used) == (each.created, each.used)
        assert (row.producers, row.unreadable) == (each.producers, each.unreadable)


def keys_of(document, group):
    return {
        "label": document.labels,
        "metric": document.metrics,
        "param": document.parameters,
        "property": {**document.properties, **document.custom_properties},
    }[group]
