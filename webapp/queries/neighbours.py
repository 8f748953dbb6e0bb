"""What stands at the other end of a record's events."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Final, Generic, TypeVar

from msgspec import Struct

from webapp.metadata import LONG_AGO, Artifact, Event, Execution
from webapp.producers import read_artifact, read_execution
from webapp.queries.list_rows import contexts_of_homeless
from webapp.queries.rows import ArtifactRow, ExecutionRow, artifact_row, execution_row
from webapp.store.client import Store
from webapp.store.pages import read_ids

MOST_ENDS: Final = 200

Row = TypeVar("Row", ArtifactRow, ExecutionRow)


class End(Struct, Generic[Row], frozen=True):
    """The other end of an event. `row` is None where its record cannot be read, or is gone."""

    event: Event
    id: int
    name: str
    row: Row | None

    @property
    def type(self) -> str:
        """The whole name of its type, "" where nobody knows."""
        return self.row.type if self.row else ""


class Ends(Struct, Generic[Row], frozen=True):
    """The ends of many events, the first ones of `total`."""

    rows: tuple[End[Row], ...]
    total: int

    @property
    def more(self) -> int:
        """How many events are left out."""
        return self.total - len(self.rows)

    def noun(self, kind: str) -> str:
        """What `total` counts: records of `kind` where each has one event, else events."""
        repeated = len({one.id for one in self.rows}) < len(self.rows)
        word = "event" if repeated else kind
        return word if self.total == 1 else f"{word}s"


def in_order(events: Iterable[Event], *, newest_first: bool = False) -> list[Event]:
    """The events by their time; those without one come first, as the oldest."""
    return sorted(
        events,
        key=lambda one: (one.time or LONG_AGO, one.execution_id, one.artifact_id),
        reverse=newest_first,
    )


def execution_ends(
    found: Mapping[int, ExecutionRow], events: Sequence[Event]
) -> Ends[ExecutionRow]:
    """The executions at the ends of an artifact's events, in the order of the events."""
    rows = tuple(
        _end(one, one.execution_id, "Execution", found.get(one.execution_id))
        for one in events[:MOST_ENDS]
    )
    return Ends(rows, len(events))


def artifact_ends(found: Mapping[int, ArtifactRow], events: Sequence[Event]) -> Ends[ArtifactRow]:
    """The artifacts at the ends of an execution's events, in the order of the events."""
    rows = tuple(
        _end(one, one.artifact_id, "Artifact", found.get(one.artifact_id))
        for one in events[:MOST_ENDS]
    )
    return Ends(rows, len(events))


def by_artifact(events: Iterable[Event]) -> dict[int, list[Event]]:
    """The events of each artifact."""
    found: dict[int, list[Event]] = {}
    for event in events:
        found.setdefault(event.artifact_id, []).append(event)
    return found


def by_execution(events: Iterable[Event]) -> dict[int, list[Event]]:
    """The events of each execution."""
    found: dict[int, list[Event]] = {}
    for event in events:
        found.setdefault(event.execution_id, []).append(event)
    return found


def read_artifact_rows(
    store: Store, ids: Iterable[int], events: Iterable[Event]
) -> dict[int, ArtifactRow]:
    """The rows of the artifacts among `ids` that can be read; `events` name the nameless."""
    named_by = by_artifact(events)
    found, _ = read_ids(store, "artifact", ids)
    return {
        key: artifact_row(one, read_artifact(one, named_by.get(key, ())))
        for key, one in found.items()
        if isinstance(one, Artifact)
    }


def read_execution_rows(
    store: Store, ids: Iterable[int], *, with_runs: int = 0
) -> dict[int, ExecutionRow]:
    """The rows of the executions among `ids` that can be read.

    So many of the first are asked for their contexts, if they do not tell workspace and run.
    """
    wanted = list(ids)
    found, _ = read_ids(store, "execution", wanted)
    records = {key: one for key, one in found.items() if isinstance(one, Execution)}
    first = (records[key] for key in wanted[:with_runs] if key in records)
    contexts = contexts_of_homeless(store, first)
    return {
        key: execution_row(one, read_execution(one, contexts.get(key, ())))
        for key, one in records.items()
    }


def _end(event: Event, other: int, kind: str, row: Row | None) -> End[Row]:
    return End(event, other, row.name if row else f"{kind} #{other}", row)
