"""What stands beside the records of a comparison: what executions read and made."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Final, Literal

from webapp.metadata import Artifact, Execution
from webapp.producers import read_artifact, read_execution
from webapp.queries.compare.fields import Fields, Group, Told, flat, numbered
from webapp.queries.neighbours import by_artifact, by_execution, in_order
from webapp.queries.phrases import Link
from webapp.queries.rows import artifact_row
from webapp.store.client import Store
from webapp.store.pages import read_ids

MOST_BESIDE: Final = 60  # inputs or outputs of one execution that are named


class Beside:
    """What executions read and made, read for all of them at once."""

    def __init__(self, store: Store, ids: Sequence[int]) -> None:
        found, _ = read_ids(store, "execution", dict.fromkeys(ids))
        self._found = {key: one for key, one in found.items() if isinstance(one, Execution)}
        events = in_order(store.events_of_executions(self._found))
        self.events = by_execution(events)
        near = {
            event.artifact_id
            for own in self.events.values()
            for side in (True, False)
            for event in [one for one in own if one.is_output == side][:MOST_BESIDE]
        }
        records, _ = read_ids(store, "artifact", near)
        named_by = by_artifact(events)
        self._artifacts = {
            key: artifact_row(one, read_artifact(one, named_by.get(key, ())))
            for key, one in records.items()
            if isinstance(one, Artifact)
        }

    def executions(self, ids: Iterable[int]) -> Iterator[Execution]:
        """Those of `ids` that can be read, in that order."""
        return (self._found[key] for key in ids if key in self._found)

    def of_maker(self, execution_id: int) -> Fields:
        """An artifact's maker: which it was, what it read, and its parameters."""
        maker = self._found.get(execution_id)
        if maker is None:
            return {}
        reading = read_execution(maker, (), self.events.get(maker.id, ()))
        told = Told(numbered(reading.name, maker.id), Link("execution", maker.id))
        return {
            ("facts", "Made by"): told,
            **self.around("inputs", maker.id),
            **flat("steps", reading.parameters),
        }

    def around(self, group: Literal["inputs", "outputs"], execution_id: int) -> Fields:
        """The artifacts on one side of an execution, by their role there, else by their name."""
        events = [
            one
            for one in self.events.get(execution_id, ())
            if one.is_output == (group == "outputs")
        ]
        fields: Fields = {}
        for event in events[:MOST_BESIDE]:
            row = self._artifacts.get(event.artifact_id)
            name = row.name if row else "Artifact"
            title = f"{name} {row.version}" if row and row.version else name
            told = Told(numbered(title, event.artifact_id), Link("artifact", event.artifact_id))
            fields[group, _free(fields, group, event.role or name)] = told
        return fields


def _free(fields: Fields, group: Group, name: str) -> str:
    """The name, with a number where it is taken."""
    count, free = 1, name
    while (group, free) in fields:
        count += 1
        free = f"{name} {count}"
    return free
