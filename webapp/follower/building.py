"""The first build of a catalog: everything that is in the store, once.

One thread reads the store, drafters make entries of what it read, and one thread indexes them. What
was committed need not be read again, whenever the build is broken off.
"""

import threading
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from queue import Empty, Full, Queue
from typing import Final, TypeAlias

from msgspec.structs import replace

from webapp.catalog.entries import Entry
from webapp.follower.batches import Batch, gathered
from webapp.follower.drafting import Drafting
from webapp.follower.ends import newest_id
from webapp.follower.index import Index
from webapp.follower.members import Contexts, Members, tells_itself
from webapp.follower.state import KINDS, State
from webapp.metadata import Context, Kind
from webapp.store.client import Store
from webapp.store.pages import Page, read_ids, read_page
from webapp.store.paging import Cursor, Listing, Record

PAGES_OF_A_BATCH: Final = 5
RECORDS_OF_A_COMMIT: Final = 20_000
BATCHES_AHEAD: Final = 4
PATIENCE: Final = 0.2

# How many records are read, and of how many.
Progress: TypeAlias = Callable[[int, int], None]


class Build:
    """The build of an index up to what `state` will say; `progress` is told how far it is."""

    def __init__(self, store: Store, index: Index, state: State, progress: Progress) -> None:
        self.state = state
        self._store = store
        self._index = index
        self._progress = progress
        self._contexts = Contexts(store)
        self._members = Members(self._contexts)
        self._counted: dict[int, set[int]] = defaultdict(set)
        self._stale: set[int] = set()
        self._done = 0
        self._expected = 0

    def run(self, stop: threading.Event) -> bool:
        """Whether it was built whole before `stop` was set."""
        goals = {kind: newest_id(self._store, kind) for kind in KINDS}
        places = {kind: self.state.marks[kind].last for kind in KINDS}
        self._done = sum(places.values())
        self._expected = sum(goals.values())
        self._progress(self._done, self._expected)
        taken = 0
        with Drafting(self._expected - self._done) as drafting:
            read = _Ahead(lambda: self._read(places), stop)
            for batch, entries in drafting.drafted(read, self._contexts_of):
                self._take(batch, entries)
                taken += len(batch.records)
                if taken >= RECORDS_OF_A_COMMIT:
                    self._commit()
                    taken = 0
        self.state = replace(self.state, complete=not stop.is_set())
        self._commit()
        return self.state.complete

    def _read(self, places: Mapping[Kind, int]) -> Iterator[Batch]:
        """Everything behind these ids; runs in a thread of its own."""
        # What was built already is read again for contexts: all later records ask for them.
        contexts = [
            one
            for page in _pages(self._store, "context", 0)
            for one in page.records
            if isinstance(one, Context)
        ]
        self._contexts.keep(contexts)
        yield from self._joined(contexts)
        is_told = True
        for kind in KINDS:
            for records, unreadable in _groups(self._store, kind, places[kind]):
                if kind != "context" and is_told and not all(map(tells_itself, records)):
                    yield from self._joined(contexts, telling=True)
                    is_told = False
                yield gathered(self._store, kind, records, unreadable)

    def _joined(self, contexts: Iterable[Context], *, telling: bool = False) -> Iterator[Batch]:
        """Batches of nothing, so that progress is told; then it is known what these hold."""
        for number in self._members.read(self._store, contexts, telling=telling):
            self._done += number
            self._expected += number
            yield Batch("context", ())

    def _take(self, batch: Batch, entries: Sequence[Entry]) -> None:
        self._index.add(entries)
        for model_id, sources in batch.sources.items():
            self._counted[model_id].update(sources)
        if batch.kind == "artifact":
            self._note_stale(batch, entries)
        ids = [one.id for one in entries]
        if ids:
            mark = self.state.marks[batch.kind]
            self.state = self.state.marked(batch.kind, replace(mark, last=max(ids)))
            self._done += max(ids) - mark.last
        self._progress(self._done, self._expected)

    def _contexts_of(self, kind: Kind, record_id: int) -> Sequence[Context]:
        ids = self._members.of(kind, record_id)
        return [*self._contexts.of(ids).values()] if ids else ()

    def _note_stale(self, batch: Batch, entries: Sequence[Entry]) -> None:
        """Nothing; models that were built before metrics named them are built again."""
        here = {one.id for one in batch.records}
        for one in entries:
            for named in one.speaks_of:
                if named not in here and one.id not in self._counted[named]:
                    self._stale.add(named)

    def _commit(self) -> None:
        found, _ = read_ids(self._store, "artifact", sorted(self._stale))
        batch = gathered(self._store, "artifact", [*found.values()], (), self._index.naming)
        self._index.put(batch.documents(self._contexts_of))
        self._index.commit(self.state)
        self._stale.clear()
        self._counted.clear()


class _Ahead:
    """Batches that another thread reads, a few of them ahead."""

    def __init__(self, read: Callable[[], Iterator[Batch]], stop: threading.Event) -> None:
        self._read = read
        self._stop = stop
        self._left = threading.Event()
        self._queue: Queue[Batch | BaseException | None] = Queue(BATCHES_AHEAD)

    def __iter__(self) -> Iterator[Batch]:
        """Each batch, until there are no more or it is to stop; raises what reading raised."""
        reading = threading.Thread(target=self._run, name="reading the store", daemon=True)
        reading.start()
        try:
            while not self._stop.is_set():
                try:
                    batch = self._queue.get(timeout=PATIENCE)
                except Empty:
                    continue
                if batch is None:
                    return
                if isinstance(batch, BaseException):
                    raise batch
                yield batch
        finally:
            self._left.set()
            reading.join()

    def _run(self) -> None:
        try:
            for batch in self._read():
                if not self._put(batch):
                    return
            self._put(None)
        except Exception as error:  # noqa: BLE001 - it is raised again in the other thread
            self._put(error)

    def _put(self, batch: Batch | BaseException | None) -> bool:
        while not self._left.is_set() and not self._stop.is_set():
            try:
                self._queue.put(batch, timeout=PATIENCE)
            except Full:
                continue
            return True
        return False


def _groups(
    store: Store, kind: Kind, after: int
) -> Iterator[tuple[Sequence[Record], Sequence[int]]]:
    """All records of a kind behind an id and the ids of unreadable ones, a few pages together."""
    records: list[Record] = []
    unreadable: list[int] = []
    for number, page in enumerate(_pages(store, kind, after), start=1):
        records += page.records
        unreadable += page.unreadable
        if number % PAGES_OF_A_BATCH == 0:
            yield records, unreadable
            records, unreadable = [], []
    yield records, unreadable


def _pages(store: Store, kind: Kind, after: int) -> Iterator[Page]:
    listing = Listing("id", ascending=True, after=Cursor(after, after) if after else None)
    while True:
        page = read_page(store, kind, listing)
        yield page
        if page.end is None:
            return
        listing = replace(listing, after=page.end)
