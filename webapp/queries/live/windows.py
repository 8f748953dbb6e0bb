"""One page of a scope's rows, from any place in the order, forwards or backwards."""

import heapq
from collections.abc import Iterator
from typing import Final

from msgspec import Struct
from msgspec.structs import replace

from webapp.catalog import sorting
from webapp.queries.lists.wanted import Wanted
from webapp.queries.live.scope import Scope
from webapp.store.client import Store
from webapp.store.pages import read_page
from webapp.store.paging import LARGEST_PAGE, Cursor, Listing, Order, Record

MOST_SCANNED: Final = 5000  # rows of a context read for one page of those of a type
RESERVE: Final = 2.0  # seconds of the page's budget that reading rows leaves alone


class Place(Struct, frozen=True):
    """An order, and where in it a page lies: after a row, or before one, or at the start."""

    order: Order = "created"
    ascending: bool = False
    after: Cursor | None = None
    before: Cursor | None = None


class Window(Struct, frozen=True):
    """The rows of one page; `newer` and `older` are where its neighbours start, None at an end.

    "Older" is what comes next in the order, whichever way that runs. `cut` is the number of rows
    read where that ended the search, 0 where the page is whole.
    """

    records: tuple[Record, ...]
    newer: Cursor | None = None
    older: Cursor | None = None
    unreadable: tuple[int, ...] = ()
    cut: int = 0


def place_of(wanted: Wanted) -> Place:
    """Where the page lies that a request asks for."""
    order: Order = "id" if wanted.sort.field.name == "id" else "created"
    after, before = (
        None if one is None else Cursor(int(one.key or 0), one.id)
        for one in (wanted.after, wanted.before)
    )
    return Place(order, not wanted.sort.descending, after, before)


def listed(cursor: Cursor | None) -> sorting.Cursor | None:
    """The cursor as lists write it: the same whether the store or the catalog answers."""
    return None if cursor is None else sorting.Cursor(cursor.key, cursor.id)


def read_window(store: Store, scope: Scope, place: Place, size: int) -> Window:
    """Up to `size` rows of `scope` at `place`."""
    if scope.is_empty:
        return Window(())
    if scope.kind == "context" and scope.contexts is not None:
        of_types = scope.type_ids or ()
        found = [one for one in scope.contexts if one.type_id in of_types]
        found.sort(key=lambda one: Cursor.of(one, place.order).key, reverse=not place.ascending)
        return Window(tuple(found))
    if place.before is None:
        onward = _Reading(store, scope, place.order, place.ascending, place.after)
        rows, rest = onward.take(size)
        newer = _first(rows, place) if place.after else None
        return Window(rows, newer, rest, tuple(onward.unreadable), onward.cut)
    back = _Reading(store, scope, place.order, not place.ascending, place.before)
    rows, rest = back.take(size)
    rows = rows[::-1]
    older = Cursor.of(rows[-1], place.order) if rows else _beyond(place.before, not place.ascending)
    return Window(rows, rest, older, tuple(back.unreadable), back.cut)


def _first(rows: tuple[Record, ...], place: Place) -> Cursor | None:
    if rows:
        return Cursor.of(rows[0], place.order)
    return _beyond(place.after, place.ascending) if place.after else None


def _beyond(cursor: Cursor, ascending: bool) -> Cursor:
    """A place just past the cursor's own row, so that a page back from there holds that row."""
    step = 1 if ascending else -1
    return Cursor(cursor.key, max(0, cursor.id + step))


class _Mark(Struct, frozen=True):
    """A place that a list has come to, with the row there if it belongs to the scope."""

    at: Cursor
    record: Record | None = None


class _Reading:
    """The lists of a scope merged in one order, as far as the bounds allow."""

    def __init__(
        self, store: Store, scope: Scope, order: Order, ascending: bool, after: Cursor | None
    ) -> None:
        self.unreadable: list[int] = []
        self.cut = 0
        self._store = store
        self._scope = scope
        self._start = Listing(order, ascending, after)
        self._scanned = 0

    def take(self, size: int) -> tuple[tuple[Record, ...], Cursor | None]:
        """Up to `size` rows, and the place after which more may come."""
        rows: list[Record] = []
        for mark in self._marks(size):
            if mark.record is None:
                if self._scanned >= MOST_SCANNED or self._store.seconds_left < RESERVE:
                    self.cut = self._scanned
                    return tuple(rows), mark.at
            elif len(rows) == size:
                return tuple(rows), Cursor.of(rows[-1], self._start.order)
            elif not rows or rows[-1].id != mark.record.id:
                rows.append(mark.record)
        return tuple(rows), None

    def _marks(self, size: int) -> Iterator[_Mark]:
        listings = self._listings()
        # Of many lists each gives a share: most of their rows would be read for nothing.
        chunk = size + 1 if len(listings) == 1 else 2 + size // len(listings)
        sign = 1 if self._start.ascending else -1
        streams = (self._marks_of(listing, chunk) for listing in listings)
        return heapq.merge(*streams, key=lambda mark: (sign * mark.at.key, sign * mark.at.id))

    def _listings(self) -> list[Listing]:
        scope = self._scope
        if scope.contexts is not None:
            return [replace(self._start, context_id=one.id) for one in scope.contexts]
        if scope.types is not None:
            return [replace(self._start, type=one) for one in scope.types]
        return [self._start]

    def _marks_of(self, listing: Listing, chunk: int) -> Iterator[_Mark]:
        type_ids = self._scope.type_ids if listing.context_id is not None else None
        while True:
            size = chunk if type_ids is None else LARGEST_PAGE
            page = read_page(self._store, self._scope.kind, listing, size)
            self._scanned += len(page.records)
            self.unreadable += page.unreadable
            for record in page.records:
                if type_ids is None or record.type_id in type_ids:
                    yield _Mark(Cursor.of(record, listing.order), record)
            if page.end is None:
                return
            yield _Mark(page.end)
            listing = replace(listing, after=page.end)
