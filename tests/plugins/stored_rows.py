"""Rows for a test's store, through the stock client."""

import json
from collections.abc import Iterable

from ml_metadata import MetadataStore
from ml_metadata.proto import metadata_store_pb2 as mlpb

WORKSPACE = "kubeflow.org/alpha/workspace"
MODEL = "kubeflow.org/alpha/model"
METRICS = "kubeflow.org/alpha/metrics"
DATA_SET = "kubeflow.org/alpha/data_set"
EXECUTION = "kubeflow.org/alpha/execution"


class Rows:
    """What a test puts into its store."""

    def __init__(self, mlmd: MetadataStore) -> None:
        self.mlmd = mlmd

    def workspace(self, name: str, type_name: str = WORKSPACE) -> int:
        """The id of a new context that reads as a workspace."""
        return self.context(name, type_name)

    def context(self, name: str, type_name: str = "context", *, readable: bool = True) -> int:
        """The id of a new context of that name."""
        type_id = self.mlmd.put_context_type(mlpb.ContextType(name=type_name))
        made = mlpb.Context(type_id=type_id, name=name)
        if not readable:
            # MLMD takes it, and refuses every answer that would hold it.
            made.custom_properties["x"].string_value = "__MLMD_NULL__"
        return self.mlmd.put_contexts([made])[0]

    def below(self, context_id: int, children: Iterable[int]) -> None:
        """Nothing; a context holds these."""
        links = [mlpb.ParentContext(parent_id=context_id, child_id=one) for one in children]
        self.mlmd.put_parent_contexts(links)

    def artifacts(
        self, number: int, type_name: str = MODEL, of: Iterable[int] = (), **custom: str | float
    ) -> list[int]:
        """The ids of new artifacts in the contexts `of`, all made in one millisecond."""
        type_id = self.mlmd.put_artifact_type(mlpb.ArtifactType(name=type_name))
        made = [mlpb.Artifact(type_id=type_id) for _ in range(number)]
        for one in made:
            _set(one, custom)
        ids = self.mlmd.put_artifacts(made)
        links = [mlpb.Attribution(artifact_id=i, context_id=c) for c in of for i in ids]
        self.mlmd.put_attributions_and_associations(links, [])
        return ids

    def artifact(
        self, name: str, type_name: str = MODEL, uri: str = "", **custom: str | float
    ) -> int:
        """The id of a new artifact of that name."""
        type_id = self.mlmd.put_artifact_type(mlpb.ArtifactType(name=type_name))
        made = mlpb.Artifact(type_id=type_id, uri=uri)
        _set(made, {"display_name": name, **custom})
        return self.mlmd.put_artifacts([made])[0]

    def metrics(
        self,
        values: dict[str, float],
        model: int | None = None,
        metrics_type: str = "",
        data_set: int | None = None,
    ) -> int:
        """The id of new metrics as the SDK writes them, which may name what they are of."""
        properties = {"__ALL_META__": mlpb.STRING}
        kind = mlpb.ArtifactType(name=METRICS, properties=properties)
        made = mlpb.Artifact(type_id=self.mlmd.put_artifact_type(kind, True, True))
        meta: dict[str, object] = {"values": values, "metrics_type": metrics_type}
        meta |= {} if model is None else {"model_id": str(model)}
        meta |= {} if data_set is None else {"data_set_id": str(data_set)}
        made.properties["__ALL_META__"].string_value = json.dumps(meta)
        return self.mlmd.put_artifacts([made])[0]

    def execution(
        self,
        name: str,
        state: str = "COMPLETE",
        of: Iterable[int] = (),
        **custom: str | float,
    ) -> int:
        """The id of a new execution in the contexts `of`."""
        type_id = self.mlmd.put_execution_type(
            mlpb.ExecutionType(name=EXECUTION), can_omit_fields=True
        )
        made = mlpb.Execution(type_id=type_id, last_known_state=mlpb.Execution.State.Value(state))
        _set(made, {"display_name": name, **custom})
        (key,) = self.mlmd.put_executions([made])
        links = [mlpb.Association(execution_id=key, context_id=one) for one in of]
        self.mlmd.put_attributions_and_associations([], links)
        return key

    def event(self, artifact: int, execution: int, word: str = "OUTPUT", *, role: str = "") -> None:
        """An event between the two."""
        kind = mlpb.Event.Type.Value(word)
        made = mlpb.Event(artifact_id=artifact, execution_id=execution, type=kind)
        if role:
            made.path.steps.add().key = role
        self.mlmd.put_events([made])


def _set(record: mlpb.Artifact | mlpb.Execution, custom: dict[str, str | float]) -> None:
    for name, value in custom.items():
        if isinstance(value, str):
            record.custom_properties[name].string_value = value
        else:
            record.custom_properties[name].double_value = value
