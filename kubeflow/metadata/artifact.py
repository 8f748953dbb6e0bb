"""What every artifact has: its type, its place in MLMD, and when two are the same."""

import hashlib
import json
from abc import ABC, abstractmethod
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any, ClassVar

from ml_metadata.proto import metadata_store_pb2 as mlpb

from kubeflow.metadata import types
from kubeflow.metadata.ledger import new_external_id


class Artifact(ABC):
    """An artifact of any type. A class of your own names a type that the store has.

    Attributes:
        ARTIFACT_TYPE_NAME: the name of its MLMD type.
        id: its id in the store, None until it is logged.

    """

    ARTIFACT_TYPE_NAME: ClassVar[str]
    id: int | None = None

    @abstractmethod
    def serialization(self) -> mlpb.Artifact:
        """The artifact as MLMD stores it; its type, workspace and run are added when logged."""

    @staticmethod
    def is_duplicated(a: mlpb.Artifact, b: mlpb.Artifact) -> bool:  # noqa: ARG004
        """Whether `a` and `b`, of one URI, are the same: then logging `a` reuses the id of `b`."""
        return False


class Described(Artifact):
    """An artifact of one of the SDK's own types: its attributes are what is stored."""

    PROPERTIES: ClassVar[tuple[str, ...]]

    def __init__(  # noqa: PLR0913
        self,
        *,
        uri: str | None,
        name: str | None,
        workspace: str | None,
        description: str | None,
        owner: str | None,
        labels: Mapping[str, str] | None,
        kwargs: dict[str, Any],
    ) -> None:
        for key, value in (("uri", uri), ("name", name)):
            if not isinstance(value, str):
                raise ValueError(f"'{key}' must be set and in string type.")  # noqa: TRY004
        self.workspace = workspace
        self.name = name
        self.description = description
        self.owner = owner
        self.uri = uri
        self.labels = labels
        self.id = None
        self.create_time = now()
        self.kwargs = kwargs

    def __repr__(self) -> str:
        shown = ", ".join(f"{name}={value!r}" for name, value in vars(self).items())
        return f"{type(self).__module__}.{type(self).__qualname__}({shown})"

    def serialization(self) -> mlpb.Artifact:
        """The artifact as MLMD stores it; attributes that are empty are no properties."""
        properties = text_properties({name: getattr(self, name) for name in self.PROPERTIES})
        everything = json.dumps(vars(self), default=_plain)
        properties[types.ALL_META] = mlpb.Value(string_value=everything)
        return mlpb.Artifact(uri=self.uri, properties=properties)


class Versioned(Described):
    """An artifact that its type, URI, name, version and workspace identify."""

    @staticmethod
    def is_duplicated(a: mlpb.Artifact, b: mlpb.Artifact) -> bool:
        """Whether `a` and `b` have the same type, URI, name, version and workspace."""
        return a.type_id == b.type_id and _identity(a) == _identity(b)


def now() -> str:
    """The time now, as the SDK writes it: UTC to the microsecond, with a Z."""
    return datetime.now(UTC).replace(tzinfo=None).isoformat("T") + "Z"


def text_properties(values: Mapping[str, str | None]) -> dict[str, mlpb.Value]:
    """The properties that are not empty; ValueError for one that is no string."""
    for name, value in values.items():
        if value and not isinstance(value, str):
            raise ValueError(f"'{name}' must be in string type.")
    return {name: mlpb.Value(string_value=value) for name, value in values.items() if value}


def external_id(artifact: Artifact, stored: mlpb.Artifact) -> str:
    """The external id to log `artifact` under, `stored` being what is to be stored of it.

    What its type, URI, name, version and workspace identify has one made from these, so that two
    processes that log it at the same moment log one artifact.
    """
    if getattr(type(artifact), "is_duplicated", None) is not Versioned.is_duplicated:
        return new_external_id()
    uri, *texts = _identity(stored)
    key = [artifact.ARTIFACT_TYPE_NAME, uri, *(text and text.string_value for text in texts)]
    return "sdk:" + hashlib.sha256(json.dumps(key).encode()).hexdigest()


def _identity(artifact: mlpb.Artifact) -> tuple[Any, ...]:
    properties = artifact.properties
    workspace = artifact.custom_properties.get(types.WORKSPACE)
    return artifact.uri, properties.get("name"), properties.get("version"), workspace


def _plain(value: Any) -> Any:
    # NumPy's scalars and arrays, which JSON does not know, without NumPy.
    if hasattr(value, "tolist"):
        return value.tolist()
    raise TypeError(f"{value!r} cannot be stored as JSON")
