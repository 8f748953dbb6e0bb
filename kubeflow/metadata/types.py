"""The MLMD types of the Metadata SDK and the names of its properties.

The SDK registers from here, and so does a store's server. The dashboard, which reads them without
the SDK, has its own set in webapp/producers/sdk_names.py.
"""

from typing import Final

from ml_metadata.proto import metadata_store_pb2 as mlpb
from ml_metadata.proto import metadata_store_service_pb2 as pb

DATA_SET: Final = "kubeflow.org/alpha/data_set"
MODEL: Final = "kubeflow.org/alpha/model"
METRICS: Final = "kubeflow.org/alpha/metrics"
EXECUTION: Final = "kubeflow.org/alpha/execution"
WORKSPACE_CONTEXT: Final = "kubeflow.org/alpha/workspace"

# Custom properties that the SDK sets itself.
WORKSPACE: Final = "__kf_workspace__"
RUN: Final = "__kf_run__"

# The property that holds every attribute of an artifact once more, as JSON.
ALL_META: Final = "__ALL_META__"

# All of them are strings. The order is the one in which a listing shows them.
ARTIFACT_PROPERTIES: Final = {
    DATA_SET: ("query", "create_time", "version", "owner", "description", "name"),
    MODEL: ("model_type", "create_time", "version", "owner", "description", "name"),
    METRICS: (
        "metrics_type",
        "data_set_id",
        "model_id",
        "create_time",
        "owner",
        "description",
        "name",
    ),
}
EXECUTION_PROPERTIES: Final = ("name", "create_time", "description")
WORKSPACE_PROPERTIES: Final = ("description", "labels")

NAMES: Final = frozenset({*ARTIFACT_PROPERTIES, EXECUTION, WORKSPACE_CONTEXT})


def registration() -> pb.PutTypesRequest:
    """The request that registers every type of the SDK.

    It may be sent any number of times: a stored type keeps the fields that it has beside these.
    """
    return pb.PutTypesRequest(
        artifact_types=[
            mlpb.ArtifactType(name=name, properties=_strings((*properties, ALL_META)))
            for name, properties in ARTIFACT_PROPERTIES.items()
        ],
        execution_types=[
            mlpb.ExecutionType(name=EXECUTION, properties=_strings(EXECUTION_PROPERTIES))
        ],
        context_types=[
            mlpb.ContextType(name=WORKSPACE_CONTEXT, properties=_strings(WORKSPACE_PROPERTIES))
        ],
        can_add_fields=True,
        can_omit_fields=True,
    )


def _strings(names: tuple[str, ...]) -> dict[str, mlpb.PropertyType]:
    return dict.fromkeys(names, mlpb.STRING)
