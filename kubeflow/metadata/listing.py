"""The artifacts of a workspace as plain Python."""

import json
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from ml_metadata.proto import metadata_store_pb2 as mlpb

from kubeflow.metadata import types

if TYPE_CHECKING:
    import pandas as pd  # type: ignore[import-untyped]


class ArtifactList(list[dict[str, Any]]):
    """Artifacts as dicts: id, workspace, run, uri, then every attribute that was logged."""

    def to_pandas(self) -> "pd.DataFrame":
        """A row for each artifact, a column for each attribute."""
        try:
            import pandas as pd  # noqa: PLC0415 - the SDK does not need it, only this does
        except ImportError as missing:
            raise ImportError("to_pandas() needs pandas: pip install pandas") from missing
        return pd.DataFrame(list(self))


def list_artifacts(artifacts: Iterable[mlpb.Artifact], workspace_name: str) -> ArtifactList:
    """The artifacts of a workspace, one dict each."""
    return ArtifactList(_flat(artifact, workspace_name) for artifact in artifacts)


def _flat(artifact: mlpb.Artifact, workspace_name: str) -> dict[str, Any]:
    custom = artifact.custom_properties
    flat: dict[str, Any] = {"id": artifact.id, "workspace": workspace_name}
    if types.WORKSPACE in custom:
        flat["workspace"] = custom[types.WORKSPACE].string_value
    if types.RUN in custom:
        flat["run"] = custom[types.RUN].string_value
    stored = {name: _plain(value) for name, value in artifact.properties.items()}
    meta = _attributes(stored.pop(types.ALL_META, ""))
    for name in (*types.ARTIFACT_PROPERTIES.get(artifact.type, ()), *sorted(stored)):
        if name in stored:
            flat.setdefault(name, stored[name])
    flat.setdefault("uri", artifact.uri)
    return flat | {name: value for name, value in meta.items() if name not in flat}


def _plain(value: mlpb.Value) -> Any:
    kind = value.WhichOneof("value")
    return getattr(value, kind) if kind else None


def _attributes(text: Any) -> dict[str, Any]:
    # Another producer may keep anything under this name: then there is nothing more to show.
    try:
        found = json.loads(text)
    except (TypeError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}
