"""Rows of MLMD's tables, laid out as the Metadata SDK writes them: its own code makes them.

What the SDK takes from the clock and from chance comes from the history instead.
"""

import random
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, datetime, timedelta
from typing import Any, Final, TypeAlias

from ml_metadata.proto import metadata_store_pb2 as mlpb

from benchmarks.history import SEED, Record, Step, logged_at
from kubeflow.metadata import metadata, types
from kubeflow.metadata.artifact import Described, external_id

EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
MILLISECOND: Final = timedelta(milliseconds=1)
COLUMNS: Final = {
    "Artifact": "id type_id uri external_id create_time_since_epoch last_update_time_since_epoch",
    "ArtifactProperty": "artifact_id name is_custom_property string_value",
    "Execution": "id type_id external_id create_time_since_epoch last_update_time_since_epoch",
    "ExecutionProperty": "execution_id name is_custom_property string_value",
    "Event": "artifact_id execution_id type milliseconds_since_epoch",
    "Attribution": "context_id artifact_id",
    "Association": "context_id execution_id",
}

Row: TypeAlias = tuple[int | str, ...]
# By table, then by column as COLUMNS names them.
Rows: TypeAlias = dict[str, list[Row]]


def described(record: Record) -> Described:
    """The artifact as a notebook describes it to the SDK."""
    common: dict[str, Any] = {
        "uri": record.uri,
        "name": record.name,
        "workspace": record.workspace,
        "description": record.description,
        "owner": record.owner,
        "labels": record.labels,
    }
    match record.sort:
        case "data set":
            query = f"SELECT * FROM {record.name.partition('-')[0]}"  # noqa: S608 - never run
            return metadata.DataSet(**common, version=record.version, query=query)
        case "model":
            return metadata.Model(
                **common,
                version=record.version,
                model_type="neural network",
                training_framework={"name": record.framework, "version": "v1.0"},
                hyperparameters={
                    "learning_rate": record.learning_rate,
                    "layers": [10, 3, 1],
                    "early_stop": True,
                },
            )
        case "metrics":
            return metadata.Metrics(
                **common,
                data_set_id=str(record.data_set),
                model_id=str(record.model),
                metrics_type=metadata.Metrics.VALIDATION,
                values=record.values,
            )


def stored(record: Record, step: Step) -> mlpb.Artifact:
    """The artifact as the store gives it, its type's id left out."""
    artifact, at = described(record), logged_at(record.number)
    artifact.create_time = written(at)
    message = artifact.serialization()
    message.id, message.type = record.number, artifact.ARTIFACT_TYPE_NAME
    message.create_time_since_epoch = message.last_update_time_since_epoch = milliseconds(at)
    for name, value in _place(step).items():
        message.custom_properties[name].string_value = value
    message.external_id = external_id(artifact, message)
    return message


class Layout:
    """The rows of steps in a store whose types and workspaces have these ids by name."""

    def __init__(self, type_ids: Mapping[str, int], workspace_ids: Mapping[str, int]) -> None:
        self._type_ids = type_ids
        self._workspace_ids = workspace_ids
        self._chance = random.Random(SEED)

    def rows(self, steps: Iterable[Step]) -> Rows:
        """What logging the steps leaves in the store."""
        rows: Rows = {table: [] for table in COLUMNS}
        for step in steps:
            self._execution(rows, step)
            for artifact in step.inputs:
                rows["Event"].append(_event(artifact, step, mlpb.Event.INPUT, step.started))
            for record in step.outputs:
                self._artifact(rows, record, step)
                at = logged_at(record.number)
                rows["Event"].append(_event(record.number, step, mlpb.Event.OUTPUT, at))
        return rows

    def _execution(self, rows: Rows, step: Step) -> None:
        at = milliseconds(step.started)
        type_id = self._type_ids[types.EXECUTION]
        rows["Execution"].append((step.number, type_id, self._new_external_id(), at, at))
        own = {"name": step.name, "create_time": written(step.started)}
        rows["ExecutionProperty"] += _properties(step.number, own, custom=False)
        rows["ExecutionProperty"] += _properties(step.number, _place(step), custom=True)
        rows["Association"].append((self._workspace_ids[step.workspace], step.number))

    def _artifact(self, rows: Rows, record: Record, step: Step) -> None:
        one = stored(record, step)
        key = self._new_external_id() if record.sort == "metrics" else one.external_id
        type_id, time = self._type_ids[one.type], one.create_time_since_epoch
        rows["Artifact"].append((one.id, type_id, one.uri, key, time, time))
        own = {name: value.string_value for name, value in one.properties.items()}
        rows["ArtifactProperty"] += _properties(one.id, own, custom=False)
        rows["ArtifactProperty"] += _properties(one.id, _place(step), custom=True)
        rows["Attribution"].append((self._workspace_ids[step.workspace], one.id))

    def _new_external_id(self) -> str:
        return f"sdk:{self._chance.getrandbits(128):032x}"


def milliseconds(time: datetime) -> int:
    """Milliseconds since 1970."""
    return (time - EPOCH) // MILLISECOND


def written(time: datetime) -> str:
    """The time as the SDK writes it."""
    return time.replace(tzinfo=None).isoformat() + "Z"


def _place(step: Step) -> dict[str, str]:
    return {types.WORKSPACE: step.workspace, types.RUN: step.run}


def _properties(owner: int, values: Mapping[str, str], *, custom: bool) -> Iterator[Row]:
    return ((owner, name, int(custom), value) for name, value in values.items())


def _event(artifact: int, step: Step, event_type: int, at: datetime) -> Row:
    return artifact, step.number, event_type, milliseconds(at)
