"""A few lines of Python that read a record from its store; they work as they are pasted."""

from typing import Final
from urllib.parse import urlsplit

from webapp.metadata import Kind
from webapp.producers import sdk_names

SDK_CLASSES: Final = {
    sdk_names.DATA_SET: "DataSet",
    sdk_names.MODEL: "Model",
    sdk_names.METRICS: "Metrics",
}


def library(type_name: str, workspace: str) -> str:
    """The name of the package that the lines import."""
    return "kubeflow.metadata" if type_name in SDK_CLASSES and workspace else "ml_metadata"


def python(address: str, kind: Kind, type_name: str, record_id: int, workspace: str = "") -> str:
    """The lines that read the record of that id."""
    parts = urlsplit(address if "://" in address else f"//{address}")
    host, port = parts.hostname or "localhost", parts.port or 8080
    if library(type_name, workspace) == "kubeflow.metadata" and kind == "artifact":
        name = SDK_CLASSES[type_name]
        return (
            "from kubeflow.metadata import metadata\n\n"
            f"store = metadata.Store(grpc_host={host!r}, grpc_port={port})\n"
            f"ws = metadata.Workspace(store=store, name={workspace!a})\n"
            f"listed = ws.list(metadata.{name}.ARTIFACT_TYPE_NAME)\n"
            f'found = next(one for one in listed if one["id"] == {record_id})'
        )
    return (
        "from ml_metadata import MetadataStore\n"
        "from ml_metadata.proto import metadata_store_pb2 as mlpb\n\n"
        f"config = mlpb.MetadataStoreClientConfig(host={host!r}, port={port})\n"
        f"found = MetadataStore(config).get_{kind}s_by_id([{record_id}])[0]"
    )
