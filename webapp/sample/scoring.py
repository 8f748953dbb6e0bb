"""Much use of few artifacts in `fraud-detection`: nightly scores, and one data set read by many."""

from typing import Final

from ml_metadata.proto import metadata_store_pb2 as mlpb

from kubeflow.metadata import metadata
from webapp.sample.book import Book, Draft
from webapp.sample.fraud import PREDICTIONS, open_notebook
from webapp.sample.fraud_versions import HOUR, VERSIONS, data_set, model_draft
from webapp.sample.sdk_steps import Notebook, Plain

NIGHTS: Final = 12
REGIONS: Final = ("eu", "us", "apac", "latam")
SEGMENTS: Final = (
    "grocery",
    "travel",
    "gaming",
    "fashion",
    "fuel",
    "dining",
    "electronics",
    "pharmacy",
    "ticketing",
    "charity",
)

# Nights ago, and what went wrong.
FAILURES: Final = {
    1: "PermissionDenied: gs://fraud-scores is not writable",
    4: "Schema mismatch: column merchant_tier missing",
}


def log_segments(book: Book) -> None:
    """Log a data set of embeddings with forty readers."""
    notebook = open_notebook(book)
    embeddings = _embed(notebook)
    for number, segment in enumerate(SEGMENTS):
        for region in REGIONS:
            _score_segment(notebook, embeddings, segment, region, days_ago=5 - number / 3)


def log_nights(book: Book) -> None:
    """Log twelve nights of scores from the model in production."""
    notebook = open_notebook(book)
    production = next(one for one in VERSIONS if one.stage == "production")
    model = model_draft(notebook, production, "")
    for night in range(NIGHTS, 0, -1):
        at = notebook.book.days_ago(night)
        day = f"{at:%Y-%m-%d}"
        uri = f"gs://fraud-scores/{day}"
        run = f"nightly-score-{day}"
        scores = Plain(PREDICTIONS, "scores", uri, version=day)
        failure = FAILURES.get(night, "")
        notebook.log(
            f"nightly-score/{night}",
            "BatchScorer",
            at,
            run=run,
            minutes=notebook.book.random.uniform(3, 6),
            description=failure or f"Scores the payments of {day}",
            reads=(model,),
            makes=() if failure else (notebook.draft(f"scores/{night}", scores, at, run),),
            state=mlpb.Execution.FAILED if failure else mlpb.Execution.COMPLETE,
        )


def _embed(notebook: Notebook) -> Draft:
    at = notebook.book.days_ago(5 + 2 * HOUR)
    run = f"embed-{at:%Y-%m-%d}"
    merchants = notebook.draft("merchant-graph/v4", data_set("merchant-graph", "v4"), at)
    embeddings = data_set("merchant-embeddings", "v4", rows=2_318_400, columns=256)
    model = metadata.Model(
        name="fraud-embed",
        description="Places merchants that share customers near each other",
        owner="m.lindqvist@my-company.com",
        uri="gs://fraud-models/fraud-embed/v4",
        version="v4",
        model_type="graph neural network",
        training_framework={"name": "pytorch", "version": "2.9"},
        hyperparameters={"dimensions": 256, "walks": 40, "learning_rate": 0.003},
        labels={"team": "fraud", "region": "eu"},
    )
    makes = (
        notebook.draft("fraud-embed/v4", model, at, run),
        notebook.draft("merchant-embeddings/v4", embeddings, at, run),
    )
    notebook.log("embed", "TrainGNN", at, run=run, minutes=95, reads=(merchants,), makes=makes)
    return makes[1]


def _score_segment(
    notebook: Notebook, embeddings: Draft, segment: str, region: str, *, days_ago: float
) -> None:
    at = notebook.book.days_ago(days_ago)
    name = f"{segment}-{region}"
    uri = f"gs://fraud-scores/segments/{region}/{segment}"
    run = f"segments-{at:%Y-%m-%d}"
    scores = Plain(PREDICTIONS, f"{name}-scores", uri, version=f"{at:%Y-%m-%d}")
    notebook.log(
        f"segment-score/{name}",
        "SegmentScorer",
        at,
        run=run,
        minutes=notebook.book.random.uniform(1, 4),
        description=f"Scores {segment} in {region}",
        reads=(embeddings,),
        makes=(notebook.draft(f"segment-scores/{name}", scores, at, run),),
        state=mlpb.Execution.COMPLETE,
    )
