"""What MLMD's service is asked about many ids at once."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Final, TypeAlias

from webapp.metadata import Kind
from webapp.store.wire import service_pb2 as pb

if TYPE_CHECKING:
    from google.protobuf.message import Message

# A method of the service, what it is asked, and what it answers with.
Question: TypeAlias = "tuple[str, Message, type[Message]]"

# Ids in one call: MLMD takes any number, SQLite's statement length is what ends it.
BATCH: Final = 1000


def by_id(kind: Kind, ids: Sequence[int]) -> Question:
    """For the records of a kind among `ids` that exist."""
    return _question(f"Get{kind.capitalize()}sByID", kind, ids)


def events_of(kind: Kind, ids: Sequence[int]) -> Question:
    """For every event of the artifacts, or executions, `ids`."""
    return _question(f"GetEventsBy{kind.capitalize()}IDs", kind, ids)


def contexts_of(kind: Kind, record_id: int) -> Question:
    """For the contexts that hold an artifact, or execution."""
    return _asking(f"GetContextsBy{kind.capitalize()}", **{f"{kind}_id": record_id})


def around_context(context_id: int) -> tuple[Question, ...]:
    """For a context, those around it, and the types of what it may hold."""
    family = ("GetChildrenContextsByContext", "GetParentContextsByContext")
    types = ("GetArtifactTypes", "GetExecutionTypes")
    return (
        by_id("context", [context_id]),
        *(_asking(method, context_id=context_id) for method in family),
        *(_asking(method) for method in types),
    )


def _question(method: str, kind: Kind, ids: Sequence[int]) -> Question:
    return _asking(method, **{f"{kind}_ids": ids})


def _asking(method: str, **asked: Any) -> Question:
    request: Any = getattr(pb, f"{method}Request")
    return method, request(**asked), getattr(pb, f"{method}Response")
