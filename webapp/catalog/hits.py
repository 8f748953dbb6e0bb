"""Records found, in the order of their ids."""

from typing import TypeAlias

from msgspec import Struct

from webapp.catalog.bounds import Bounds
from webapp.catalog.clauses import Found, all_of, within
from webapp.catalog.snapshot import Address, Snapshot

Key: TypeAlias = int | str | None


class Hit(Struct, frozen=True):
    """A record found: what it is sorted by, its id, and where its row is."""

    key: Key
    id: int
    address: Address


def beyond(key: int, *, descending: bool) -> Bounds:
    """The numbers that come after `key` in that direction."""
    return Bounds(high=key - 1) if descending else Bounds(low=key + 1)


def behind(found: Found, record_id: int, *, descending: bool) -> Found:
    """The records whose id comes after that one in that direction."""
    return all_of(found, within("id", beyond(record_id, descending=descending)))


def tied(snapshot: Snapshot, found: Found, key: Key, limit: int, *, descending: bool) -> list[Hit]:
    """The first hits by id of records that all have that key."""
    hits = snapshot.hits(found, limit, "id", descending=descending)
    return [Hit(key, record_id, address) for record_id, address in hits]
