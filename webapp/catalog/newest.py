"""The newest record of each name."""

from typing import Final

from webapp.catalog.clauses import all_of, term
from webapp.catalog.compile import compiled
from webapp.catalog.rows import Row
from webapp.catalog.search import Search
from webapp.catalog.snapshot import Snapshot

# Names that differ only in case, or behind their 64th letter, share a key: they are told apart
# among so many.
MOST_ALIKE: Final = 20


def newest_of_names(snapshot: Snapshot, search: Search, most: int) -> tuple[Row, ...]:
    """The newest record of each name that the search finds, however old, the newest first."""

    def ask(other: Snapshot) -> tuple[Row, ...]:
        found = compiled(search)
        newest: dict[str, Row] = {}
        for key in _latest_keys(other, search, most):
            alike = all_of(found, term("name_order", key))
            hits = other.hits(alike, MOST_ALIKE, "id", descending=True)
            for row in other.rows(address for _, address in hits):
                newest.setdefault(row.name, row)
        by_id = sorted(newest.values(), key=lambda row: row.id, reverse=True)
        return tuple(by_id[:most])

    return snapshot.kept(("newest of names", search.key, most), ask)


def _latest_keys(snapshot: Snapshot, search: Search, most: int) -> list[str]:
    """The keys of the names whose newest records are the newest."""
    terms = {"field": "name_order", "size": most, "segment_size": most, "order": {"last": "desc"}}
    by_name = {"names": {"terms": terms, "aggs": {"last": {"max": {"field": "id"}}}}}
    answer = snapshot.aggregate(compiled(search), by_name)
    return [bucket["key"] for bucket in answer["names"]["buckets"]]
