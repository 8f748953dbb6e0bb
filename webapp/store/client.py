"""What a store holds, read for one request.

A Store lives as long as the page it serves: it counts the rows it read and spends one time budget
over all its calls, so that no page waits longer than its deadline however many calls it makes.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any, TypeAlias, TypeVar

from webapp.errors import NotFoundError, StoreTooLargeError
from webapp.metadata import MAX_ID, Artifact, Context, Event, Execution, Kind, Type
from webapp.store import messages
from webapp.store.calls import Calls
from webapp.store.connection import RecordMissing
from webapp.store.paging import LARGEST_PAGE, Listing, write_options
from webapp.store.questions import BATCH, by_id, contexts_of, events_of
from webapp.store.wire import service_pb2 as pb

if TYPE_CHECKING:
    from google.protobuf.message import Message

Record = TypeVar("Record", Artifact, Execution, Context)
Ids: TypeAlias = Mapping[Kind, Sequence[int]]


class Store(Calls):
    """The records of one store. Every method may raise a StoreError."""

    def answers(self, seconds: float) -> bool:
        """Whether it answers the smallest question within so many seconds."""
        return self.together([by_id("context", [1])], seconds) != [None]

    def artifact(self, artifact_id: int) -> Artifact:
        """The artifact of that id; NotFoundError if there is none."""
        return _one(self.artifacts_by_id, "artifact", artifact_id)

    def execution(self, execution_id: int) -> Execution:
        """The execution of that id; NotFoundError if there is none."""
        return _one(self.executions_by_id, "execution", execution_id)

    def context(self, context_id: int) -> Context:
        """The context of that id; NotFoundError if there is none."""
        return _one(self.contexts_by_id, "context", context_id)

    def artifacts_by_id(self, ids: Iterable[int]) -> dict[int, Artifact]:
        """The artifacts among `ids` that exist, by id."""
        return self._by_id("artifact", ids)

    def executions_by_id(self, ids: Iterable[int]) -> dict[int, Execution]:
        """The executions among `ids` that exist, by id."""
        return self._by_id("execution", ids)

    def contexts_by_id(self, ids: Iterable[int]) -> dict[int, Context]:
        """The contexts among `ids` that exist, by id."""
        return self._by_id("context", ids)

    def artifacts(self, listing: Listing, size: int = LARGEST_PAGE) -> tuple[Artifact, ...]:
        """Up to `size` artifacts of `listing`, after its cursor and in its order."""
        return self._page("Artifacts", messages.artifact, listing, size)

    def executions(self, listing: Listing, size: int = LARGEST_PAGE) -> tuple[Execution, ...]:
        """Up to `size` executions of `listing`, after its cursor and in its order."""
        return self._page("Executions", messages.execution, listing, size)

    def contexts(self, listing: Listing, size: int = LARGEST_PAGE) -> tuple[Context, ...]:
        """Up to `size` contexts of `listing`, after its cursor and in its order."""
        return self._page("Contexts", messages.context, listing, size)

    def stamps(
        self, kind: Kind, listing: Listing, size: int = LARGEST_PAGE
    ) -> dict[int, datetime | None]:
        """The ids of a page of at most LARGEST_PAGE rows, in order, with their update times."""
        plural = f"{kind.capitalize()}s"
        answer = self._list(plural, listing, size)
        rows = getattr(answer, plural.lower())
        return self.counted(
            {one.id: messages.moment(one.last_update_time_since_epoch) for one in rows}
        )

    def events_of_artifacts(self, ids: Iterable[int]) -> tuple[Event, ...]:
        """Every event of the artifacts `ids`; none for ids that do not exist."""
        return self._events("artifact", ids)

    def events_of_executions(self, ids: Iterable[int]) -> tuple[Event, ...]:
        """Every event of the executions `ids`; none for ids that do not exist."""
        return self._events("execution", ids)

    def read_ahead(self, walked: Ids, shown: Ids, homes: Ids, seconds: float) -> None:
        """Nothing; a store that keeps nothing asks when it is asked."""

    def read_around(self, context_id: int, seconds: float) -> None:
        """Nothing; a store that keeps nothing asks when it is asked."""

    def contexts_of_artifact(self, artifact_id: int) -> tuple[Context, ...]:
        """The contexts an artifact is attributed to. Dear on large stores: not once per row."""
        return self._contexts(*contexts_of("artifact", artifact_id))

    def contexts_of_execution(self, execution_id: int) -> tuple[Context, ...]:
        """The contexts an execution is associated with."""
        return self._contexts(*contexts_of("execution", execution_id))

    def parents_of_context(self, context_id: int) -> tuple[Context, ...]:
        """The contexts that hold a context."""
        request = pb.GetParentContextsByContextRequest(context_id=context_id)
        response = pb.GetParentContextsByContextResponse
        return self._contexts("GetParentContextsByContext", request, response)

    def children_of_context(self, context_id: int) -> tuple[Context, ...]:
        """The contexts that a context holds."""
        request = pb.GetChildrenContextsByContextRequest(context_id=context_id)
        response = pb.GetChildrenContextsByContextResponse
        return self._contexts("GetChildrenContextsByContext", request, response)

    def context_by_name(self, type_name: str, name: str) -> Context | None:
        """The context of a type and name, None if there is none."""
        request = pb.GetContextByTypeAndNameRequest(type_name=type_name, context_name=name)
        try:
            answer = self._call(
                "GetContextByTypeAndName", request, pb.GetContextByTypeAndNameResponse
            )
        except RecordMissing:
            return None
        return messages.context(answer.context) if answer.HasField("context") else None

    def artifacts_by_uri(self, uri: str) -> tuple[Artifact, ...]:
        """The artifacts whose URI is exactly `uri`."""
        request = pb.GetArtifactsByURIRequest(uris=[uri])
        answer = self._call("GetArtifactsByURI", request, pb.GetArtifactsByURIResponse)
        return self.counted(tuple(messages.artifact(one) for one in answer.artifacts))

    def types(self, kind: Kind) -> tuple[Type, ...]:
        """Every type of a kind, by id."""
        plural = f"{kind.capitalize()}Types"
        request = getattr(pb, f"Get{plural}Request")()
        answer = self._call(f"Get{plural}", request, getattr(pb, f"Get{plural}Response"))
        return messages.types(kind, getattr(answer, f"{kind}_types"))

    def _contexts(self, method: str, request: "Message", response: Any) -> tuple[Context, ...]:
        try:
            answer = self._call(method, request, response)
        except RecordMissing:  # MLMD's way to say that there are none
            return ()
        contexts = tuple(messages.context(one) for one in answer.contexts)
        return self.counted(contexts)

    def _by_id(self, kind: Kind, ids: Iterable[int]) -> dict[int, Any]:
        found: dict[int, Any] = {}
        for batch in _batches(ids):
            found |= messages.records(kind, self._call(*by_id(kind, batch)))
        return self.counted(found)

    def _events(self, kind: Kind, ids: Iterable[int]) -> tuple[Event, ...]:
        found: list[Event] = []
        for batch in _batches(ids):
            answer: Any = self._call(*events_of(kind, batch))
            found += (messages.event(one) for one in answer.events)
        return self.counted(tuple(found))

    def _page(
        self, plural: str, read: Callable[[Any], Record], listing: Listing, size: int
    ) -> tuple[Record, ...]:
        rows: list[Record] = []
        step = min(size, LARGEST_PAGE)
        while len(rows) < size:
            wanted = min(step, size - len(rows))
            try:
                answer = self._list(plural, listing, wanted)
            except StoreTooLargeError:
                if wanted == 1:
                    raise
                step = wanted // 2
                continue
            found = [read(one) for one in getattr(answer, plural.lower())]
            rows += found
            if not answer.next_page_token or not found:
                break
            listing = listing.behind(found)
        return self.counted(tuple(rows))

    def _list(self, plural: str, listing: Listing, size: int) -> Any:
        scope: dict[str, object] = {}
        if listing.context_id is not None:
            method = f"Get{plural}ByContext"
            scope["context_id"] = listing.context_id
        elif listing.type is not None:
            method = f"Get{plural}ByType"
            scope["type_name"] = listing.type.name
            if listing.type.version:
                scope["type_version"] = listing.type.version
        else:
            method = f"Get{plural}"
        request = getattr(pb, f"{method}Request")(**scope)
        write_options(request.options, listing, size)
        return self._call(method, request, getattr(pb, f"{method}Response"))


def _batches(ids: Iterable[int]) -> Iterator[Sequence[int]]:
    wanted = [one for one in dict.fromkeys(ids) if 0 < one <= MAX_ID]
    for start in range(0, len(wanted), BATCH):
        yield wanted[start : start + BATCH]


def _one(read: Callable[[Iterable[int]], dict[int, Record]], kind: Kind, key: int) -> Record:
    found = read([key]).get(key)
    if found is None:
        raise NotFoundError(kind, key)
    return found
