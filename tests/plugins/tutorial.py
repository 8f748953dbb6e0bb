"""The tutorial's story, logged by the SDK into a test's store."""

from dataclasses import dataclass

from kubeflow.metadata import metadata


@dataclass(frozen=True, slots=True)
class Tutorial:
    """The ids of what was logged."""

    workspace: int
    trainer: int
    server: int
    data_set: int
    model: int
    metrics: int


def log_tutorial(address: str) -> Tutorial:
    """The ids of the tutorial's records, new in the store at `address`."""
    host, port = address.rsplit(":", 1)
    store = metadata.Store(grpc_host=host, grpc_port=int(port))
    workspace = metadata.Workspace(
        store, "demo workspace", "A workspace for our demo", labels={"some_key": "a-value"}
    )
    run = metadata.Run(workspace, "run_1")
    trainer = metadata.Execution("execution_1", workspace, run, "An execution of our run")
    data_set = trainer.log_input(
        metadata.DataSet("file://path/to/dataset", "mytable-dump", version="ds_1")
    )
    model = trainer.log_output(
        metadata.Model(
            "gcs://my-bucket/mnist",
            "MNIST",
            version="model_1",
            owner="owner@my-company.com",
            training_framework={"name": "tensorflow", "version": "v1.0"},
            hyperparameters={"learning_rate": 0.5, "layers": [10, 3, 1], "early_stop": True},
            labels={"a_label": "some-value"},
        )
    )
    metrics = trainer.log_output(
        metadata.Metrics(
            "gcs://my-bucket/mnist-eval.csv",
            "MNIST evaluation",
            data_set_id=str(data_set.id),
            model_id=str(model.id),
            metrics_type=metadata.Metrics.VALIDATION,
            values={"accuracy": 0.95},
        )
    )
    server = metadata.Execution("Serving the MNIST model", workspace, description="serves")
    server.log_input(model)
    ids = (trainer.id, server.id, data_set.id, model.id, metrics.id)
    return Tutorial(workspace.context_id, *(int(one or 0) for one in ids))
