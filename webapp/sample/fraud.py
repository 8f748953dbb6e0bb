"""The workspace `fraud-detection`: nine versions of a model, each with the chain that made it."""

from typing import Final

from msgspec import Struct

from kubeflow.metadata import metadata
from webapp.sample.book import Book, Draft
from webapp.sample.fraud_versions import HOUR, OWNER, VERSIONS, Version, data_set, model_draft
from webapp.sample.sdk_steps import Notebook, Plain

WORKSPACE: Final = "fraud-detection"
SCHEMA: Final = "my-company.com/Schema"
CONFIG: Final = "my-company.com/Config"
ENDPOINT: Final = "my-company.com/Endpoint"
PREDICTIONS: Final = "my-company.com/Predictions"


class Chain(Struct, frozen=True):
    """What the versions share: the notebook, and what none of them made."""

    notebook: Notebook
    holdout: Draft
    chargebacks: Draft

    @property
    def book(self) -> Book:
        """The book that the notebook writes."""
        return self.notebook.book


def open_notebook(book: Book) -> Notebook:
    """The notebook of the workspace, with the types that it adds."""
    description = "Rank card payments by the risk that they are charged back"
    labels = {"team": "fraud", "cost-center": "payments-ml"}
    notebook = Notebook.open(book, WORKSPACE, description, labels)
    notebook.add_types(SCHEMA, CONFIG, ENDPOINT, PREDICTIONS)
    return notebook


def log(book: Book) -> None:
    """Log ingestion, features, training, evaluation and release of every version."""
    notebook = open_notebook(book)
    chain = _set_aside(notebook)
    for version in VERSIONS:
        run = f"weekly-train-{book.days_ago(version.days_ago):%Y-%m-%d}"
        transactions = _ingest(chain, version, run)
        features = _features(chain, version, run, transactions)
        model = _train(chain, version, run, features)
        _evaluate(chain, version, run, model)
        if version.stage in {"retired", "production"}:
            _release(chain, version, model)


def _set_aside(notebook: Notebook) -> Chain:
    at = notebook.book.days_ago(VERSIONS[0].days_ago + 1)
    holdout = data_set("transactions-holdout", "v12", rows=1_200_000)
    chargebacks = data_set("chargebacks-q3", "v2", rows=41_877)
    chain = Chain(
        notebook,
        notebook.draft("transactions-holdout", holdout, at),
        notebook.draft("chargebacks-q3", chargebacks, at),
    )
    makes = (chain.holdout, chain.chargebacks)
    notebook.log("set-aside", "SetAside", at, minutes=11, makes=makes)
    return chain


def _ingest(chain: Chain, version: Version, run: str) -> tuple[Draft, Draft]:
    at = chain.book.days_ago(version.days_ago + 2 * HOUR)
    raw = data_set("tx-raw", f"{at:%Y-%m-%d}", rows=chain.book.random.randint(9, 14) * 1_000_000)
    # Merchants and the schema change less often than the transactions.
    merchants = f"v{14 + version.number // 2}"
    schema = f"v{(version.number + 5) // 2}"
    transactions = data_set(
        "transactions",
        f"v{version.number + 34}",
        rows=chain.book.random.randint(40, 60) * 1_000_000,
        query="SELECT * FROM payments JOIN merchants USING (merchant_id)",
    )
    draft = chain.notebook.draft
    made_schema = Plain(SCHEMA, "fraud-schema", f"gs://fraud-data/schema/{schema}", version=schema)
    joined = draft(f"transactions/{version.tag}", transactions, at, run)
    described = draft(f"fraud-schema/{schema}", made_schema, at, run)
    chain.notebook.log(
        f"ingest/{version.tag}",
        "IngestJoin",
        at,
        run=run,
        minutes=38,
        reads=(
            draft(f"tx-raw/{version.tag}", raw, at),
            draft(f"merchant-dim/{merchants}", data_set("merchant-dim", merchants), at),
        ),
        makes=(joined, described),
    )
    return joined, described


def _features(
    chain: Chain, version: Version, run: str, ingested: tuple[Draft, Draft]
) -> tuple[Draft, ...]:
    at = chain.book.days_ago(version.days_ago + 1.2 * HOUR)
    number = f"v{(version.number + 11) // 2}"
    config = Plain(CONFIG, "feature-config", f"gs://fraud-data/features/{number}", version=number)
    configured = chain.notebook.draft(f"feature-config/{number}", config, at)
    built = chain.notebook.draft(
        f"fraud-features/{version.tag}",
        data_set("fraud-features", version.tag, columns=180 + 4 * version.number),
        at,
        run,
    )
    chain.notebook.log(
        f"features/{version.tag}",
        "BuildFeatures",
        at,
        run=run,
        minutes=24,
        reads=(*ingested, configured),
        makes=(built,),
    )
    return built, ingested[1], configured


def _train(chain: Chain, version: Version, run: str, features: tuple[Draft, ...]) -> Draft:
    model = model_draft(chain.notebook, version, run)
    chain.notebook.log(
        f"train/{version.tag}",
        "Trainer",
        chain.book.days_ago(version.days_ago + 0.7 * HOUR),
        run=run,
        minutes=42,
        description=f"Trains fraud-rank {version.tag}",
        reads=features,
        makes=(model,),
    )
    return model


def _evaluate(chain: Chain, version: Version, run: str, model: Draft) -> None:
    at = chain.book.days_ago(version.days_ago)
    kinds = metadata.Metrics
    for kind, measured_on, values in (
        (kinds.VALIDATION, chain.holdout, {"auc": version.auc, "pr_auc": version.pr_auc}),
        (
            kinds.TESTING,
            chain.chargebacks,
            {"recall_at_1pct_fpr": version.recall, "log_loss": version.log_loss},
        ),
    ):
        metrics = metadata.Metrics(
            name="fraud-rank eval",
            uri=f"gs://fraud-models/fraud-rank/{version.tag}/{kind}.json",
            owner=OWNER,
            metrics_type=kind,
            values=values,
            labels={"team": "fraud"},
        )
        key = f"evaluate/{version.tag}/{kind}"
        chain.notebook.evaluate(key, metrics, model, measured_on, at, run)


def _release(chain: Chain, version: Version, model: Draft) -> None:
    at = chain.book.days_ago(version.days_ago - 2 * HOUR)
    run = f"push-{at:%Y-%m-%d}"
    uri = "https://fraud.my-company.com/v1/models/fraud-rank"
    endpoint = Plain(ENDPOINT, "fraud-rank-prod", uri, version=version.tag, owner=OWNER)
    key = f"push/{version.tag}"
    served = chain.notebook.draft(key, endpoint, at, run)
    chain.notebook.log(key, "Pusher", at, run=run, minutes=2, reads=(model,), makes=(served,))
    sampled_at = chain.book.days_ago(max(version.days_ago - 7, 0.5))
    sample = data_set("live-sample", f"{sampled_at:%G-w%V}", rows=50_000)
    drawn = chain.notebook.draft(f"live-sample/{version.tag}", sample, sampled_at)
    chain.notebook.log(f"sample/{version.tag}", "SampleLive", sampled_at, makes=(drawn,))
    metrics = metadata.Metrics(
        name="fraud-rank live",
        uri=f"gs://fraud-models/fraud-rank/{version.tag}/live.json",
        owner="retrain-bot@my-company.com",
        metrics_type=metadata.Metrics.PRODUCTION,
        values={"auc": round(version.auc - 0.02 - chain.book.random.random() / 100, 3)},
        labels={"team": "fraud"},
    )
    chain.notebook.evaluate(f"monitor/{version.tag}", metrics, model, drawn, sampled_at)
