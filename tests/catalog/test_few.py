"""Lists of so few records that one look sorts and counts them."""

import pytest

from webapp.catalog.documents import Document
from webapp.catalog.pages import page
from webapp.catalog.place import Place
from webapp.catalog.query.parser import parse
from webapp.catalog.reader import Reader
from webapp.catalog.search import Search
from webapp.catalog.snapshot import Snapshot
from webapp.catalog.writer import Writer


@pytest.fixture
def snapshot(tmp_path):
    """A catalog of a hundred artifacts, each tenth of one owner."""
    place = Place(tmp_path)
    index = place.fresh()
    with Writer(index) as writer:
        writer.put(Document("artifact", key, owner=f"o{key % 10}") for key in range(1, 101))
        writer.commit({})
    place.adopt(index)
    return Reader(tmp_path, aside=False).snapshot()


def test_they_are_counted_while_they_are_sorted(snapshot, monkeypatch):
    def counted(*_):
        raise AssertionError("counted by itself")

    monkeypatch.setattr(Snapshot, "count", counted)
    found = page(snapshot, Search("artifact", parse("owner:o3 has:owner")))
    assert (found.total, len(found.rows)) == (10, 10)
    assert page(snapshot, Search("artifact", parse("owner:nobody"))).total == 0
    with pytest.raises(AssertionError):  # how many there may be at most no term tells
        snapshot.total(Search("artifact", parse("-owner:o3")))


@pytest.mark.parametrize(
    ("query", "most"),
    [("owner:o3", 10), ("has:owner owner:o3", 10), ("owner:nobody", 0), ("-owner:o3", 100)],
)
def test_how_many_there_may_be_is_told_by_the_rarest_term(snapshot, query, most):
    assert snapshot.at_most(Search("artifact", parse(query))) == most
