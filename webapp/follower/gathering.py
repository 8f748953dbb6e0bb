"""Records of the store with what is around them, as documents."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Protocol

from webapp.catalog.documents import Document
from webapp.follower.documents import (
    NOT_MEASURED,
    artifact_document,
    context_document,
    execution_document,
    unreadable_document,
)
from webapp.follower.evaluations import is_model, measured
from webapp.metadata import Artifact, Context, Event, Execution, Kind
from webapp.store.client import Store
from webapp.store.pages import Record


class Surroundings(Protocol):
    """What is known of records and cannot be asked of the store record by record."""

    def contexts_of(self, kind: Kind, record_id: int) -> Sequence[Context]:
        """The contexts that are known to hold a record."""

    def naming(self, model_ids: Iterable[int]) -> Mapping[int, Iterable[int]]:
        """The artifacts whose metrics name a model, by its id."""


class Gatherer:
    """Documents of what is in a store."""

    def __init__(self, store: Store, known: Surroundings) -> None:
        self._store = store
        self._known = known

    def documents(
        self, kind: Kind, records: Sequence[Record], unreadable: Iterable[int] = ()
    ) -> list[Document]:
        """The documents of records of one kind, and of those that cannot be read."""
        lost = [unreadable_document(kind, one) for one in unreadable]
        return lost + self._read[kind](records) if records else lost

    @property
    def _read(self) -> Mapping[Kind, Callable[[Sequence[Record]], list[Document]]]:
        return {"artifact": self._artifacts, "execution": self._executions, "context": _contexts}

    def _artifacts(self, records: Sequence[Record]) -> list[Document]:
        artifacts = [one for one in records if isinstance(one, Artifact)]
        events: Mapping[int, list[Event]] = defaultdict(list)
        for event in self._store.events_of_artifacts(one.id for one in artifacts):
            events[event.artifact_id].append(event)
        models = [one for one in artifacts if is_model(one)]
        naming = self._known.naming(one.id for one in models) if models else {}
        known = {one.id: one for one in artifacts}
        told = measured(self._store, models, events, naming, known) if models else {}
        return [
            artifact_document(
                one,
                events.get(one.id, ()),
                self._known.contexts_of("artifact", one.id),
                told.get(one.id, NOT_MEASURED),
            )
            for one in artifacts
        ]

    def _executions(self, records: Sequence[Record]) -> list[Document]:
        executions = [one for one in records if isinstance(one, Execution)]
        events: Mapping[int, list[Event]] = defaultdict(list)
        for event in self._store.events_of_executions(one.id for one in executions):
            events[event.execution_id].append(event)
        return [
            execution_document(
                one, events.get(one.id, ()), self._known.contexts_of("execution", one.id)
            )
            for one in executions
        ]


def _contexts(records: Sequence[Record]) -> list[Document]:
    return [context_document(one) for one in records if isinstance(one, Context)]
