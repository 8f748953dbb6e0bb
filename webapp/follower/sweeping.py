"""The sweep: every record and membership of the store beside the index, round after round.

It finds what MLMD tells nobody: events and memberships that were added to old records, and rows
that were deleted by SQL.
"""

import time
from collections.abc import Iterator

from msgspec.structs import replace

from webapp.catalog.ledger import (
    members_between,
    placed,
    stamp,
    stamps_between,
)
from webapp.follower.batches import events_of
from webapp.follower.index import Index
from webapp.follower.members import MEMBERS
from webapp.follower.putting import Putting, event_stamp
from webapp.follower.state import KINDS
from webapp.metadata import Context, Kind
from webapp.producers.lookup import ROLES, place_name
from webapp.store.client import Store
from webapp.store.pages import Stamps, read_page, read_stamps
from webapp.store.paging import Cursor, Listing

# Roles of which a record may tell the name itself.
TOLD = ("workspace", "run")


class Sweep:
    """Rounds over a store, a page at a time. `swept` is when the last whole one began."""

    def __init__(self, store: Store, index: Index, putting: Putting, swept: float | None) -> None:
        self.swept = swept
        self._store = store
        self._index = index
        self._putting = putting
        self._began = 0.0
        self._pages: Iterator[None] | None = None

    def step(self) -> bool:
        """Whether this page was the last of a round."""
        if self._pages is None:
            self._began = time.time()
            self._pages = self._round()
        for _ in self._pages:
            return False
        self.swept = self._began
        self._pages = None
        return True

    def _round(self) -> Iterator[None]:
        """A step for each page."""
        for kind in KINDS:
            yield from self._records(kind)
        for context in self._contexts():
            for kind in MEMBERS:
                yield from self._members(kind, context)

    def _records(self, kind: Kind) -> Iterator[None]:
        place = 0
        while True:
            listing = Listing("id", ascending=True, after=Cursor(place, place) if place else None)
            stamps = read_stamps(self._store, kind, listing)
            self._compare(kind, place + 1, stamps)
            yield
            if stamps.end is None:
                return
            place = stamps.end.id

    def _compare(self, kind: Kind, low: int, stamps: Stamps) -> None:
        high = stamps.end.id if stamps.end else None
        known = stamps_between(self._index.committed, kind, low, high)
        events = events_of(self._store, kind, stamps.updated)
        wrong = {
            one
            for one, updated in stamps.updated.items()
            if known.get(one) != stamp([updated]) + event_stamp(kind, events.get(one, ()))
        }
        lost = {one for one in stamps.unreadable if known.get(one, ())[:1] != stamp([None])}
        self._putting.put_ids(kind, wrong | lost)
        self._putting.remove(kind, known.keys() - stamps.updated.keys() - {*stamps.unreadable})

    def _contexts(self) -> Iterator[Context]:
        listing = Listing("id", ascending=True)
        while True:
            page = read_page(self._store, "context", listing)
            yield from (one for one in page.records if isinstance(one, Context))
            if page.end is None:
                return
            listing = replace(listing, after=page.end)

    def _members(self, kind: Kind, context: Context) -> Iterator[None]:
        place = 0
        while True:
            after = Cursor(place, place) if place else None
            listing = Listing("id", ascending=True, after=after, context_id=context.id)
            stamps = read_stamps(self._store, kind, listing)
            self._compare_members(kind, context, place + 1, stamps)
            yield
            if stamps.end is None:
                return
            place = stamps.end.id

    def _compare_members(self, kind: Kind, context: Context, low: int, stamps: Stamps) -> None:
        committed = self._index.committed
        high = stamps.end.id if stamps.end else None
        known = members_between(committed, kind, context.id, low, high)
        joined = stamps.updated.keys() - known
        if joined and ROLES.get(context.type) in TOLD:
            joined -= placed(committed, kind, place_name(context), joined)
        left = known - stamps.updated.keys() - {*stamps.unreadable}
        # What contexts before this one changed is not committed yet.
        before = self._index.contexts_of(kind, (*joined, *left))
        held = {key: {*contexts} for key, contexts in before.items()}
        for one in joined:
            held.setdefault(one, set()).add(context.id)
        for one in left:
            held[one].discard(context.id)
        self._putting.put_ids(kind, held, held)
