"""What executions read and make: data sets, models and their metrics."""

from collections.abc import Mapping
from typing import Any, Final

from kubeflow.metadata import types
from kubeflow.metadata.artifact import Described, Versioned


class DataSet(Versioned):
    """A data set that a workflow reads or makes."""

    ARTIFACT_TYPE_NAME = types.DATA_SET
    PROPERTIES = types.ARTIFACT_PROPERTIES[types.DATA_SET]

    def __init__(  # noqa: PLR0913, PLR0917 - the signature of SDK 0.3.1
        self,
        uri: str | None = None,
        name: str | None = None,
        workspace: str | None = None,
        description: str | None = None,
        owner: str | None = None,
        version: str | None = None,
        query: str | None = None,
        labels: Mapping[str, str] | None = None,
        **kwargs: Any,
    ) -> None:
        """Describe a data set; an execution logs it.

        Args:
            uri: where it is. Required.
            name: what it is called. Required.
            workspace: the name of a workspace, kept with the rest of the description.
            description: a sentence on it.
            owner: who answers for it.
            version: which of the data sets of this name it is.
            query: how it was fetched from its source; kept, never run.
            labels: names and values to find it by.
            kwargs: anything more to keep with it, as JSON.

        Raises:
            ValueError: `uri` or `name` is missing or no string.

        """
        self.version = version
        self.query = query
        super().__init__(
            uri=uri,
            name=name,
            workspace=workspace,
            description=description,
            owner=owner,
            labels=labels,
            kwargs=kwargs,
        )


class Model(Versioned):
    """A machine learning model."""

    ARTIFACT_TYPE_NAME = types.MODEL
    PROPERTIES = types.ARTIFACT_PROPERTIES[types.MODEL]

    def __init__(  # noqa: PLR0913, PLR0917 - the signature of SDK 0.3.1
        self,
        uri: str | None = None,
        name: str | None = None,
        workspace: str | None = None,
        description: str | None = None,
        owner: str | None = None,
        version: str | None = None,
        model_type: str | None = None,
        training_framework: Any = None,
        hyperparameters: Mapping[str, Any] | None = None,
        labels: Mapping[str, str] | None = None,
        **kwargs: Any,
    ) -> None:
        """Describe a model; an execution logs it.

        Args:
            uri: where it is. Required.
            name: what it is called. Required.
            workspace: the name of a workspace, kept with the rest of the description.
            description: a sentence on it.
            owner: who answers for it.
            version: which of the models of this name it is.
            model_type: what kind of model it is, in any words.
            training_framework: what it was trained with, any JSON value.
            hyperparameters: the settings of its training.
            labels: names and values to find it by.
            kwargs: anything more to keep with it, as JSON.

        Raises:
            ValueError: `uri` or `name` is missing or no string.

        """
        self.version = version
        self.model_type = model_type
        self.training_framework = training_framework
        self.hyperparameters = hyperparameters
        super().__init__(
            uri=uri,
            name=name,
            workspace=workspace,
            description=description,
            owner=owner,
            labels=labels,
            kwargs=kwargs,
        )


class Metrics(Described):
    """How good a model is on a data set. Each that is logged is a new artifact."""

    ARTIFACT_TYPE_NAME = types.METRICS
    PROPERTIES = types.ARTIFACT_PROPERTIES[types.METRICS]

    TRAINING: Final = "training"
    VALIDATION: Final = "validation"
    TESTING: Final = "testing"
    PRODUCTION: Final = "production"

    def __init__(  # noqa: PLR0913, PLR0917 - the signature of SDK 0.3.1
        self,
        uri: str | None = None,
        name: str | None = None,
        workspace: str | None = None,
        description: str | None = None,
        owner: str | None = None,
        data_set_id: str | None = None,
        model_id: str | None = None,
        metrics_type: str | None = None,
        values: Mapping[str, float] | None = None,
        labels: Mapping[str, str] | None = None,
        **kwargs: Any,
    ) -> None:
        """Describe an evaluation; an execution logs it.

        Args:
            uri: where it is. Required.
            name: what it is called. Required.
            workspace: the name of a workspace, kept with the rest of the description.
            description: a sentence on it.
            owner: who answers for it.
            data_set_id: the id of the data set, as a string.
            model_id: the id of the model, as a string.
            metrics_type: TRAINING, VALIDATION, TESTING or PRODUCTION.
            values: the name and value of each metric.
            labels: names and values to find it by.
            kwargs: anything more to keep with it, as JSON.

        Raises:
            ValueError: `uri` or `name` is missing or no string.

        """
        self.data_set_id = data_set_id
        self.model_id = model_id
        self.metrics_type = metrics_type
        self.values = values
        super().__init__(
            uri=uri,
            name=name,
            workspace=workspace,
            description=description,
            owner=owner,
            labels=labels,
            kwargs=kwargs,
        )
