"""Executions and what they log."""

from typing import Any, TypeVar

from ml_metadata import errors
from ml_metadata.proto import metadata_store_pb2 as mlpb

from kubeflow.metadata import types
from kubeflow.metadata.artifact import Artifact, external_id, now, text_properties
from kubeflow.metadata.ledger import new_external_id
from kubeflow.metadata.workspace import Run, Workspace

A = TypeVar("A", bound=Artifact)


class Execution:
    """One run of a step; it logs what the step read and made.

    Attributes:
        id: its id in the store.

    """

    EXECUTION_TYPE_NAME = types.EXECUTION

    def __init__(
        self,
        name: str | None = None,
        workspace: Workspace | None = None,
        run: Run | None = None,
        description: str | None = None,
    ) -> None:
        """Store a new execution.

        Args:
            name: what it is called. Required.
            workspace: the workspace it is in. Required.
            run: the run it is part of.
            description: a sentence on it.

        Raises:
            ValueError: an argument that is missing or wrong.

        """
        if not isinstance(workspace, Workspace):
            raise ValueError("'workspace' must be set as metadata.Workspace")  # noqa: TRY004
        if not isinstance(name, str):
            raise ValueError("'name' must be set and in string type.")  # noqa: TRY004
        if run is not None and not isinstance(run, Run):
            raise ValueError("'run' must be a metadata.Run")
        self.name = name
        self.workspace = workspace
        self.run = run
        self.description = description
        self.create_time = now()
        self._external_id = new_external_id()
        self._ledger = workspace._ledger  # noqa: SLF001 - one ledger for all that it holds
        self.id = self._ledger.add_execution(self.serialized(), workspace.name)

    def __repr__(self) -> str:
        names = ("id", "name", "workspace", "run", "description", "create_time")
        shown = ", ".join(f"{name}={getattr(self, name)!r}" for name in names)
        return f"{type(self).__module__}.{type(self).__qualname__}({shown})"

    def serialized(self) -> mlpb.Execution:
        """The execution as MLMD stores it."""
        named = {
            "name": self.name,
            "create_time": self.create_time,
            "description": self.description,
        }
        return mlpb.Execution(
            type_id=self._ledger.execution_type_id(),
            external_id=self._external_id,
            properties=text_properties(named),
            custom_properties=self._place(),
        )

    def log_input(self, artifact: A) -> A:
        """The artifact, stored with its id set, as something this execution read.

        An artifact that is in the store already (by its id, or because its class says that the
        two are the same) is not stored again.

        Raises:
            ValueError: no artifact, one of a type or id that the store does not have, one that
                sets a custom property that the SDK keeps for itself; or the store is no longer
                the one that this execution is in.

        """
        return self._log(artifact, mlpb.Event.INPUT)

    def log_output(self, artifact: A) -> A:
        """The artifact, stored with its id set, as something this execution made.

        The rest is as with log_input.
        """
        return self._log(artifact, mlpb.Event.OUTPUT)

    def _log(self, artifact: A, event_type: mlpb.Event.Type) -> A:
        type_name = getattr(artifact, "ARTIFACT_TYPE_NAME", None)
        if not isinstance(type_name, str):
            raise ValueError("'artifact' must be set and name its ARTIFACT_TYPE_NAME.")  # noqa: TRY004
        type_id = self._ledger.artifact_type_id(type_name)
        self._ledger.require_execution(self.id, self._external_id)
        event = mlpb.Event(execution_id=self.id, type=event_type)
        stored_id = getattr(artifact, "id", None)
        if stored_id is not None:
            self._require_stored(stored_id)
        else:
            stored = self._stored(artifact, type_id)
            stored_id = self._id_of_duplicate(artifact, stored)
            if stored_id is None:
                artifact.id = self._ledger.add_artifact(stored, event, self.workspace.name)
                return artifact
        self._ledger.add_event(stored_id, event)
        artifact.id = stored_id
        return artifact

    def _stored(self, artifact: Artifact, type_id: int) -> mlpb.Artifact:
        stored = mlpb.Artifact()
        stored.CopyFrom(artifact.serialization())
        for key in (types.WORKSPACE, types.RUN):
            if key in stored.custom_properties:
                raise ValueError(f"custom_properties contains reserved key {key}")
        stored.type_id = type_id
        for key, value in self._place().items():
            stored.custom_properties[key].CopyFrom(value)
        stored.external_id = stored.external_id or external_id(artifact, stored)
        return stored

    def _place(self) -> dict[str, mlpb.Value]:
        place = {types.WORKSPACE: mlpb.Value(string_value=self.workspace.name)}
        if self.run is not None:
            place[types.RUN] = mlpb.Value(string_value=self.run.name)
        return place

    def _id_of_duplicate(self, artifact: Artifact, stored: mlpb.Artifact) -> int | None:
        same = getattr(artifact, "is_duplicated", Artifact.is_duplicated)
        if same is Artifact.is_duplicated:
            return None
        candidates = self.workspace.store.get_artifacts_by_uri(stored.uri)
        return next((one.id for one in candidates if same(stored, one)), None)

    def _require_stored(self, artifact_id: Any) -> None:
        try:
            found = self.workspace.store.get_artifacts_by_id([artifact_id])
        except (TypeError, ValueError, errors.InvalidArgumentError, errors.NotFoundError) as wrong:
            raise ValueError(f"invalid artifact id {artifact_id}: {wrong}") from wrong
        if len(found) != 1:
            raise ValueError(f"invalid artifact id {artifact_id}: the store has no such artifact")
