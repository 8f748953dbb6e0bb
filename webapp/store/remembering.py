"""A store that is asked for the same once a page.

The parts of a page each read what they need, and often the same: the record itself, what made it,
their events. So they also see the same of a store that changes meanwhile.

A call waits for the store and for the way to it, however little it asks. What a page needs step
by step, each step by what the one before it found, is there in one wait where it can be guessed.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from itertools import chain
from typing import TYPE_CHECKING, Any, Final, TypeAlias, TypeVar, cast

from webapp.metadata import Artifact, Context, Event, Execution, Kind
from webapp.store import messages
from webapp.store.client import Ids, Store
from webapp.store.connection import Connection
from webapp.store.memory import Memory
from webapp.store.questions import (
    BATCH,
    Question,
    around_context,
    by_id,
    contexts_of,
    events_of,
)

if TYPE_CHECKING:
    from google.protobuf.message import Message

M = TypeVar("M", bound="Message")

# Answers for more ids than this are not kept: they are read by walks, which ask for each once.
MOST_IDS: Final = BATCH
KINDS: Final[tuple[Kind, ...]] = ("artifact", "execution", "context")

# What to do with an answer of MLMD's.
Keep: TypeAlias = Callable[[Any], None]


class PageStore(Store):
    """The records of a store for one page. Every method may raise a StoreError."""

    def __init__(
        self, connection: Connection, call_deadline: float = 5.0, page_deadline: float = 12.0
    ) -> None:
        super().__init__(connection, call_deadline, page_deadline)
        self._records: Final[dict[Kind, Memory[Any]]] = {kind: Memory(MOST_IDS) for kind in KINDS}
        self._happened: Final[dict[Kind, Memory[list[Event]]]] = {
            kind: Memory(MOST_IDS) for kind in KINDS
        }
        # By method and request, as they are sent.
        self._answers: Final[dict[tuple[str, bytes], Message]] = {}

    def artifacts_by_id(self, ids: Iterable[int]) -> dict[int, Artifact]:
        """The artifacts among `ids` that exist, by id."""
        return self._records["artifact"].once(super().artifacts_by_id, ids)

    def executions_by_id(self, ids: Iterable[int]) -> dict[int, Execution]:
        """The executions among `ids` that exist, by id."""
        return self._records["execution"].once(super().executions_by_id, ids)

    def contexts_by_id(self, ids: Iterable[int]) -> dict[int, Context]:
        """The contexts among `ids` that exist, by id."""
        return self._records["context"].once(super().contexts_by_id, ids)

    def events_of_artifacts(self, ids: Iterable[int]) -> tuple[Event, ...]:
        """Every event of the artifacts `ids`; none for ids that do not exist."""
        return self._events_once("artifact", super().events_of_artifacts, ids)

    def events_of_executions(self, ids: Iterable[int]) -> tuple[Event, ...]:
        """Every event of the executions `ids`; none for ids that do not exist."""
        return self._events_once("execution", super().events_of_executions, ids)

    def read_ahead(self, walked: Ids, shown: Ids, homes: Ids, seconds: float) -> None:
        """Nothing; much is asked for at once.

        That is the events of the ids `walked`, the records `shown`, the contexts of `homes`. What
        fails, or does not come within `seconds`, is asked for again when it is needed.
        """
        around = [contexts_of(kind, one) for kind, ids in homes.items() for one in ids]
        self._ask([*self._events_to_ask(walked), *self._records_to_ask(shown)], around, seconds)

    def read_around(self, context_id: int, seconds: float) -> None:
        """Nothing; a context, those around it and the types of records are asked for at once.

        What fails, or does not come within `seconds`, is asked for again when it is needed.
        """
        self._ask((), around_context(context_id), seconds)

    def _ask(
        self,
        asked: Sequence[tuple[Question, Keep]],
        others: Sequence[Question],
        seconds: float,
    ) -> None:
        """Nothing; what was asked is kept, the answers to others until they are asked as such."""
        keeping: list[tuple[Question, Keep]] = [*asked]
        keeping += [(one, partial(self._keep_answer, one)) for one in others]
        answers = self.together([question for question, _ in keeping], seconds)
        for (_, keep), answer in zip(keeping, answers, strict=True):
            if answer is not None:
                keep(answer)

    def _call(self, method: str, request: "Message", response: type[M]) -> M:
        if self._answers:
            known = self._answers.get((method, request.SerializeToString()))
            if known is not None:
                return cast("M", known)
        return super()._call(method, request, response)

    def _events_to_ask(self, ids: Ids) -> Iterator[tuple[Question, Keep]]:
        for kind, wanted in ids.items():
            if unknown := self._happened[kind].unknown(wanted):
                yield events_of(kind, unknown), partial(self._keep_events, kind, unknown)

    def _records_to_ask(self, ids: Ids) -> Iterator[tuple[Question, Keep]]:
        for kind, wanted in ids.items():
            if unknown := self._records[kind].unknown(wanted):
                yield by_id(kind, unknown), partial(self._keep_records, kind, unknown)

    def _keep_events(self, kind: Kind, ids: Sequence[int], answer: Any) -> None:
        events = self.counted([messages.event(one) for one in answer.events])
        self._happened[kind].keep(ids, _by(kind, events))

    def _keep_records(self, kind: Kind, ids: Sequence[int], answer: Any) -> None:
        self._records[kind].keep(ids, self.counted(messages.records(kind, answer)))

    def _keep_answer(self, question: Question, answer: Any) -> None:
        method, request, _ = question
        self._answers[method, request.SerializeToString()] = answer

    def _events_once(
        self, kind: Kind, ask: Callable[[Iterable[int]], tuple[Event, ...]], ids: Iterable[int]
    ) -> tuple[Event, ...]:
        found = self._happened[kind].once(lambda unknown: _by(kind, ask(unknown)), ids)
        return tuple(chain.from_iterable(found.values()))


def _by(kind: Kind, events: Iterable[Event]) -> dict[int, list[Event]]:
    """The events of each artifact, or execution."""
    found: dict[int, list[Event]] = defaultdict(list)
    for event in events:
        found[event.artifact_id if kind == "artifact" else event.execution_id].append(event)
    return found
