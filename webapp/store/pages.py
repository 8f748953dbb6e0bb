"""Pages of a store's rows that go on where a row cannot be read.

A page that MLMD refuses is read around the row that it cannot read, in the order of ids: the store
gives ids and create times in the same order, and only ids can be stepped over blindly.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime
from typing import Final, TypeAlias

from msgspec import Struct
from msgspec.structs import replace

from webapp.errors import StoreError
from webapp.metadata import MAX_ID, Kind
from webapp.store.client import Store
from webapp.store.contexts import contexts_holding
from webapp.store.paging import LARGEST_PAGE, Cursor, Listing, Record
from webapp.store.unreadable import UNREADABLE, smallest

Read: TypeAlias = Callable[[Listing, int], Sequence[Record]]

# Ids between two readable rows that are asked for one by one; more than that is not explored.
WIDEST_GAP: Final = 1000


class Page(Struct, frozen=True):
    """Rows in order; `end` is the place after which more may come, None where the list ended.

    `unreadable` are ids that lie here and cannot be read.
    """

    records: tuple[Record, ...]
    end: Cursor | None = None
    unreadable: tuple[int, ...] = ()


class Stamps(Struct, frozen=True):
    """The update times of rows by their ids; `end` and `unreadable` as in Page."""

    updated: Mapping[int, datetime | None]
    end: Cursor | None = None
    unreadable: tuple[int, ...] = ()


def read_page(store: Store, kind: Kind, listing: Listing, size: int = LARGEST_PAGE) -> Page:
    """Up to `size` rows of `listing` after its cursor, without those that cannot be read."""
    read = reader(store, kind)
    try:
        records = tuple(read(listing, size))
    except UNREADABLE as error:
        return _Detour(store, kind, listing, error).page(size)
    more = len(records) == size
    return Page(records, Cursor.of(records[-1], listing.order) if more else None)


def read_stamps(store: Store, kind: Kind, listing: Listing) -> Stamps:
    """The stamps of the next page of `listing`, which has to be by id, going up."""
    try:
        updated = store.stamps(kind, listing)
    except UNREADABLE:
        page = read_page(store, kind, listing)
        return Stamps({one.id: one.updated for one in page.records}, page.end, page.unreadable)
    last = max(updated, default=0)
    return Stamps(updated, Cursor(last, last) if len(updated) == LARGEST_PAGE else None)


def read_ids(store: Store, kind: Kind, ids: Iterable[int]) -> tuple[dict[int, Record], list[int]]:
    """The readable rows among `ids`, and the ids that cannot be read."""
    wanted = list(ids)
    if not wanted:
        return {}, []
    by_id: Mapping[Kind, Callable[[Iterable[int]], Mapping[int, Record]]] = {
        "artifact": store.artifacts_by_id,
        "execution": store.executions_by_id,
        "context": store.contexts_by_id,
    }
    try:
        return dict(by_id[kind](wanted)), []
    except UNREADABLE:
        if len(wanted) == 1:
            return {}, wanted
    middle = len(wanted) // 2
    first, lost_first = read_ids(store, kind, wanted[:middle])
    second, lost_second = read_ids(store, kind, wanted[middle:])
    return first | second, lost_first + lost_second


def reader(store: Store, kind: Kind) -> Read:
    """What reads pages of a kind."""
    readers: Mapping[Kind, Read] = {
        "artifact": store.artifacts,
        "execution": store.executions,
        "context": store.contexts,
    }
    return readers[kind]


class _Detour:
    """The rows of one listing by id, around those that cannot be read."""

    def __init__(self, store: Store, kind: Kind, listing: Listing, error: StoreError) -> None:
        self._store = store
        self._kind = kind
        self._listing = listing
        self._error = error
        self._read = reader(store, kind)

    def page(self, size: int) -> Page:
        """What `read_page` says."""
        place = self._start()
        rows: list[Record] = []
        lost: list[int] = []
        step = size
        while len(rows) < size:
            found = self._rows(place, step)
            if found is None and step > 1:
                step //= 2
            elif found is None:
                here = self._readable_again(place)
                between, unreadable = self._between(place, here)
                rows += between
                lost += unreadable
                place, step = here, max(size - len(rows), 1)
            else:
                rows += found
                if len(found) < step:
                    return Page(tuple(rows), None, tuple(lost))
                place = found[-1].id
                step = min(2 * step, max(size - len(rows), 1))
        if len(rows) > size:
            place = rows[size - 1].id
        return Page(tuple(rows[:size]), self._end(rows[:size], place), tuple(lost))

    def _rows(self, place: int, size: int) -> Sequence[Record] | None:
        after = Cursor(place, place) if 0 <= place < MAX_ID else None
        try:
            return self._read(replace(self._listing, order="id", after=after), size)
        except UNREADABLE:
            return None

    def _start(self) -> int:
        if self._listing.after is not None:
            return self._listing.after.id
        if self._listing.ascending:
            return 0
        rising = replace(self._listing, order="id", ascending=True)
        return smallest(lambda place: self._is_last(rising, place), self._error) + 1

    def _is_last(self, rising: Listing, place: int) -> bool:
        try:
            return not self._read(replace(rising, after=Cursor(place, place)), 1)
        except UNREADABLE:
            return False

    def _readable_again(self, place: int) -> int:
        way = 1 if self._listing.ascending else -1
        furthest = MAX_ID - place if way > 0 else place
        step = smallest(
            lambda step: self._rows(place + way * min(step, furthest), 1) is not None, self._error
        )
        return place + way * min(step, furthest)

    def _between(self, place: int, here: int) -> tuple[list[Record], list[int]]:
        way = 1 if here > place else -1
        if abs(here - place) > WIDEST_GAP:
            return [], [here]
        ids = range(place + way, here + way, way)
        found, lost = read_ids(self._store, self._kind, ids)
        return [found[one] for one in ids if one in found and self._belongs(found[one])], lost

    def _belongs(self, record: Record) -> bool:
        if self._listing.type is not None:
            return record.type_id == self._listing.type.id
        if self._listing.context_id is None:
            return True
        contexts, lost = contexts_holding(self._store, self._kind, record.id)
        return self._listing.context_id in {*lost, *(one.id for one in contexts)}

    def _end(self, rows: list[Record], place: int) -> Cursor:
        last = Cursor.of(rows[-1], self._listing.order)
        return last if self._listing.order == "created" else Cursor(place, place)
