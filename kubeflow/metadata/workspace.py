"""Workspaces and the runs in them."""

import json
from collections.abc import Mapping

from ml_metadata import ListOptions, OrderByField, errors
from ml_metadata.proto import metadata_store_pb2 as mlpb

from kubeflow.metadata import types
from kubeflow.metadata.artifact import text_properties
from kubeflow.metadata.kinds import Model
from kubeflow.metadata.ledger import Ledger
from kubeflow.metadata.listing import ArtifactList, list_artifacts
from kubeflow.metadata.store import Store


class Workspace:
    """A group of runs, executions and the artifacts they read and make.

    Attributes:
        store: ml-metadata's client on the store.
        context_id: the id of the MLMD context that the workspace is.

    """

    CONTEXT_TYPE_NAME = types.WORKSPACE_CONTEXT

    def __init__(  # noqa: PLR0913, PLR0917 - the signature of SDK 0.3.1
        self,
        store: Store | None = None,
        name: str | None = None,
        description: str | None = None,
        labels: Mapping[str, str] | None = None,
        reuse_workspace_if_exists: bool | None = True,
        backend_url_prefix: str | None = None,
    ) -> None:
        """Open the workspace of that name, or make it.

        Args:
            store: where it is. Required.
            name: what it is called. Required.
            description: a sentence on it; kept when the workspace is made.
            labels: names and values to find it by; kept when the workspace is made.
            reuse_workspace_if_exists: False to insist on a new one.
            backend_url_prefix: no longer supported.

        Raises:
            ValueError: an argument that is missing or wrong, or a workspace that exists although
                `reuse_workspace_if_exists` is False.

        """
        if backend_url_prefix:
            raise ValueError("'backend_url_prefix' is no longer supported: use 'store'.")
        # MLMD cuts a name at NUL: the artifacts would land in another workspace.
        if not isinstance(name, str) or not name or "\0" in name:
            raise ValueError("'name' must be set and in string type, without NUL.")
        if not isinstance(store, Store):
            raise ValueError("'store' must be set as metadata.Store")  # noqa: TRY004
        self.store = store.store
        self.name: str = name
        self.description = description
        self.labels = labels
        self._ledger = Ledger(self.store)
        self.context_id = self._open(bool(reuse_workspace_if_exists))

    def list(self, artifact_type_name: str | None = None) -> ArtifactList:
        """The artifacts of one type in this workspace, oldest first; models unless said otherwise.

        Returns:
            A list of dicts: `id`, `workspace`, `run`, then the properties, then what was logged
            beside them. `to_pandas()` on it gives a DataFrame.

        """
        name = artifact_type_name or Model.ARTIFACT_TYPE_NAME
        # By the context and in pages: the store may hold a million artifacts of the type.
        options = ListOptions(order_by=OrderByField.ID)
        artifacts = self.store.get_artifacts_by_context(self.context_id, options)
        return list_artifacts((one for one in artifacts if one.type == name), self.name)

    def _open(self, reuse: bool) -> int:
        existing = self._get_existing_context()
        if existing is None:
            try:
                return self._make()
            except errors.AlreadyExistsError:
                # Another process was quicker.
                existing = self._get_existing_context()
                if existing is None:
                    raise
        if reuse:
            return int(existing.id)
        raise ValueError(
            f"Workspace name {self.name} already exists with id {existing.id}. "
            "Leave out reuse_workspace_if_exists=False to use it."
        )

    def _make(self) -> int:
        labels = None if self.labels is None else json.dumps(self.labels)
        properties = text_properties({"description": self.description, "labels": labels})
        type_id = self._ledger.workspace_type_id()
        context = mlpb.Context(type_id=type_id, name=self.name, properties=properties)
        return self._ledger.add_workspace(context)

    def _get_existing_context(self) -> mlpb.Context | None:
        return self.store.get_context_by_type_and_name(self.CONTEXT_TYPE_NAME, self.name)


class Run:
    """A run of a pipeline or notebook in a workspace; it groups executions by its name."""

    def __init__(
        self,
        workspace: Workspace | None = None,
        name: str | None = None,
        description: str | None = None,
    ) -> None:
        """Name a run. Nothing is stored before an execution refers to it.

        Args:
            workspace: the workspace it is in. Required.
            name: what it is called. Required.
            description: a sentence on it.

        Raises:
            ValueError: `workspace` or `name` is missing or wrong.

        """
        if not isinstance(workspace, Workspace):
            raise ValueError("'workspace' must be set as metadata.Workspace")  # noqa: TRY004
        if not isinstance(name, str):
            raise ValueError("'name' must be set and in string type.")  # noqa: TRY004
        self.workspace = workspace
        self.name = name
        self.description = description
