"""The names that code written against the Metadata SDK imports.

from kubeflow.metadata import metadata

store = metadata.Store(grpc_host="127.0.0.1", grpc_port=8080)
workspace = metadata.Workspace(store=store, name="demo workspace")
trainer = metadata.Execution(name="trainer", workspace=workspace)
model = trainer.log_output(metadata.Model(name="MNIST", uri="gs://bucket/mnist", version="v1"))
"""

from kubeflow.metadata.artifact import Artifact
from kubeflow.metadata.execution import Execution
from kubeflow.metadata.kinds import DataSet, Metrics, Model
from kubeflow.metadata.listing import ArtifactList
from kubeflow.metadata.store import Store
from kubeflow.metadata.types import ALL_META as _ALL_META_PROPERTY_NAME
from kubeflow.metadata.types import RUN as _RUN_PROPERTY_NAME
from kubeflow.metadata.types import WORKSPACE as _WORKSPACE_PROPERTY_NAME
from kubeflow.metadata.workspace import Run, Workspace

__all__ = [
    # Custom artifact classes written for SDK 0.3.1 read these three.
    "_ALL_META_PROPERTY_NAME",
    "_RUN_PROPERTY_NAME",
    "_WORKSPACE_PROPERTY_NAME",
    "Artifact",
    "ArtifactList",
    "DataSet",
    "Execution",
    "Metrics",
    "Model",
    "Run",
    "Store",
    "Workspace",
]
