"""Which index in a catalog's folder is that of a store: one that is there, or a new one."""

from pathlib import Path
from types import TracebackType
from typing import Final, Self

from msgspec import Struct
from msgspec.structs import replace

from webapp.catalog.place import Place
from webapp.catalog.reader import Reader
from webapp.catalog.writer import Writer
from webapp.errors import CatalogError, CatalogMissingError, CatalogUnreadableError
from webapp.follower.doubts import Doubts
from webapp.follower.ends import firsts, newest_update
from webapp.follower.identity import is_same
from webapp.follower.state import KINDS, Firsts, State, read_state
from webapp.follower.telling import Teller
from webapp.store.client import Store

NOTHING_YET: Final = {
    "complete": False,
    "done": 0,
    "expected": 0,
    "rate": 0.0,
    "checked": None,
    "swept": None,
}


class Opened(Struct, frozen=True):
    """An index, its writer, and how far it is."""

    folder: Path
    writer: Writer
    state: State

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        exc_type: type[BaseException] | None,
        exc_val: BaseException | None,
        exc_tb: TracebackType | None,
    ) -> None:
        self.writer.__exit__(exc_type, exc_val, exc_tb)


def opened(store: Store, place: Place, teller: Teller, origin: str = "") -> Opened:
    """The store's index, which is the one in use from now on. Raises StoreErrors, CatalogErrors.

    It says that the store is kept at `origin`.
    """
    # Until the store says who it is, what is in use is taken to be its.
    teller.say(complete=_is_complete(place))
    found = firsts(store)
    for folder in place.indexes():
        writer = _writer(place, folder)
        if writer is None:
            continue
        state = read_state(writer.committed().state)
        if state is not None and is_same(state.firsts, found):
            if folder != place.current():
                teller.say(**NOTHING_YET)
                place.adopt(folder)
            now = replace(state, firsts=found, origin=origin)
            if now != state:
                # Who reads it at other places learns whose it is.
                writer.commit(now.to_json())
            return Opened(folder, writer, now)
        writer.close()
    teller.say(**NOTHING_YET)
    return _made(store, place, found, origin)


def _made(store: Store, place: Place, found: Firsts, origin: str) -> Opened:
    marks = {kind: newest_update(store, kind) for kind in KINDS}
    state = State(found, marks=marks, origin=origin)
    folder = place.fresh()
    writer = Writer(folder)
    writer.commit(state.to_json())
    place.adopt(folder)
    return Opened(folder, writer, state)


def _writer(place: Place, folder: Path) -> Writer | None:
    """The writer of an index; None for one that is broken, which is removed."""
    try:
        Doubts(folder).settle()
        return Writer(folder)
    except (CatalogUnreadableError, CatalogMissingError):
        place.discard(folder)
        return None


def _is_complete(place: Place) -> bool:
    try:
        state = read_state(Reader(place.path, aside=False).snapshot().state)
    except CatalogError:
        return False
    return state is not None and state.complete
