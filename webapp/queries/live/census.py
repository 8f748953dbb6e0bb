"""Exact counts of a store that cannot count.

MLMD has no count, so rows are read once, by rising id, and only new ones after that. What belongs
to a context is counted anew when it is asked for again: an old artifact can be attributed later,
and MLMD tells nobody. A count that could not be finished in the time it was given goes on with the
next request; until then it is a lower bound and says so.
"""

import time
from collections import OrderedDict
from threading import Lock
from typing import Final

from msgspec.structs import replace

from webapp.errors import StoreTimeoutError
from webapp.metadata import Kind
from webapp.queries.live.tallies import KindCount, MemberCount, Tally
from webapp.store.client import Store

SECONDS: Final = 1.5  # for counting within one request
AGAIN: Final = 0.4  # of these, for what was counted whole before and may have changed
RESERVE: Final = 3.0  # seconds of the page's budget that counting leaves alone
MOST_CONTEXTS: Final = 4000  # contexts whose counts are remembered, for each kind


class Census:
    """What is counted of one store; shared by all requests of a process."""

    def __init__(self) -> None:
        self._turn = Lock()
        self._entry = Lock()
        self._kinds: dict[Kind, KindCount] = {}
        self._members: OrderedDict[tuple[Kind, int], MemberCount] = OrderedDict()

    def counting(self, store: Store, seconds: float = SECONDS) -> "Counting":
        """The counts as one request may ask for them, for at most `seconds` in all."""
        return Counting(self, store, min(seconds, store.seconds_left - RESERVE))

    def advance(self, counter: KindCount | MemberCount, store: Store, end: float) -> Tally:
        """The tally of `counter` after it went on until `end`; not exact if it had no turn."""
        if isinstance(counter, MemberCount) and counter.fresh:
            return counter.tally
        left = end - time.monotonic()
        if left <= 0 or not self._turn.acquire(timeout=left):
            return replace(counter.tally, exact=False)
        try:
            counter.advance(store, end)
        except StoreTimeoutError:
            return replace(counter.tally, exact=False)
        else:
            return counter.tally
        finally:
            self._turn.release()

    def of_kind(self, kind: Kind) -> KindCount:
        """The counter of all rows of `kind`."""
        with self._entry:
            return self._kinds.setdefault(kind, KindCount(kind))

    def of_members(self, kind: Kind, context_id: int) -> MemberCount:
        """The counter of a context's artifacts or executions."""
        key = (kind, context_id)
        with self._entry:
            counter = self._members.setdefault(key, MemberCount(kind, context_id))
            self._members.move_to_end(key)
            if len(self._members) > MOST_CONTEXTS:
                self._members.popitem(last=False)
            return counter


class Counting:
    """The census, asked by one request: its store, its time."""

    def __init__(self, census: Census, store: Store, seconds: float) -> None:
        self._census: Final = census
        self._store: Final = store
        start = time.monotonic()
        self._end: Final = start + seconds
        self._end_again: Final = start + min(seconds, AGAIN)

    def of_kind(self, kind: Kind) -> Tally:
        """All rows of `kind`."""
        return self._census.advance(self._census.of_kind(kind), self._store, self._end)

    def of_members(self, kind: Kind, context_id: int) -> Tally:
        """The artifacts or executions of one context."""
        counter = self._census.of_members(kind, context_id)
        end = self._end_again if counter.was_whole else self._end
        return self._census.advance(counter, self._store, end)
