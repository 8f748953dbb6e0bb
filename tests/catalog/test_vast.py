"""Which fields have too many values to show some of them unasked."""

import pytest

from webapp.catalog import vast
from webapp.catalog.documents import Document
from webapp.catalog.entries import entry
from webapp.catalog.facets import facets
from webapp.catalog.place import Place
from webapp.catalog.query.parser import parse
from webapp.catalog.query.tree import Field
from webapp.catalog.reader import Reader
from webapp.catalog.search import Search
from webapp.catalog.writer import Writer

RECORDS = 400


@pytest.fixture
def snapshot(tmp_path):
    """A catalog where each artifact has an owner of its own, and half of them each version."""
    place = Place(tmp_path)
    index = place.fresh()
    with Writer(index) as writer:
        writer.add(
            entry(Document("artifact", key, owner=f"o{key}", version=f"v{key % 2}"))
            for key in range(1, RECORDS + 1)
        )
        writer.commit({})
    place.adopt(index)
    return Reader(tmp_path, aside=False).snapshot()


def test_only_fields_of_many_values_are_looked_at_whole(snapshot, monkeypatch):
    monkeypatch.setattr(vast, "LARGE_STORE", RECORDS)
    monkeypatch.setattr(vast, "MANY_VALUES", 300)
    monkeypatch.setattr(vast, "NEWEST", 100)
    looked_at = []
    ask = snapshot.aggregate
    monkeypatch.setattr(
        snapshot,
        "aggregate",
        lambda found, wanted: (
            looked_at.append(snapshot.count(found)) if "n" in wanted else None,
            ask(found, wanted),
        )[1],
    )
    assert not vast.is_vast(snapshot, "artifact", Field("version"))
    assert max(looked_at) < RECORDS
    assert vast.is_vast(snapshot, "artifact", Field("owner"))
    assert max(looked_at) == RECORDS


def test_no_field_is_vast_among_few_records(snapshot, monkeypatch):
    monkeypatch.setattr(vast, "MANY_VALUES", 2)
    assert not vast.is_vast(snapshot, "artifact", Field("owner"))


def test_facets_tell_how_many_records_there_are(snapshot, monkeypatch):
    search = Search("artifact", parse("version:v1"))
    facets(snapshot, search, [Field("owner")])
    monkeypatch.setattr(snapshot, "count", None)
    assert snapshot.total(search) == RECORDS // 2
