"""A catalog as web processes read it."""

import pytest

from webapp.catalog.documents import Document
from webapp.catalog.entries import entry
from webapp.catalog.place import Place
from webapp.catalog.reader import Reader
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
