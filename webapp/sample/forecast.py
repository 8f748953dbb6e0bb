"""The workspace `demand-forecast`: five weeks of one small model."""

from typing import Final

from kubeflow.metadata import metadata
from webapp.sample.book import Book, Draft
from webapp.sample.sdk_steps import Notebook

OWNER: Final = "j.ferreira@my-company.com"

# Mean absolute percentage error of each version, newest last.
ERRORS: Final = (0.124, 0.109, 0.097, 0.101, 0.083)
WEEK: Final = 7


def log(book: Book) -> None:
    """Log a fit and its evaluation for every week."""
    notebook = Notebook.open(
        book,
        "demand-forecast",
        "Weekly demand of every store, eight weeks ahead",
        {"team": "supply", "region": "apac"},
    )
    at = book.days_ago(WEEK * len(ERRORS) + 1)
    calendar = notebook.draft("calendar", _data_set("store-calendar", "2020"), at)
    notebook.log("calendar", "ImportCalendar", at, makes=(calendar,))
    for week, error in enumerate(ERRORS, start=1):
        _fit(notebook, week, error, calendar)


def _fit(notebook: Notebook, week: int, error: float, calendar: Draft) -> None:
    at = notebook.book.days_ago(WEEK * (len(ERRORS) - week) + 1)
    run, version = f"volume-weekly-{at:%G-%V}", f"v{week + 53}"
    sales = notebook.draft(f"sales/{version}", _data_set("sales-history", f"{at:%G-w%V}"), at, run)
    model = notebook.draft(f"demand-weekly/{version}", _model(version, week), at, run)
    notebook.log(f"extract/{version}", "ExtractSales", at, run=run, minutes=6, makes=(sales,))
    notebook.log(
        f"fit/{version}",
        "FitProphet",
        at,
        run=run,
        minutes=17,
        reads=(sales, calendar),
        makes=(model,),
    )
    metrics = metadata.Metrics(
        name="demand-weekly backtest",
        uri=f"gs://demand/{version}/backtest.json",
        owner=OWNER,
        metrics_type=metadata.Metrics.VALIDATION,
        values={"mape": error, "rmse": round(1400 * error + notebook.book.random.random(), 2)},
    )
    notebook.evaluate(f"backtest/{version}", metrics, model, sales, at, run)


def _data_set(name: str, version: str) -> metadata.DataSet:
    return metadata.DataSet(
        name=name, uri=f"bq://supply.{name}@{version}", owner=OWNER, version=version
    )


def _model(version: str, week: int) -> metadata.Model:
    return metadata.Model(
        name="demand-weekly",
        uri=f"gs://demand/{version}/model",
        owner=OWNER,
        version=version,
        model_type="additive regression",
        training_framework={"name": "prophet", "version": "1.1.5"},
        hyperparameters={
            "changepoint_prior_scale": round(0.05 * week, 2),
            "seasonality_mode": "multiplicative",
            "holidays": ["easter", "golden week", "singles day"],
        },
        labels={
            "team": "supply",
            "region": "apac",
            "stage": "production" if week == len(ERRORS) else "retired",
        },
    )
