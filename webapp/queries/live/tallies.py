"""The counters of a census: all rows of a kind, and the members of one context."""

import time
from collections import Counter
from collections.abc import Collection, Mapping
from datetime import date, datetime
from typing import Final

from msgspec import Struct
from msgspec.structs import replace

from webapp.metadata import Execution, Kind
from webapp.producers import lookup
from webapp.producers.states import execution_state
from webapp.queries.counts import Count
from webapp.store.client import Store
from webapp.store.pages import Page, read_page
from webapp.store.paging import Cursor, Listing, Record

TAIL: Final = 16  # newest rows read again: a store may commit ids out of their order
FRESH: Final = 2.0  # seconds for which the members of a context are not counted anew
LONGEST_PASS: Final = 60.0  # seconds after which a half-done count of members starts again


class Tally(Struct, frozen=True):
    """How many rows there are, by type id and by the day they were made (UTC).

    `failed` counts the failed executions of a day, `runs` are the runs that the executions of a
    context name, and `last` is when a row was made or changed last.
    """

    by_type: Mapping[int, int] = {}
    by_day: Mapping[date, int] = {}
    failed: Mapping[date, int] = {}
    runs: frozenset[str] = frozenset()
    last: datetime | None = None
    exact: bool = False

    def count(self, type_ids: Collection[int] | None = None) -> Count:
        """The rows of those types; of all types without them.

        >>> Tally({1: 2, 3: 4}, exact=True).count({3, 5})
        Count(number=4, exact=True)
        """
        of = self.by_type if type_ids is None else set(type_ids)
        return Count(sum(self.by_type.get(one, 0) for one in of), self.exact)


class _Ledger:
    """Sums in the making, and the runs that executions name if they are wanted."""

    def __init__(self, *, with_runs: bool) -> None:
        self._with_runs: Final = with_runs
        self._by_type: Counter[int] = Counter()
        self._by_day: Counter[date] = Counter()
        self._failed: Counter[date] = Counter()
        self._runs: set[str] = set()
        self._last: datetime | None = None

    def put(self, record: Record) -> None:
        """Nothing; `record` is counted."""
        self._by_type[record.type_id] += 1
        moment = record.updated or record.created
        if moment is not None and (self._last is None or moment > self._last):
            self._last = moment
        if record.created is not None:
            self._by_day[record.created.date()] += 1
        if isinstance(record, Execution):
            self._put_execution(record)

    def tally(self, exact: bool) -> Tally:
        """What was counted up to here."""
        days, failed = dict(self._by_day), dict(self._failed)
        runs = frozenset(self._runs)
        return Tally(dict(self._by_type), days, failed, runs, self._last, exact)

    def _put_execution(self, record: Execution) -> None:
        if record.created is not None and execution_state(record) == "FAILED":
            self._failed[record.created.date()] += 1
        if self._with_runs and (run := lookup.run(record, ())):
            self._runs.add(run)


class KindCount:
    """All rows of a kind: each is read once, the newest few again."""

    def __init__(self, kind: Kind) -> None:
        self.tally: Tally = Tally()
        self._kind: Final = kind
        self._start_again()

    def advance(self, store: Store, end: float) -> None:
        """Nothing; `tally` is brought up to date, or nearer to it, until `end` (monotonic)."""
        is_whole = False
        try:
            is_whole = self._count(store, end)
        finally:
            # Once, however much was read: a tally copies all that was counted.
            self.tally = self._ledger.tally(exact=is_whole)

    def _count(self, store: Store, end: float) -> bool:
        """Whether all rows are counted, after a page or more."""
        first = min(self._tail, default=1) - 1
        after: Cursor | None = Cursor(first, first)
        verified = False
        while after is not None:
            page = read_page(store, self._kind, Listing("id", ascending=True, after=after))
            if not verified and not self._known(page):
                # Other rows than before: another store answers at this address.
                self._start_again()
                after = Cursor(0, 0)
                continue
            verified = True
            self._take(page)
            after = page.end
            if time.monotonic() >= end:
                break
        return after is None

    def _start_again(self) -> None:
        self._ledger = _Ledger(with_runs=False)
        self._tail: dict[int, datetime | None] = {}

    def _known(self, page: Page) -> bool:
        seen = _births(page)
        return all(one in seen and seen[one] == born for one, born in self._tail.items())

    def _take(self, page: Page) -> None:
        for record in page.records:
            if record.id not in self._tail:
                self._ledger.put(record)
        newest = sorted((self._tail | _births(page)).items())[-TAIL:]
        self._tail = dict(newest)


class MemberCount:
    """The artifacts or executions of one context, counted anew when asked again."""

    def __init__(self, kind: Kind, context_id: int) -> None:
        self.tally: Tally = Tally()
        self._kind: Final = kind
        self._context_id: Final = context_id
        self._counted = float("-inf")  # when the last whole count ended
        self._started = float("-inf")
        self._ledger = _Ledger(with_runs=True)
        self._after: Cursor | None = None

    @property
    def was_whole(self) -> bool:
        """Whether all members were counted at least once."""
        return self._counted > float("-inf")

    @property
    def fresh(self) -> bool:
        """Whether the tally was counted just now."""
        return self.tally.exact and time.monotonic() - self._counted < FRESH

    def advance(self, store: Store, end: float) -> None:
        """Nothing; `tally` is counted, or its count goes on, until `end` (monotonic)."""
        if self.fresh:  # another request counted it while this one waited
            return
        if time.monotonic() - self._started > LONGEST_PASS:
            self._start_again()
        is_whole = False
        try:
            is_whole = self._count(store, end)
        finally:
            if is_whole:
                self.tally = self._ledger.tally(exact=True)
                self._counted = time.monotonic()
                self._started = float("-inf")
            else:
                self._publish_bound()

    def _count(self, store: Store, end: float) -> bool:
        """Whether all members are counted, after a page or more."""
        while True:
            listing = Listing("id", True, self._after, context_id=self._context_id)
            page = read_page(store, self._kind, listing)
            for record in page.records:
                self._ledger.put(record)
            self._after = page.end
            if page.end is None or time.monotonic() >= end:
                return page.end is None

    def _start_again(self) -> None:
        self._ledger = _Ledger(with_runs=True)
        self._after = None
        self._started = time.monotonic()

    def _publish_bound(self) -> None:
        here = self._ledger.tally(exact=False)
        larger = here.count().number >= self.tally.count().number
        self.tally = here if larger else replace(self.tally, exact=False)


def _births(page: Page) -> dict[int, datetime | None]:
    births = {record.id: record.created for record in page.records}
    return births | dict.fromkeys(page.unreadable)
