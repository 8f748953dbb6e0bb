"""The writes of the SDK: each is one call to the store that happens whole or not at all.

Every new node carries an external id, which the store keeps unique. A write that is repeated after
a broken connection, or made by two processes at once, therefore finds the first one and not a copy.
"""

from collections.abc import Callable, Mapping
from typing import Any
from uuid import uuid4

from ml_metadata import errors
from ml_metadata.proto import metadata_store_pb2 as mlpb

from kubeflow.metadata import types
from kubeflow.metadata.client import Client, heal

# MLMD answers "already exists" with the whole node in it; gRPC turns a text that long into the
# second one.
EXISTS = (errors.AlreadyExistsError, errors.ResourceExhaustedError)

# MLMD's own mark for an empty struct. Stored as a string it makes every later read of its node,
# and of every list with it, fail.
UNREADABLE = "__MLMD_NULL__"


def new_external_id() -> str:
    """An external id that nothing else has."""
    return f"sdk:{uuid4().hex}"


class Ledger:
    """What one client writes."""

    def __init__(self, client: Client) -> None:
        self._client = client
        self._type_ids: dict[str, int] = {}

    def artifact_type_id(self, name: str) -> int:
        """The id of an artifact type; ValueError if neither the store nor the SDK has it."""
        return self._type_id(name, self._client.get_artifact_type)

    def execution_type_id(self) -> int:
        """The id of the type of executions."""
        return self._type_id(types.EXECUTION, self._client.get_execution_type)

    def workspace_type_id(self) -> int:
        """The id of the type of workspaces."""
        return self._type_id(types.WORKSPACE_CONTEXT, self._client.get_context_type)

    def add_workspace(self, workspace: mlpb.Context) -> int:
        """The id of a new context; AlreadyExistsError if its name is taken."""
        _refuse_unreadable(workspace.properties)
        put = self._client.put_contexts
        return int(heal(lambda: put([workspace]), (errors.UnavailableError,))[0])

    def add_execution(self, execution: mlpb.Execution, workspace_name: str) -> int:
        """The id of a new execution, associated with its workspace."""
        _refuse_unreadable(execution.properties, execution.custom_properties)
        try:
            executions, _, _ = self._put([execution], [], workspace_name, [])
        except EXISTS as failure:
            read = self._client.get_executions_by_external_ids
            return _id_of(read, execution.external_id, failure)
        return int(executions[0])

    def require_execution(self, execution_id: int, external_id: str) -> None:
        """Raise ValueError if the store has no such execution, as after it was replaced.

        MLMD does not look: it would store the event of an execution that is not there.
        """
        found = self._client.get_executions_by_id([execution_id])
        if [one.external_id for one in found] != [external_id]:
            raise ValueError(f"the store no longer has the execution with id {execution_id}")

    def add_artifact(self, artifact: mlpb.Artifact, event: mlpb.Event, workspace_name: str) -> int:
        """The id of a new artifact with its event, attributed to its workspace.

        Where the external id of `artifact` is taken already, the id of that one, with the event.
        """
        _refuse_unreadable(artifact.properties, artifact.custom_properties)
        try:
            _, artifacts, _ = self._put([], [artifact], workspace_name, [(None, 0, event)])
        except EXISTS as failure:
            read = self._client.get_artifacts_by_external_ids
            artifact_id = _id_of(read, artifact.external_id, failure)
            self.add_event(artifact_id, event)
            return artifact_id
        return int(artifacts[0])

    def add_event(self, artifact_id: int, event: mlpb.Event) -> None:
        """Write the event of an artifact that is in the store; nothing if it is there already."""
        whole = mlpb.Event(artifact_id=artifact_id)
        whole.MergeFrom(event)
        try:
            heal(lambda: self._client.put_events([whole]), (errors.UnavailableError,))
        except errors.AlreadyExistsError:
            return

    def _put(
        self,
        executions: list[mlpb.Execution],
        artifacts: list[mlpb.Artifact],
        workspace_name: str,
        edges: list[tuple[int | None, int | None, mlpb.Event]],
    ) -> tuple[list[int], list[int], list[int]]:
        # By name and without its id: MLMD rewrites a context that is given by id.
        context = mlpb.Context(type_id=self.workspace_type_id(), name=workspace_name)
        put = self._client.put_lineage_subgraph
        written: tuple[list[int], list[int], list[int]] = heal(
            lambda: put(executions, artifacts, [context], edges, True),
            (errors.UnavailableError,),
        )
        return written

    def _type_id(self, name: str, read: Callable[[str], mlpb.ArtifactType]) -> int:
        if name not in self._type_ids:
            try:
                self._type_ids[name] = read(name).id
            except errors.NotFoundError as missing:
                if name not in types.NAMES:
                    raise ValueError(f"invalid artifact type {name}: {missing}") from missing
                self._client.put_types(types.registration())
                self._type_ids[name] = read(name).id
        return self._type_ids[name]


def _id_of(read: Callable[[list[str]], list[Any]], external_id: str, failure: Exception) -> int:
    try:
        return int(read([external_id])[0].id)
    except errors.NotFoundError:
        # It is not there: the store said no for another reason, such as the size of the call.
        raise failure from None


def _refuse_unreadable(*properties: Mapping[str, mlpb.Value]) -> None:
    for values in properties:
        for name, value in values.items():
            if value.string_value == UNREADABLE:
                raise ValueError(f"'{name}' must not be {UNREADABLE}: it could not be read again.")
