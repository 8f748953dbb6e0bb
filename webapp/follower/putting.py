"""Records put into an index that was built, with what hangs on them."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from itertools import chain
from typing import Final, TypeAlias

from webapp.catalog.documents import Document
from webapp.catalog.ledger import Stamp, measured_by, members_between, stamp
from webapp.follower.batches import Batch, Events, beside, gathered
from webapp.follower.index import Index
from webapp.follower.members import MEMBERS, Contexts
from webapp.metadata import Artifact, Context, Event, Kind
from webapp.producers import is_model
from webapp.store.client import Store
from webapp.store.pages import read_ids
from webapp.store.paging import Record

# The contexts that hold records, by the record's id.
Held: TypeAlias = Mapping[int, Collection[int]]

AT_A_TIME: Final = 500
NOT_HELD: Final[Held] = {}


class Putting:
    """Puts records of a store into an index."""

    def __init__(self, store: Store, index: Index) -> None:
        self.contexts: Final = Contexts(store)
        self._store = store
        self._index = index

    def put(
        self,
        kind: Kind,
        records: Sequence[Record],
        unreadable: Sequence[int] = (),
        held: Held = NOT_HELD,
    ) -> Events:
        """The events of the records, which are put; `held` where other contexts hold them now."""
        if not records and not unreadable:
            return {}
        batch = gathered(self._store, kind, records, unreadable, self._index.naming)
        documents = self._documents(batch, held)
        self._index.put(documents)
        if kind == "artifact":
            self._put_models(batch, documents)
        return batch.events

    def put_ids(self, kind: Kind, ids: Iterable[int], held: Held = NOT_HELD) -> None:
        """Nothing; these records are put as the store has them now, or removed if they are gone."""
        wanted = sorted(set(ids))
        for start in range(0, len(wanted), AT_A_TIME):
            some = wanted[start : start + AT_A_TIME]
            found, unreadable = read_ids(self._store, kind, some)
            self.put(kind, [*found.values()], unreadable, held)
            self.remove(kind, {*some} - found.keys() - {*unreadable})

    def remove(self, kind: Kind, ids: Collection[int]) -> None:
        """Nothing; the records are gone, and nobody says any more what they said."""
        ids = self._index.stamps(kind, ids).keys() if ids else ()
        if not ids:
            return
        self._index.remove(kind, sorted(ids))
        if kind == "artifact":
            self.put_ids(kind, {*measured_by(self._index.committed, ids)} - {*ids})
        if kind == "context":
            for context_id in ids:
                self._empty(context_id)

    def _empty(self, context_id: int) -> None:
        self.contexts.forget(context_id)
        for kind in MEMBERS:
            held = members_between(self._index.committed, kind, context_id, 1)
            self.put_ids(kind, held)

    def _documents(self, batch: Batch, held: Held) -> list[Document]:
        known = self._index.contexts_of(batch.kind, [one.id for one in batch.records])
        ids = {**known, **held}
        contexts = self.contexts.of(chain.from_iterable(ids.values()))

        def contexts_of(_: Kind, record_id: int) -> Sequence[Context]:
            return [contexts[one] for one in sorted(ids.get(record_id, ())) if one in contexts]

        return batch.documents(contexts_of)

    def _put_models(self, batch: Batch, documents: Sequence[Document]) -> None:
        """Nothing; the models that the metrics of these artifacts speak of are put too."""
        here = {one.id for one in documents}
        models = {*measured_by(self._index.committed, here)}
        models.update(chain.from_iterable(one.speaks_of for one in documents))
        silent = [one.id for one in documents if one.metrics and one.family == "metric"]
        around = beside(self._store, silent, batch.events) if silent else {}
        candidates = {*chain.from_iterable(around.values())} - here - models
        found, _ = read_ids(self._store, "artifact", sorted(candidates | (models - here)))
        records = [
            one
            for key, one in found.items()
            if key in models or (isinstance(one, Artifact) and is_model(one))
        ]
        if records:
            again = gathered(self._store, "artifact", records, (), self._index.naming)
            self._index.put(self._documents(again, NOT_HELD))


def event_stamp(kind: Kind, events: Sequence[Event]) -> Stamp:
    """What the events of a record say in its stamp."""
    made = [event for event in events if event.is_output]
    read = [event for event in events if not event.is_output]
    match kind:
        case "artifact":
            used = max((event.time for event in read if event.time is not None), default=None)
            ends = (len({e.execution_id for e in made}), len({e.execution_id for e in read}))
            return stamp([*ends, used])
        case "execution":
            return stamp([len({e.artifact_id for e in read}), len({e.artifact_id for e in made})])
    return ()
