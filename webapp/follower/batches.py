"""Records with what is around them, read from a store and made into documents."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Final, TypeAlias

from msgspec import Struct

from webapp.catalog.documents import Document
from webapp.follower.documents import (
    artifact_document,
    context_document,
    execution_document,
    unreadable_document,
)
from webapp.follower.evaluations import NOTHING, measured
from webapp.metadata import Artifact, Context, Event, Execution, Kind
from webapp.producers import is_model, read_artifact, read_execution
from webapp.store.client import Store
from webapp.store.pages import read_ids
from webapp.store.paging import Record

# The contexts that are known to hold a record.
ContextsOf: TypeAlias = Callable[[Kind, int], Sequence[Context]]
Events: TypeAlias = Mapping[int, Sequence[Event]]

# The newest of the artifacts that may speak of one model; older ones are left out.
MOST_SOURCES: Final = 1000


class Batch(Struct, frozen=True):
    """Some records of a kind, and the ids of some that cannot be read.

    `events` are theirs, by id. `sources` are the artifacts that may speak of each model among
    them, and `others` those of these that are not among the records.
    """

    kind: Kind
    records: Sequence[Record]
    unreadable: Sequence[int] = ()
    events: Events = {}
    sources: Mapping[int, Sequence[int]] = {}
    others: Mapping[int, Artifact] = {}

    def documents(self, contexts_of: ContextsOf) -> list[Document]:
        """The documents of all of them."""
        match self.kind:
            case "artifact":
                found = self._artifacts(contexts_of)
            case "execution":
                found = self._executions(contexts_of)
            case _:
                found = [context_document(one) for one in self.records if isinstance(one, Context)]
        return found + [unreadable_document(self.kind, one) for one in self.unreadable]

    def _artifacts(self, contexts_of: ContextsOf) -> list[Document]:
        artifacts = [one for one in self.records if isinstance(one, Artifact)]
        events = {one.id: self.events.get(one.id, ()) for one in artifacts}
        contexts = {one.id: contexts_of("artifact", one.id) for one in artifacts}
        readings = {
            one.id: read_artifact(one, events[one.id], contexts[one.id]) for one in artifacts
        }
        told = measured(self.sources, readings, self.others)
        return [
            artifact_document(
                one,
                readings[one.id],
                events[one.id],
                contexts[one.id],
                told.get(one.id, NOTHING),
            )
            for one in artifacts
        ]

    def _executions(self, contexts_of: ContextsOf) -> list[Document]:
        found = []
        for one in self.records:
            if isinstance(one, Execution):
                events = self.events.get(one.id, ())
                contexts = contexts_of("execution", one.id)
                reading = read_execution(one, contexts, events)
                found.append(execution_document(one, reading, events, contexts))
        return found


def gathered(
    store: Store,
    kind: Kind,
    records: Sequence[Record],
    unreadable: Sequence[int] = (),
    naming: Callable[[Iterable[int]], Mapping[int, Iterable[int]]] = lambda _: {},
) -> Batch:
    """The batch of these records; `naming` tells which artifacts name models."""
    events = events_of(store, kind, [one.id for one in records])
    models = [one.id for one in records if isinstance(one, Artifact) and is_model(one)]
    if not models:
        return Batch(kind, records, unreadable, events)
    made_beside = beside(store, models, events)
    named_by = naming(models)
    sources = {
        one: sorted({*made_beside.get(one, ()), *named_by.get(one, ())} - {one})[-MOST_SOURCES:]
        for one in models
    }
    unknown = {one for ids in sources.values() for one in ids} - {one.id for one in records}
    others, _ = read_ids(store, "artifact", sorted(unknown))
    return Batch(
        kind,
        records,
        unreadable,
        events,
        sources,
        {key: one for key, one in others.items() if isinstance(one, Artifact)},
    )


def events_of(store: Store, kind: Kind, ids: Iterable[int]) -> dict[int, list[Event]]:
    """The events of artifacts or executions, by id; contexts have none."""
    found: dict[int, list[Event]] = defaultdict(list)
    match kind:
        case "artifact":
            for event in store.events_of_artifacts(ids):
                found[event.artifact_id].append(event)
        case "execution":
            for event in store.events_of_executions(ids):
                found[event.execution_id].append(event)
    return found


def beside(store: Store, artifact_ids: Iterable[int], events: Events) -> dict[int, set[int]]:
    """All that the executions put out that put out an artifact, by the artifact's id.

    `events` are those of the artifacts.
    """
    made = [event for one in artifact_ids for event in events.get(one, ()) if event.is_output]
    outputs = events_of(store, "execution", {event.execution_id for event in made})
    found: dict[int, set[int]] = defaultdict(set)
    for event in made:
        found[event.artifact_id].update(
            one.artifact_id for one in outputs.get(event.execution_id, ()) if one.is_output
        )
    return found
