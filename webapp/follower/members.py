"""Which contexts hold a record."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from msgspec.structs import replace

from webapp.metadata import Context, Kind
from webapp.producers import sdk_names
from webapp.store.client import Store
from webapp.store.pages import read_ids, read_stamps
from webapp.store.paging import Listing, Record

MEMBERS: Final[tuple[Kind, ...]] = ("execution", "artifact")
# Every record of the SDK tells its workspace itself; those of others that are in one may not.
TELLING: Final = frozenset({sdk_names.WORKSPACE_CONTEXT})
MOST_KEPT: Final = 200_000


def tells_itself(record: Record) -> bool:
    """Whether a record tells its workspace without any context, as all of the SDK's do."""
    return sdk_names.WORKSPACE in record.custom_properties


class Contexts:
    """The contexts of a store, as much of them as says where a record belongs."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._kept: dict[int, Context] = {}

    def keep(self, contexts: Iterable[Context]) -> None:
        """Nothing; these need not be read again."""
        for one in contexts:
            shown = one.custom_properties.get("display_name")
            named = {} if shown is None else {"display_name": shown}
            self._kept[one.id] = Context(
                one.id, one.type_id, one.type, one.name, custom_properties=named
            )

    def forget(self, context_id: int) -> None:
        """Nothing; this context is gone, or another one now."""
        self._kept.pop(context_id, None)

    def of(self, ids: Iterable[int]) -> dict[int, Context]:
        """The contexts of those ids that there are."""
        wanted = set(ids)
        missing = wanted - self._kept.keys()
        if missing:
            if len(self._kept) > MOST_KEPT:
                self._kept.clear()
                missing = wanted
            found, _ = read_ids(self._store, "context", sorted(missing))
            self.keep(one for one in found.values() if isinstance(one, Context))
        return {one: self._kept[one] for one in sorted(wanted) if one in self._kept}


class Members:
    """The contexts of every record, but for those that the records tell themselves."""

    def __init__(self, contexts: Contexts) -> None:
        self._contexts = contexts
        self._ids: dict[Kind, dict[int, tuple[int, ...]]] = {kind: {} for kind in MEMBERS}
        # Many records are in the same contexts: one tuple serves them all.
        self._same: dict[tuple[int, ...], tuple[int, ...]] = {}

    def read(
        self, store: Store, contexts: Iterable[Context], *, telling: bool = False
    ) -> Iterator[int]:
        """How many memberships were read, page by page; then all of these contexts are known.

        Those of the contexts that records tell themselves are left out, or are `telling` alone.
        """
        for context in contexts:
            if (context.type in TELLING) is not telling:
                continue
            for kind in MEMBERS:
                for ids in member_ids(store, kind, context.id):
                    self._add(kind, ids, context.id)
                    yield len(ids)

    def of(self, kind: Kind, record_id: int) -> Sequence[int]:
        """The ids of the contexts that hold a record."""
        return self._ids[kind].get(record_id, ())

    def _add(self, kind: Kind, ids: Iterable[int], context_id: int) -> None:
        held = self._ids[kind]
        for one in ids:
            of = (*held.get(one, ()), context_id)
            held[one] = self._same.setdefault(of, of)


def member_ids(store: Store, kind: Kind, context_id: int) -> Iterator[Sequence[int]]:
    """The ids of the records of a kind that a context holds, page by page, going up."""
    listing = Listing("id", ascending=True, context_id=context_id)
    while True:
        stamps = read_stamps(store, kind, listing)
        yield (*stamps.updated, *stamps.unreadable)
        if stamps.end is None:
            return
        listing = replace(listing, after=stamps.end)
