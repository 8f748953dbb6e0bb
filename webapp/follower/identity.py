"""Whose records a catalog holds: those of the store that a process reads, or another's."""

import math
import threading
import time
from collections.abc import Mapping
from contextlib import suppress
from typing import Any, Final

from msgspec import Struct
from msgspec.structs import replace

from webapp.errors import StoreError
from webapp.follower.ends import firsts
from webapp.follower.state import Firsts, State, read_state
from webapp.store.client import Store
from webapp.store.connection import Connection
from webapp.store.wire import WIRE

# So long the store may take to say who it is, and so long after a first page it is asked aside.
DEADLINE: Final = 1.0
ASIDE_SECONDS: Final = 1.0
# What may be otherwise soon is asked again after this, what hardly ever is after that.
AGAIN_SECONDS: Final = 2.0
LATER_SECONDS: Final = 30.0


def is_same(known: Firsts, found: Firsts) -> bool:
    """Whether a store that had the first records `known` may be the one that has `found` now.

    Rows are deleted from stores, the first ones too: one that is left is enough.

    >>> is_same({"artifact": (1, 5), "context": (1, 5)}, {"artifact": (2, 6), "context": (1, 5)})
    True
    >>> is_same({"artifact": (1, 5)}, {"artifact": (1, 6)}), is_same({}, {"artifact": (1, 5)})
    (False, True)
    """
    return not known or any(found.get(kind) == first for kind, first in known.items())


def is_own(state: State, found: Firsts, origin: str) -> bool:
    """Whether an index in that state is of the store that has `found`, and is kept at `origin`.

    An index of no records at all is any store's that has none either.

    >>> empty = State(origin="here")
    >>> is_own(empty, {"artifact": (1, 5)}, "here"), is_own(empty, {"artifact": (1, 5)}, "there")
    (True, False)
    """
    if not state.firsts and found:
        return state.origin == origin
    return is_same(state.firsts, found)


class Judged(Struct, frozen=True):
    """Whether the index that was committed with `content`, its `state`, is the store's.

    It is asked again once time.monotonic() is at `until`.
    """

    content: Mapping[str, Any]
    state: State
    is_own: bool
    until: float

    def tells(self, state: State) -> bool:
        """Whether it says the same of a store as that state."""
        return (self.state.origin, self.state.firsts) == (state.origin, state.firsts)


class Identity:
    """The store at the other end of `connection`, as far as it differs from others.

    `origin` names the place where it is kept, the same at each start. Threads share one.
    """

    def __init__(self, connection: Connection, origin: str) -> None:
        self._connection = connection
        self._origin = origin
        self._judging = threading.Lock()
        self._judged = Judged({}, State(), is_own=True, until=-math.inf)
        self._found: Firsts | None = None

    def owns(self, content: Mapping[str, Any]) -> bool:
        """Whether an index that was committed with `content` is this store's, as far as is known.

        The store is asked once for all commits that say the same of it: at once, or aside where the
        index was written for the same place. Until it answers, what is there is taken to be its.
        """
        judged = self._judged
        if content is judged.content and time.monotonic() < judged.until:
            return judged.is_own
        state = read_state(content)
        if state is None:
            return True
        with self._judging:
            self._judged = self._judgement(content, state)
            return self._judged.is_own

    def _judgement(self, content: Mapping[str, Any], state: State) -> Judged:
        last, now = self._judged, time.monotonic()
        is_known = last.tells(state)
        if is_known and now < last.until:
            return replace(last, content=content, state=state)
        if self._found is None and state.origin == self._origin:
            # To load what asks takes longer than a first page, which goes ahead.
            threading.Thread(target=self._ask_aside, name="whose catalog", daemon=True).start()
            return Judged(content, state, is_own=True, until=now + ASIDE_SECONDS + 2 * DEADLINE)
        if is_known or not state.firsts or not is_same(state.firsts, self._found or {}):
            self._ask()
        return self._verdict(content, state)

    def _verdict(self, content: Mapping[str, Any], state: State) -> Judged:
        """What the last answer of the store says, if there was one."""
        now = time.monotonic()
        if self._found is None:
            return Judged(content, state, is_own=True, until=now + AGAIN_SECONDS)
        own = is_own(state, self._found, self._origin)
        if own and state.origin == self._origin:
            # Whoever writes for the same place notices when another store is there.
            return Judged(content, state, own, math.inf)
        seconds = LATER_SECONDS if own and state.firsts else AGAIN_SECONDS
        return Judged(content, state, own, now + seconds)

    def _ask_aside(self) -> None:
        time.sleep(ASIDE_SECONDS)
        self._ask()
        with self._judging:
            self._judged = self._verdict(self._judged.content, self._judged.state)

    def _ask(self) -> None:
        """Nothing; what the store says of itself is known, if it answers."""
        for module in WIRE.values():
            module.load()  # which takes none of the store's time
        with suppress(StoreError):
            self._found = firsts(Store(self._connection, DEADLINE, DEADLINE))
