"""News of the store, taken into an index that was built: one poll after the other."""

import time
from collections.abc import Collection, Mapping, Sequence
from typing import Final

from msgspec.structs import replace

from webapp.catalog.ledger import Stamp
from webapp.follower.batches import Events, events_of
from webapp.follower.ends import newest_id, newest_update
from webapp.follower.feed import Feed
from webapp.follower.homes import Homes
from webapp.follower.index import Index
from webapp.follower.members import MEMBERS, tells_itself
from webapp.follower.putting import Putting, event_stamp
from webapp.follower.state import KINDS, State
from webapp.follower.watch import Watch
from webapp.metadata import Context, Event, Kind
from webapp.store.client import Store
from webapp.store.paging import Record

# More events than these are read of one record now and then only, in so small a share of time.
HUB: Final = 5_000
SHARE_OF_HUBS: Final = 0.05
# Watched records are looked at with every poll, or on a busy machine in so large a share of time,
# but no later than after so many seconds.
SHARE_OF_WATCHED: Final = 0.2
LONGEST_UNWATCHED: Final = 1.0


class Following:
    """Keeps an index in step; `state` is what it says with its next commit, after `commits`."""

    def __init__(self, store: Store, index: Index, state: State, putting: Putting) -> None:
        self.state = state
        self._store = store
        self._index = index
        self._putting = putting
        self._feeds = {kind: Feed(store, kind, state.marks[kind], index.stamps) for kind in KINDS}
        self._watches: dict[Kind, Watch] = {kind: Watch() for kind in MEMBERS}
        self._homes = Homes(store)
        self._hubs: dict[Kind, set[int]] = {kind: set() for kind in MEMBERS}
        self._hubs_due = 0.0
        self._watch_due = 0.0
        self.commits = 0

    def rewind(self, kind: Kind) -> None:
        """Nothing; the store lost the latest records of a kind, and goes on from those it has."""
        mark = replace(newest_update(self._store, kind), last=newest_id(self._store, kind))
        self._feeds[kind] = Feed(self._store, kind, mark, self._index.stamps)
        self.state = self.state.marked(kind, mark)

    def poll(self) -> bool:
        """Whether the index has all news that the store has now; else another poll has more."""
        is_due = time.monotonic() >= self._watch_due
        touched = {kind: self._watches[kind].ids() if is_due else set() for kind in MEMBERS}
        more = False
        for kind, feed in self._feeds.items():
            news = feed.news()
            more |= news.more
            events = self._take(kind, news.records, news.unreadable)
            for other, ids in _other_ends(kind, events).items():
                touched[other] |= ids
            if kind != "context":
                touched[kind].difference_update(one.id for one in news.records)
            self.state = self.state.marked(kind, feed.mark)
        began = time.monotonic()
        self._refresh(touched)
        if is_due:
            now = time.monotonic()
            rest = (now - began) / SHARE_OF_WATCHED
            self._watch_due = now + min(rest, LONGEST_UNWATCHED)
        self._bring_home()
        return not more

    def commit(self) -> None:
        """Nothing; readers see what was put."""
        if self._index.changed:
            self._index.commit(self.state)
            self.commits += 1

    def _take(self, kind: Kind, records: Sequence[Record], unreadable: Sequence[int]) -> Events:
        """The events of news, which are put."""
        if kind == "context":
            self._putting.contexts.keep(one for one in records if isinstance(one, Context))
        else:
            ids = [one.id for one in records]
            self._watches[kind].add(ids)
            known = self._index.stamps(kind, ids)
            self._homes.expect(
                kind,
                (one.id for one in records if one.id not in known and not tells_itself(one)),
            )
        return self._putting.put(kind, records, unreadable)

    def _refresh(self, touched: Mapping[Kind, set[int]]) -> None:
        """Nothing; of these records, those are put whose events are not what the index says."""
        artifacts = self._put_if_other("execution", touched["execution"])
        executions = self._put_if_other("artifact", touched["artifact"] | artifacts)
        self._put_if_other("execution", executions)

    def _put_if_other(self, kind: Kind, ids: Collection[int]) -> set[int]:
        """The other ends of the events of those that were put."""
        known = self._index.stamps(kind, ids) if ids else {}
        hubs = {one for one, stamp in known.items() if sum(stamp[1:3]) > HUB}
        found = self._changed(kind, {*ids} - hubs, known)
        self._hubs[kind] |= hubs
        if self._hubs[kind] and time.monotonic() >= self._hubs_due:
            began = time.monotonic()
            found |= self._changed(kind, self._hubs[kind], known)
            self._hubs[kind] = set()
            now = time.monotonic()
            self._hubs_due = now + (now - began) / SHARE_OF_HUBS
        self._putting.put_ids(kind, found)
        return {one for ends in _other_ends(kind, found).values() for one in ends}

    def _changed(
        self, kind: Kind, ids: Collection[int], known: Mapping[int, Stamp]
    ) -> dict[int, Sequence[Event]]:
        """The events of those of which the index says others."""
        events = events_of(self._store, kind, ids) if ids else {}
        stamps = {one: event_stamp(kind, events.get(one, ())) for one in ids}
        return {
            one: events.get(one, ())
            for one, stamp in stamps.items()
            if one not in known or known[one][1:] != stamp
        }

    def _bring_home(self) -> None:
        """Nothing; new records whose contexts were found now are put with them."""
        for kind, found in self._homes.found().items():
            known = self._index.contexts_of(kind, found)
            held = {one: {*known.get(one, ()), *ids} for one, ids in found.items()}
            self._putting.put_ids(kind, held, held)


def _other_ends(kind: Kind, events: Events) -> Mapping[Kind, set[int]]:
    """What is at the other ends of the events of records of a kind."""
    flat = [event for some in events.values() for event in some]
    match kind:
        case "artifact":
            return {"execution": {event.execution_id for event in flat}}
        case "execution":
            return {"artifact": {event.artifact_id for event in flat}}
    return {}
