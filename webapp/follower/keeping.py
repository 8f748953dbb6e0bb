"""An index that was built and is kept in step with its store."""

import threading
import time
from typing import Final

from msgspec.structs import replace

from webapp.catalog.place import Place
from webapp.errors import CatalogMissingError, StoreReplacedError
from webapp.follower.doubts import Doubts
from webapp.follower.ends import firsts, newest_id
from webapp.follower.following import Following
from webapp.follower.identity import is_same
from webapp.follower.index import Index
from webapp.follower.opening import Opened
from webapp.follower.putting import Putting
from webapp.follower.state import KINDS
from webapp.follower.sweeping import Sweep
from webapp.follower.telling import Teller
from webapp.store.client import Store

# So often it is asked whether the store is still the same, and the index still in use.
LOOK_SECONDS: Final = 2.0
# A commit makes all answers of pages new, so for the sweep's sake alone it is not made more often.
KEPT_SECONDS: Final = 600.0


class Keeping:
    """The index of `opened` in `place`. Whatever a method raises ends it."""

    def __init__(
        self, store: Store, place: Place, opened: Opened, index: Index, teller: Teller
    ) -> None:
        putting = Putting(store, index)
        self._store = store
        self._place = place
        self._folder = opened.folder
        self._index = index
        self._teller = teller
        self._following = Following(store, index, opened.state, putting)
        self._sweep = Sweep(store, index, putting, opened.state.swept)
        self._doubts = Doubts(opened.folder)
        self._looked = time.monotonic()

    def poll(self) -> bool:
        """Whether the index has all news of the store now; else another poll has more."""
        began = time.time()
        if time.monotonic() - self._looked > LOOK_SECONDS:
            self._look()
        in_step = self._following.poll()
        self._commit()
        if in_step:
            self._teller.say(complete=True, checked=began, swept=self._sweep.swept, trouble="")
        return in_step

    def sweep(self) -> bool:
        """Whether a round of the sweep is over with the page that was compared now."""
        is_over = self._sweep.step()
        swept = self._following.state.swept
        if is_over and time.time() - (swept or 0.0) > KEPT_SECONDS:
            self._index.changed = True
        return is_over

    def catch_up(self, stop: threading.Event) -> bool:
        """Whether there were news; all of them are in the index, or `stop` is set."""
        before = self._following.commits
        while not stop.is_set() and not self.poll():
            pass
        return self._following.commits != before

    def sweep_all(self, stop: threading.Event) -> None:
        """Nothing, once the whole store was compared and the index has what was found."""
        while not stop.is_set() and not self.sweep():
            pass
        self.catch_up(stop)

    def _commit(self) -> None:
        self._following.state = replace(self._following.state, swept=self._sweep.swept)
        self._following.commit()

    def _look(self) -> None:
        """Nothing; raises StoreReplacedError or CatalogMissingError if either is another one.

        CatalogUnreadableError where the index is not what was written.
        """
        self._looked = time.monotonic()
        self._doubts.settle()
        if self._place.current() != self._folder:
            raise CatalogMissingError(self._place.path, "was removed while it was written.")
        state = self._following.state
        found = firsts(self._store)
        if not is_same(state.firsts, found):
            raise StoreReplacedError(self._store.address, "is another one than before.")
        self._following.state = replace(state, firsts=found)
        # Who reads it learns whose it is with the next commit.
        self._index.changed |= found != state.firsts
        for kind in KINDS:
            if newest_id(self._store, kind) < state.marks[kind].last:
                self._following.rewind(kind)
