"""The tutorial's own story: three artifacts and two executions in `demo workspace`."""

from kubeflow.metadata import metadata
from webapp.sample.book import Book, Draft
from webapp.sample.sdk_steps import Notebook

OWNER = "owner@my-company.com"
MINUTE = 1 / 24 / 60


def log(book: Book) -> None:
    """Log a data set, the model trained on it, its evaluation, and its serving."""
    notebook = Notebook.open(
        book, "demo workspace", "A workspace for our demo", {"some_key": "a-value"}
    )
    run = f"run_{book.suffix()}"
    data_set, model = _data_set(notebook, run), _model(notebook, run)
    name = f"execution_{book.suffix()}"
    _train(notebook, name, run, data_set, model)
    # In a call of its own: only now the ids that it names are known.
    _train(notebook, name, run, data_set, _metrics(notebook, run, data_set, model))
    notebook.log(
        "serving",
        "Serving the MNIST model",
        book.days_ago(MINUTE),
        minutes=0,
        description="An execution to represent the model serving component",
        reads=(model,),
    )


def _train(notebook: Notebook, name: str, run: str, data_set: Draft, made: Draft) -> None:
    notebook.log(
        "trainer",
        name,
        notebook.book.days_ago(3 * MINUTE),
        run=run,
        minutes=1,
        description="An execution of our run",
        reads=(data_set,),
        makes=(made,),
    )


def _data_set(notebook: Notebook, run: str) -> Draft:
    data_set = metadata.DataSet(
        description="Sample data",
        name="mytable-dump",
        owner=OWNER,
        uri="file://path/to/dataset",
        version=f"ds_{notebook.book.suffix()}",
        query="SELECT * FROM mytable",
    )
    return notebook.draft("data-set", data_set, notebook.book.days_ago(3 * MINUTE), run)


def _model(notebook: Notebook, run: str) -> Draft:
    model = metadata.Model(
        name="MNIST",
        description="Model to recognize handwritten digits",
        owner=OWNER,
        uri="gcs://my-bucket/mnist",
        model_type="neural network",
        training_framework={"name": "tensorflow", "version": "v1.0"},
        hyperparameters={"learning_rate": 0.5, "layers": [10, 3, 1], "early_stop": True},
        version=f"model_{notebook.book.suffix()}",
        labels={"a_label": "some-value"},
    )
    return notebook.draft("model", model, notebook.book.days_ago(2 * MINUTE), run)


def _metrics(notebook: Notebook, run: str, data_set: Draft, model: Draft) -> Draft:
    metrics = metadata.Metrics(
        name="MNIST evaluation",
        description="Evaluation of the MNIST model",
        owner=OWNER,
        uri="gcs://my-bucket/mnist-eval.csv",
        data_set_id=str(notebook.book.id(data_set)),
        model_id=str(notebook.book.id(model)),
        metrics_type=metadata.Metrics.VALIDATION,
        values={"accuracy": 0.95},
        labels={"mylabel": "l1"},
    )
    return notebook.draft("metrics", metrics, notebook.book.days_ago(2 * MINUTE), run)
