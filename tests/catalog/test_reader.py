"""A catalog as web processes read it."""

import pytest

from webapp.catalog.clauses import FEW_TERMS
from webapp.catalog.compile import compiled
from webapp.catalog.documents import Document
from webapp.catalog.entries import entry
from webapp.catalog.place import Place
from webapp.catalog.reader import Reader
from webapp.catalog.search import Search
from webapp.catalog.snapshot import MOST_GUESSES
from webapp.catalog.writer import Writer
from webapp.errors import CatalogError


def build(place, name):
    """A whole catalog with one artifact, in a folder of its own."""
    index = place.fresh()
    with Writer(index) as writer:
        writer.add([entry(Document("artifact", 1, name=name))])
        writer.commit({})
    return index


def test_what_is_kept_of_a_lost_catalog_is_not_taken_for_the_next_one(tmp_path):
    place = Place(tmp_path)
    place.adopt(build(place, "first"))
    reader = Reader(tmp_path, aside=False)
    first = reader.snapshot()
    (tmp_path / "current.json").unlink()
    with pytest.raises(CatalogError):
        reader.snapshot()
    place.adopt(build(place, "second"))
    assert reader.snapshot().number != first.number


def test_guesses_have_a_bound_however_long_nothing_is_committed(tmp_path):
    place = Place(tmp_path)
    place.adopt(build(place, "first"))
    snapshot = Reader(tmp_path, aside=False).snapshot()
    for number in range(3 * MOST_GUESSES):
        snapshot.guess(("width", number), number)
    assert len(snapshot.guesses) <= MOST_GUESSES
    assert snapshot.guesses["width", number] == number


@pytest.mark.parametrize("number", [0, 1, FEW_TERMS, FEW_TERMS + 1])
def test_records_are_found_by_their_ids_however_many_are_asked_for(tmp_path, number):
    place = Place(tmp_path)
    index = place.fresh()
    with Writer(index) as writer:
        writer.add(entry(Document("artifact", key, name="a")) for key in range(1, 400))
        writer.commit({})
    place.adopt(index)
    asked = tuple(range(3, 3 + number))
    snapshot = Reader(tmp_path, aside=False).snapshot()
    # One that is not there, and one that is asked for twice.
    search = Search("artifact", ids=(*asked, 10_000, *asked[:1]) if asked else ())
    assert [hit[0] for hit in snapshot.hits(compiled(search), 500, "id", descending=False)] == [
        *asked
    ]
    assert snapshot.total(search) == number
