"""The names under which the Metadata SDK writes, for whoever reads them here.

The SDK has them in kubeflow/metadata/types.py: it runs where no dashboard is.
"""

from typing import Final

PREFIX: Final = "kubeflow.org/alpha/"  # of its types
DATA_SET: Final = f"{PREFIX}data_set"
MODEL: Final = f"{PREFIX}model"
METRICS: Final = f"{PREFIX}metrics"
WORKSPACE_CONTEXT: Final = f"{PREFIX}workspace"

# Custom properties of artifacts and executions.
WORKSPACE: Final = "__kf_workspace__"
RUN: Final = "__kf_run__"

# The property that holds every attribute of an artifact once more, as JSON.
ALL_META: Final = "__ALL_META__"
