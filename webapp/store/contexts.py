"""The contexts around a record or another context, or of a name, but for those that are unreadable.

MLMD gives all of them in one answer or, where one cannot be read, none. But its lists take
filters: by these the unreadable ones are found, and left out.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Final, TypeAlias

from webapp.errors import StoreError
from webapp.metadata import MAX_ID, Context, Kind
from webapp.store.client import Store
from webapp.store.paging import LARGEST_PAGE, Listing
from webapp.store.unreadable import UNREADABLE, smallest

# The readable contexts, and the ids of the others.
Found: TypeAlias = tuple[Sequence[Context], Sequence[int]]

# As MLMD's filters name what a context holds, and what holds it.
HELD: Final[Mapping[Kind, str]] = {
    "artifact": "artifacts_x",
    "execution": "executions_x",
    "context": "child_contexts_x",
}
HOLDING: Final = "parent_contexts_x"


def contexts_holding(store: Store, kind: Kind, key: int) -> Found:
    """The readable contexts that hold a record, or another context, and the ids of the others.

    Dear on large stores: not once per row.
    """
    ask: Mapping[Kind, Callable[[int], Sequence[Context]]] = {
        "artifact": store.contexts_of_artifact,
        "execution": store.contexts_of_execution,
        "context": store.parents_of_context,
    }
    try:
        return ask[kind](key), ()
    except UNREADABLE as error:
        return _Around(store, f"{HELD[kind]}.id = {key}", error).found()


def contexts_below(store: Store, context_id: int) -> Found:
    """The readable contexts that a context holds, and the ids of the others."""
    try:
        return store.children_of_context(context_id), ()
    except UNREADABLE as error:
        return _Around(store, f"{HOLDING}.id = {context_id}", error).found()


def context_named(store: Store, type_name: str, name: str) -> Context | None:
    """The context of a type and name, None if there is none that can be read."""
    try:
        return store.context_by_name(type_name, name)
    except UNREADABLE:
        return None


class _Around:
    """The contexts that a filter of MLMD's finds, of which some cannot be read."""

    def __init__(self, store: Store, where: str, error: StoreError) -> None:
        self._store = store
        self._where = where
        self._error = error
        self._lost: list[int] = []

    def found(self) -> Found:
        """What can be read and what cannot; nothing from a server that knows no such filters."""
        if self._read(0, until=0) != ():
            return (), ()
        # Where one record is held by them, others beside it are: they need not be looked for.
        known = sorted(self._store.unreadable_contexts)
        self._lost = [one for one in known if self._read(one - 1, until=one) is None]
        readable: list[Context] = []
        place = 0
        is_end = False
        while not is_end:
            some = self._read(place)
            if some is None:
                self._lost.append(self._next_lost(place))
            else:
                readable += some
                is_end = len(some) < LARGEST_PAGE
                place = some[-1].id if some else place
        self._store.unreadable_contexts.update(self._lost)
        return tuple(readable), tuple(sorted(self._lost))

    def _read(self, place: int, until: int = MAX_ID) -> Sequence[Context] | None:
        """Those behind the id `place` up to `until`, None where one of them cannot be read."""
        where = f"{self._where} AND id > {place} AND id <= {until}"
        where += "".join(f" AND id != {one}" for one in self._lost)
        try:
            return self._store.contexts(Listing("id", ascending=True, where=where))
        except UNREADABLE:
            return None

    def _next_lost(self, place: int) -> int:
        """The first unreadable one behind `place`: MLMD refuses just what reaches up to it."""
        step = smallest(lambda step: self._read(place, place + step) is None, self._error)
        return place + step
