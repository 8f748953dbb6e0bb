"""The versions of fraud-rank, and the SDK's artifacts for them."""

from typing import Any, Final

from msgspec import Struct

from kubeflow.metadata import metadata
from webapp.sample.book import Draft
from webapp.sample.sdk_steps import Notebook

OWNER: Final = "a.okafor@my-company.com"
HOUR: Final = 1 / 24


class Version(Struct, frozen=True):
    """One version of fraud-rank: when it was trained, how, and how good it is."""

    number: int
    days_ago: float
    auc: float
    pr_auc: float
    recall: float
    log_loss: float
    learning_rate: float
    trees: int
    weight: float
    stage: str = ""
    region: str = "eu"

    @property
    def tag(self) -> str:
        """The version as it is written."""
        return f"v{self.number}"


VERSIONS: Final = (
    Version(1, 132, 0.871, 0.482, 0.611, 0.058, 0.30, 300, 52.0),
    Version(2, 118, 0.884, 0.507, 0.634, 0.055, 0.20, 300, 52.0),
    Version(3, 97, 0.889, 0.519, 0.648, 0.053, 0.20, 500, 48.0),
    Version(4, 76, 0.902, 0.548, 0.671, 0.048, 0.12, 500, 48.0, "retired"),
    Version(5, 55, 0.899, 0.541, 0.668, 0.049, 0.12, 800, 44.5),
    Version(6, 41, 0.912, 0.571, 0.698, 0.043, 0.08, 800, 41.2, "retired"),
    Version(7, 20, 0.921, 0.604, 0.713, 0.041, 0.05, 1200, 37.5, "production"),
    Version(8, 13, 0.918, 0.597, 0.709, 0.041, 0.05, 1200, 39.0),
    Version(9, 6, 0.927, 0.619, 0.724, 0.039, 0.04, 1600, 37.5, "candidate"),
)


def model_draft(notebook: Notebook, version: Version, run: str) -> Draft:
    """The model of a version."""
    labels = {"team": "fraud", "stage": version.stage, "region": version.region}
    model = metadata.Model(
        name="fraud-rank",
        description="Ranks card payments by the risk of a chargeback",
        owner=OWNER,
        uri=f"gs://fraud-models/fraud-rank/{version.tag}",
        version=version.tag,
        model_type="gradient boosted trees",
        training_framework={"name": "xgboost", "version": "2.1.1"},
        hyperparameters={
            "learning_rate": version.learning_rate,
            "max_depth": 8,
            "n_estimators": version.trees,
            "subsample": 0.8,
            "min_child_weight": 4,
            "scale_pos_weight": version.weight,
            "early_stopping_rounds": 50,
            "objective": "binary:logistic",
            "monotone": {"amount_z": 1, "account_age_d": -1},
        },
        labels={name: value for name, value in labels.items() if value},
    )
    at = notebook.book.days_ago(version.days_ago)
    return notebook.draft(f"fraud-rank/{version.tag}", model, at, run)


def data_set(name: str, version: str, query: str = "", **more: Any) -> metadata.DataSet:
    """A data set of the fraud team."""
    return metadata.DataSet(
        name=name,
        uri=f"gs://fraud-data/{name}/{version}",
        owner=OWNER,
        version=version,
        query=query,
        labels={"team": "fraud"},
        **more,
    )
