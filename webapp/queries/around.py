"""The artifacts one step away: what makers read and made, what readers made."""

from collections.abc import Iterable, Sequence
from itertools import islice
from typing import Final

from webapp.metadata import Artifact, Event
from webapp.producers import read_artifact
from webapp.queries.neighbours import End, Ends, artifact_ends, by_artifact, in_order
from webapp.queries.rows import ArtifactRow, ExecutionRow, artifact_row
from webapp.store.client import Store
from webapp.store.pages import read_ids

# Executions beside an artifact whose other artifacts are read, and how many of these.
MOST_MAKERS: Final = 20
MOST_READERS: Final = 30
MOST_AROUND: Final = 400


class Around:
    """What lies around the artifact of id `own`.

    `artifacts` are all of them by id, `sources` what the first maker read, `made` the outputs of
    each reader, `beside` the ids of what may speak of it: made with it, or by who made no model.
    """

    def __init__(
        self, store: Store, own: int, makers_of: Ends[ExecutionRow], readers_of: Ends[ExecutionRow]
    ) -> None:
        makers = executions(one.event for one in makers_of.rows[:MOST_MAKERS])
        readers = executions(one.event for one in readers_of.rows[:MOST_READERS])
        events = store.events_of_executions((*makers, *readers))
        made = [one for one in events if one.is_output and one.artifact_id != own]
        read = [one for one in events if one.is_input and one.execution_id in makers[:1]]
        ids = islice(dict.fromkeys(one.artifact_id for one in (*read, *made)), MOST_AROUND)
        found, _ = read_ids(store, "artifact", ids)
        self.artifacts = {key: one for key, one in found.items() if isinstance(one, Artifact)}
        named_by = by_artifact(events)
        self._rows = {
            key: artifact_row(one, read_artifact(one, named_by.get(key, ())))
            for key, one in self.artifacts.items()
        }
        self.made = {key: self._ends(e for e in made if e.execution_id == key) for key in readers}
        self.beside = {one.artifact_id for one in made if one.execution_id in makers}
        self.beside |= {one.id for ends in self.made.values() if _only_tells(ends) for one in ends}
        self.sources = self._ends(one for one in in_order(read) if one.artifact_id != own)

    def _ends(self, events: Iterable[Event]) -> tuple[End[ArtifactRow], ...]:
        return artifact_ends(self._rows, list(events)).rows


def _only_tells(ends: Sequence[End[ArtifactRow]]) -> bool:
    # What an execution says of a model that it read is of another one if it made that.
    return not any(one.row and one.row.family == "model" for one in ends)


def executions(events: Iterable[Event]) -> list[int]:
    """The ids of the executions in the events, each once."""
    return list(dict.fromkeys(one.execution_id for one in events))
