"""Steps as the Metadata SDK lays them out."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from ml_metadata.proto import metadata_store_pb2 as mlpb
from msgspec import Struct

from kubeflow.metadata import metadata, types
from webapp.sample.book import Book, Draft, State, Step, text


class Plain(metadata.Artifact):
    """An artifact of a type of one's own, with a name and a version."""

    def __init__(self, type_name: str, name: str, uri: str, **properties: str) -> None:
        self.ARTIFACT_TYPE_NAME = type_name  # type: ignore[misc] # one class for several types
        self.name = name
        self.uri = uri
        self.properties = {"name": name, **properties}

    def serialization(self) -> mlpb.Artifact:
        """The artifact as MLMD stores it."""
        return mlpb.Artifact(uri=self.uri, properties=text(self.properties))


class Notebook(Struct):
    """A workspace and who writes into it."""

    book: Book
    workspace: metadata.Workspace
    _type_ids: dict[str, int] = {}

    @classmethod
    def open(cls, book: Book, name: str, description: str, labels: Mapping[str, str]) -> "Notebook":
        """The notebook of a workspace, which is made unless it is there."""
        return cls(book, metadata.Workspace(book.store, name, description, labels))

    def add_types(self, *names: str) -> None:
        """Register artifact types of one's own, each with a name, a version and an owner."""
        properties = dict.fromkeys(("name", "version", "owner", "create_time"), mlpb.STRING)
        for name in names:
            artifact_type = mlpb.ArtifactType(name=name, properties=properties)
            self._type_ids[name] = self.workspace.store.put_artifact_type(artifact_type)

    def draft(self, key: str, artifact: Any, at: datetime, run: str = "") -> Draft:
        """An artifact of this workspace, as logged at a moment in a run."""
        artifact.create_time = _rfc3339(at)
        stored = artifact.serialization()
        stored.type_id = self._type_id(artifact.ARTIFACT_TYPE_NAME)
        for name, value in self._place(run).items():
            stored.custom_properties[name].CopyFrom(value)
        return Draft(f"{self.workspace.name}/{key}", stored)

    def log(  # noqa: PLR0913 - what a step can have
        self,
        key: str,
        name: str,
        started: datetime,
        *,
        run: str = "",
        minutes: float = 5,
        description: str = "",
        reads: tuple[Draft, ...] = (),
        makes: tuple[Draft, ...] = (),
        state: State.ValueType | None = None,
    ) -> None:
        """Log a step. The SDK records no state; who writes through MLMD itself can."""
        named = {"name": name, "create_time": _rfc3339(started), "description": description}
        execution = mlpb.Execution(
            type_id=self._type_id(types.EXECUTION),
            properties=text(named),
            custom_properties=self._place(run),
            last_known_state=state,
        )
        context = mlpb.Context(
            type_id=self._type_id(types.WORKSPACE_CONTEXT), name=self.workspace.name
        )
        ended = started + timedelta(minutes=minutes)
        key = f"{self.workspace.name}/{key}"
        self.book.enter(Step(key, execution, (context,), started, ended, reads, makes))

    def evaluate(  # noqa: PLR0913, PLR0917 - what an evaluation is of
        self,
        key: str,
        metrics: metadata.Metrics,
        model: Draft,
        data_set: Draft,
        at: datetime,
        run: str = "",
    ) -> None:
        """Log the metrics of a model on a data set, both of which are in the store."""
        metrics.model_id = str(self.book.id(model))
        metrics.data_set_id = str(self.book.id(data_set))
        made = self.draft(key, metrics, at, run)
        reads = (model, data_set)
        self.log(key, "Evaluator", at, run=run, minutes=9, reads=reads, makes=(made,))

    def _place(self, run: str) -> dict[str, mlpb.Value]:
        return text({types.WORKSPACE: self.workspace.name, types.RUN: run})

    def _type_id(self, name: str) -> int:
        if name not in self._type_ids:
            client = self.workspace.store
            match name:
                case types.EXECUTION:
                    read = client.get_execution_type
                case types.WORKSPACE_CONTEXT:
                    read = client.get_context_type
                case _:
                    read = client.get_artifact_type
            self._type_ids[name] = read(name).id
        return self._type_ids[name]


def _rfc3339(moment: datetime) -> str:
    return moment.replace(tzinfo=None).isoformat("T") + "Z"
