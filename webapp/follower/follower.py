"""The follower of one store: its catalog says what the store says."""

import threading
import time
from contextlib import suppress
from pathlib import Path
from typing import Final

from msgspec.structs import replace

from webapp.catalog.place import Place
from webapp.catalog.reader import Reader
from webapp.errors import (
    CatalogBusyError,
    CatalogError,
    CatalogForeignError,
    CatalogFullError,
    CatalogUnreadableError,
    StoreError,
)
from webapp.follower.aside import aside
from webapp.follower.building import Build
from webapp.follower.ends import firsts
from webapp.follower.garbage import seldom_collected
from webapp.follower.identity import is_own
from webapp.follower.index import Index
from webapp.follower.keeping import Keeping
from webapp.follower.opening import Opened, opened
from webapp.follower.state import read_state
from webapp.follower.telling import Tell, Teller
from webapp.store.client import Store
from webapp.store.connection import Connection

CALL_SECONDS: Final = 30.0
POLL_SECONDS: Final = 0.5
# Where news come one after the other, they are asked for more often.
BUSY_POLL_SECONDS: Final = 0.2
# The sweep waits this many times as long as its last page took: it has a tenth of the time.
REST_OF_SWEEP: Final = 9.0
# Of a small store a round of the sweep takes less than this; rounds begin no more often.
ROUND_SECONDS: Final = 2.0
FIRST_PAUSE: Final = 0.5
LONGEST_PAUSE: Final = 30.0
LONGEST_PAUSE_OF_STORE: Final = 2.0


class Pause:
    """A pause that doubles from failure to failure, but for one after much work that went well."""

    def __init__(self) -> None:
        self._seconds = FIRST_PAUSE
        self._ended = time.monotonic()

    def wait(self, stop: threading.Event, longest: float) -> None:
        """Nothing, after the pause, or when `stop` is set."""
        if time.monotonic() - self._ended > longest:
            self._seconds = FIRST_PAUSE
        stop.wait(min(self._seconds, longest))
        self._seconds = min(2 * self._seconds, longest)
        self._ended = time.monotonic()


class Follower:
    """Keeps the catalog in `folder` in step with the store at the other end of `connection`.

    `tell` is told each pulse that readers of the catalog are told; `origin` names the place where
    the store is kept.
    """

    def __init__(
        self,
        connection: Connection,
        folder: Path,
        tell: Tell = lambda _: None,
        origin: str = "",
    ) -> None:
        self._store = Store(connection, call_deadline=CALL_SECONDS, page_deadline=float("inf"))
        self._place = Place(folder)
        self._teller = Teller(folder, self._store.address, tell)
        self._origin = origin

    def once(self, stop: threading.Event | None = None) -> bool:
        """Whether the catalog came in step before `stop` was set.

        A catalog that was there is compared with the whole store: then nothing is missing in it.
        Raises StoreErrors and CatalogErrors.
        """
        stop = stop or threading.Event()
        with self._place.writing(), self._opened() as found:
            keeping = self._built(found, stop)
            if keeping is not None:
                keeping.catch_up(stop)
                if found.state.complete:
                    keeping.sweep_all(stop)
        return not stop.is_set()

    def run(self, stop: threading.Event) -> None:
        """Nothing, once `stop` is set; what is in the way is told, and waited for."""
        pause = Pause()
        while not stop.is_set():
            try:
                with self._place.writing():
                    self._hold(stop)
            except CatalogBusyError as error:
                # Another follower says there how far it is.
                self._teller.tell_trouble(self._foreign(error) or error)
                pause.wait(stop, LONGEST_PAUSE)
            except CatalogError as error:
                self._teller.say_trouble(error)
                pause.wait(stop, LONGEST_PAUSE)

    def _hold(self, stop: threading.Event) -> None:
        """Nothing, once `stop` is set; raises CatalogErrors of which the folder may be gone."""
        pause = Pause()
        while not stop.is_set():
            try:
                self._follow(stop)
            except StoreError as error:
                self._teller.say_trouble(error)
                pause.wait(stop, LONGEST_PAUSE_OF_STORE)
            except CatalogUnreadableError as error:
                # What is broken is built anew.
                if (broken := self._place.current()) is not None:
                    self._place.discard(broken)
                self._teller.say_trouble(error)
                pause.wait(stop, LONGEST_PAUSE)
            except CatalogFullError as error:
                self._place.sweep()
                self._teller.say_trouble(error)
                pause.wait(stop, LONGEST_PAUSE)

    def _follow(self, stop: threading.Event) -> None:
        with self._opened() as found:
            keeping = self._built(found, stop)
            if keeping is not None:
                _keep(keeping, stop)

    def _opened(self) -> Opened:
        return opened(self._store, self._place, self._teller, self._origin)

    def _foreign(self, busy: CatalogBusyError) -> CatalogForeignError | None:
        """What to tell where the other writer follows another store; None where it does not."""
        with suppress(StoreError, CatalogError):
            state = read_state(Reader(self._place.path).state())
            if state is not None and not is_own(state, firsts(self._store), self._origin):
                return CatalogForeignError(busy.path, busy.detail)
        return None

    def _built(self, found: Opened, stop: threading.Event) -> Keeping | None:
        """What keeps the index, when all of the store is in it; None if `stop` came first."""
        index = Index(found.writer)
        if not found.state.complete:
            build = Build(self._store, index, found.state, self._teller.say_progress)
            with seldom_collected():
                is_whole = aside(lambda: build.run(stop))
            if not is_whole:
                return None
            found = replace(found, state=build.state)
        self._place.sweep()
        return Keeping(self._store, self._place, found, index, self._teller)


def _keep(keeping: Keeping, stop: threading.Event) -> None:
    """Nothing, once `stop` is set: news twice a second or more, and the sweep between them."""
    sweep_due = round_due = time.monotonic()
    while not stop.is_set():
        began = time.monotonic()
        has_news = keeping.catch_up(stop)
        poll_due = began + (BUSY_POLL_SECONDS if has_news else POLL_SECONDS)
        while (now := time.monotonic()) < poll_due and not stop.is_set():
            if now < sweep_due:
                stop.wait(min(poll_due, sweep_due) - now)
                continue
            is_over = keeping.sweep()
            sweep_due = now + (1 + REST_OF_SWEEP) * (time.monotonic() - now)
            if is_over:
                sweep_due = max(sweep_due, round_due + ROUND_SECONDS)
                round_due = sweep_due
