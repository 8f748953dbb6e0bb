"""The new and changed records of one kind, as far as the store can tell of them.

The store gives rows in the order of their updates, and that order goes on: what comes behind the
last update that was seen is new or changed. Three things break it. Transactions of MySQL may end
out of order, so the latest rows are looked at again. A clock may be set back, so new ids are asked
for as well. A row that cannot be read hides those behind it, so its millisecond is stepped over:
of what is in it new ids tell, or the sweep.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Final, TypeAlias

from msgspec import Struct
from msgspec.structs import replace

from webapp.catalog.ledger import Stamp, stamp
from webapp.errors import StoreError
from webapp.follower.state import Mark
from webapp.metadata import Kind
from webapp.store.client import Store
from webapp.store.messages import milliseconds
from webapp.store.pages import read_page, reader
from webapp.store.paging import LARGEST_PAGE, Cursor, Listing, Record
from webapp.store.unreadable import UNREADABLE, smallest

LATEST: Final = 20
# Rows that are taken at a time, between two commits.
MOST_TAKEN: Final = 2000
CROWD: Final = 50

# What the index holds of records, by id; the first number of a stamp is the update time.
Known: TypeAlias = Callable[[Kind, Iterable[int]], Mapping[int, Stamp]]


class News(Struct, frozen=True):
    """New and changed records, and the ids of new ones that cannot be read.

    `more` says that others wait behind these.
    """

    records: Sequence[Record] = ()
    unreadable: Sequence[int] = ()
    more: bool = False


class Feed:
    """News of one kind; `mark` is the place up to which they were given."""

    def __init__(self, store: Store, kind: Kind, mark: Mark, known: Known) -> None:
        self.mark = mark
        self._store = store
        self._kind = kind
        self._known = known
        self._read = reader(store, kind)

    def news(self) -> News:
        """The next news."""
        try:
            latest = self._read(Listing("updated"), LATEST)
        except UNREADABLE:
            latest = ()
        taken = {one.id: one for one in self._late(latest)}
        if not latest or any(map(self._is_behind, latest)) or self._is_short(latest):
            full = self._rise(taken)
            if full:
                return News([*taken.values()], more=True)
        return self._with_new_ids(taken)

    def _late(self, latest: Sequence[Record]) -> Sequence[Record]:
        """Those of the latest rows that came after others behind them had been given."""
        before = [one for one in latest if milliseconds(one.updated) < self.mark.updated]
        known = self._known(self._kind, [one.id for one in before])
        return [one for one in before if known.get(one.id, ())[:1] != stamp([one.updated])]

    def _is_behind(self, record: Record) -> bool:
        updated = milliseconds(record.updated)
        return updated > self.mark.updated or (
            updated == self.mark.updated and record.id not in self.mark.ties
        )

    def _is_short(self, latest: Sequence[Record]) -> bool:
        """Whether others with the mark's time may lie beyond the latest rows."""
        return len(latest) == LATEST and not milliseconds(latest[-1].updated) < self.mark.updated

    def _rise(self, taken: dict[int, Record]) -> bool:
        """Whether others wait behind those that `taken` has now."""
        size = LARGEST_PAGE
        is_end = False
        while not is_end and len(taken) < MOST_TAKEN:
            try:
                if self.mark.ties and (size < LARGEST_PAGE or len(self.mark.ties) >= CROWD):
                    news, is_end = self._same_time(size)
                else:
                    news, is_end = self._next(size)
            except UNREADABLE as error:
                if size == 1:
                    self._step_over(error)
                size = max(size // 2, 1)
            else:
                taken |= {one.id: one for one in news}
                size = min(2 * size, LARGEST_PAGE)
        return not is_end

    def _next(self, size: int) -> tuple[Sequence[Record], bool]:
        """New rows behind the mark, which moves on, and whether they were the last.

        Rows of the mark's own time are read again, for others may have come to them.
        """
        time, ties = self.mark.updated, self.mark.ties
        rows = self._read(_rising(time), size)
        if rows:
            last = milliseconds(rows[-1].updated)
            same = tuple(one.id for one in rows if milliseconds(one.updated) == last)
            self.mark = replace(self.mark, updated=last, ties=same)
        news = [one for one in rows if milliseconds(one.updated) > time or one.id not in ties]
        return news, len(rows) < size

    def _same_time(self, size: int) -> tuple[Sequence[Record], bool]:
        """As `_next`, but rows of the mark's own time only, without those that were given.

        These are left out by their ids, at any time: one that changed since is found behind it.
        """
        time, ties = self.mark.updated, self.mark.ties
        rows = self._read(_rising(time, ties), size)
        news = [one for one in rows if milliseconds(one.updated) == time]
        if len(news) == size:
            self.mark = replace(self.mark, ties=(*ties, *(one.id for one in news)))
        else:
            self.mark = replace(self.mark, updated=time + 1, ties=())
        return news, False

    def _step_over(self, error: StoreError) -> None:
        """Nothing; the mark is behind the millisecond of the row that comes next."""

        def is_readable(step: int) -> bool:
            try:
                self._read(_rising(self.mark.updated + step), 1)
            except UNREADABLE:
                return False
            return True

        self.mark = Mark(self.mark.last, self.mark.updated + smallest(is_readable, error))

    def _with_new_ids(self, taken: dict[int, Record]) -> News:
        """What was taken, and what else has an id that nobody saw yet."""
        last = self.mark.last
        while last + 1 in taken:
            last += 1
        page = read_page(
            self._store, self._kind, Listing("id", ascending=True, after=Cursor(last, last))
        )
        taken |= {one.id: one for one in page.records}
        last = max((last, *(one.id for one in page.records), *page.unreadable))
        self.mark = replace(self.mark, last=last)
        return News([*taken.values()], page.unreadable, page.end is not None)


def _rising(time: int, but: tuple[int, ...] = (0,)) -> Listing:
    """The rows from an update time on, the oldest first, without those ids."""
    return Listing("updated", ascending=True, after=Cursor(time, 0, but))
