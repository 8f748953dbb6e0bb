"""A store that is asked for the same records once a page.

The parts of a page each read what they need, and often the same: the record itself, what made it,
their events. So they also see the same of a store that changes meanwhile.
"""

from collections.abc import Callable, Iterable
from typing import Any, Final, TypeVar

from webapp.metadata import Artifact, Context, Event, Execution
from webapp.store.client import Store
from webapp.store.connection import Connection

Found = TypeVar("Found")

# Answers for more ids than this are not kept: they are read by walks, which ask for each once.
MOST_IDS: Final = 1_000


class PageStore(Store):
    """The records of a store for one page. Every method may raise a StoreError."""

    def __init__(
        self, connection: Connection, call_deadline: float = 5.0, page_deadline: float = 12.0
    ) -> None:
        super().__init__(connection, call_deadline, page_deadline)
        self._known: Final[dict[tuple[str, frozenset[int]], Any]] = {}

    def artifacts_by_id(self, ids: Iterable[int]) -> dict[int, Artifact]:
        """The artifacts among `ids` that exist, by id."""
        return {**self._once("artifacts", super().artifacts_by_id, ids)}

    def executions_by_id(self, ids: Iterable[int]) -> dict[int, Execution]:
        """The executions among `ids` that exist, by id."""
        return {**self._once("executions", super().executions_by_id, ids)}

    def contexts_by_id(self, ids: Iterable[int]) -> dict[int, Context]:
        """The contexts among `ids` that exist, by id."""
        return {**self._once("contexts", super().contexts_by_id, ids)}

    def events_of_artifacts(self, ids: Iterable[int]) -> tuple[Event, ...]:
        """Every event of the artifacts `ids`; none for ids that do not exist."""
        return self._once("events of artifacts", super().events_of_artifacts, ids)

    def events_of_executions(self, ids: Iterable[int]) -> tuple[Event, ...]:
        """Every event of the executions `ids`; none for ids that do not exist."""
        return self._once("events of executions", super().events_of_executions, ids)

    def _once(self, what: str, ask: Callable[[Iterable[int]], Found], ids: Iterable[int]) -> Found:
        wanted = tuple(ids)
        if len(wanted) > MOST_IDS:
            return ask(wanted)
        key = what, frozenset(wanted)
        if key not in self._known:
            self._known[key] = ask(wanted)
        found: Found = self._known[key]
        return found
