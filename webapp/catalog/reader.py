"""The catalog as web processes read it."""

import threading
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, TypeAlias

from webapp.catalog.damage import doubting
from webapp.catalog.place import Place
from webapp.catalog.pulse import Pulse, said
from webapp.catalog.shelves import STATE, Indexes, reopen, state_of
from webapp.catalog.snapshot import Snapshot
from webapp.errors import CatalogError, CatalogForeignError, CatalogMissingError

# A look for a new commit costs two calls to the system. What a commit makes new costs more: it has
# a fifth of a processor.
SECONDS_BETWEEN_LOOKS = 0.1
REST_AFTER_A_COMMIT = 4.0
# After a longer pause a page waits for the new state, and shows what the store took two seconds
# ago; else the state is prepared aside.
SECONDS_UNTIL_OLD = 1.5
LONGEST_REST = 1.0

# What changes with every commit: the folder, and the file that is replaced then.
Mark: TypeAlias = tuple[Path, int, int, int]
NO_MARK: Mark = (Path(), 0, 0, 0)

Owns: TypeAlias = Callable[[Mapping[str, Any]], bool]


class Reader:
    """The newest state of the catalog in a folder, at most a second and a half after its commit.

    Threads share one. With `aside` off, every `snapshot` is the newest there is. `owns` says
    whether what was committed with a state is of the store that pages are about; where it is not,
    there is nothing to read.
    """

    def __init__(self, path: Path, *, aside: bool = True, owns: Owns = lambda _: True) -> None:
        self._place = Place(path)
        self._aside = aside
        self._owns = owns
        self._looking = threading.Lock()
        self._indexes: Indexes | None = None
        self._snapshot: Snapshot | None = None
        self._mark = NO_MARK
        self._looked = 0.0
        self._pulse: Pulse | None = None
        self._heard = 0.0
        self._rest = SECONDS_BETWEEN_LOOKS

    def pulse(self) -> Pulse | None:
        """What the follower of this catalog last said; None where none ever did.

        Raises CatalogErrors where it builds the catalog of another store.
        """
        now = time.monotonic()
        if not self._aside or now - self._heard > SECONDS_BETWEEN_LOOKS:
            self._pulse, self._heard = said(self._place.path), now
        if self._pulse is not None and not self._pulse.complete:
            self._refuse_foreign(self.state())
        return self._pulse

    def state(self) -> Mapping[str, Any]:
        """What was committed last with the index in use, whosever it is; empty without one."""
        folder = self._place.current()
        if folder is None:
            return {}
        with doubting(folder, self._place.path):
            return state_of(folder)

    def snapshot(self) -> Snapshot:
        """The state to answer a page from; raises CatalogError when there is none (any more)."""
        snapshot = self._newest()
        self._refuse_foreign(snapshot.state)
        return snapshot

    def _refuse_foreign(self, state: Mapping[str, Any]) -> None:
        if not self._owns(state):
            raise CatalogForeignError(self._place.path)

    def _newest(self) -> Snapshot:
        pause = time.monotonic() - self._looked
        snapshot = self._snapshot
        if snapshot is None or pause > SECONDS_UNTIL_OLD or not self._aside:
            with self._looking:
                return self._look()
        if pause > self._rest and self._looking.acquire(blocking=False):
            threading.Thread(target=self._look_aside, name="catalog", daemon=True).start()
        return snapshot

    def _look_aside(self) -> None:
        try:
            self._look()
        except CatalogError:
            # The next page looks for itself, and says what is wrong.
            self._snapshot = None
        finally:
            self._looking.release()

    def _look(self) -> Snapshot:
        """The newest state, opened if it is not the one that is known."""
        folder = self._place.current()
        if folder is None:
            self._snapshot = None
            raise CatalogMissingError(self._place.path, "is not there yet.")
        with doubting(folder, self._place.path):
            mark = _mark(folder)
            snapshot = self._snapshot
            self._rest = SECONDS_BETWEEN_LOOKS
            if snapshot is None or mark != self._mark:
                began = time.thread_time()
                snapshot = self._open(mark, snapshot)
                self._snapshot, self._mark = snapshot, mark
                took = time.thread_time() - began
                self._rest = min(max(self._rest, REST_AFTER_A_COMMIT * took), LONGEST_REST)
        self._looked = time.monotonic()
        return snapshot

    def _open(self, mark: Mark, older: Snapshot | None) -> Snapshot:
        folder, *commit = mark
        if self._indexes is None or older is None or folder != self._mark[0]:
            self._indexes = reopen(folder)
        tag = "-".join((folder.name, *map(str, commit)))
        snapshot = Snapshot(folder, self._indexes, older, tag)
        if older is not None:
            snapshot.prepare(older)
        return snapshot


def _mark(folder: Path) -> Mark:
    status = (folder / STATE).stat()
    return folder, status.st_ino, status.st_mtime_ns, status.st_size
