"""The whole sample, part by part."""

from collections.abc import Callable
from datetime import UTC, datetime
from random import Random
from typing import Final

from kubeflow.metadata import metadata
from webapp.sample import forecast, fraud, scoring, story, taxi
from webapp.sample.book import Book

# The same sample every time, but for its dates, which end at the day it is logged.
SEED: Final = 20200420

PARTS: Final = {
    "demo workspace": story.log,
    "demand-forecast": forecast.log,
    "taxi-tfx": taxi.log,
    "fraud-detection, segments": scoring.log_segments,
    "fraud-detection": fraud.log,
    "fraud-detection, nightly scores": scoring.log_nights,
}


def log_sample(host: str, port: int, report: Callable[[str], object]) -> None:
    """Log what the store at `host` and `port` lacks of the sample, and report on it."""
    store = metadata.Store(grpc_host=host, grpc_port=port)
    complete = True
    for name, log in PARTS.items():
        book = Book(store, _begun(store), Random(f"{SEED} {name}"))  # noqa: S311 - a sample, no secret
        log(book)
        if book.executions or book.artifacts:
            report(f"Logged {name}: {book.artifacts} artifacts, {book.executions} executions.")
            complete = False
    if complete:
        report("The sample is in the store already.")


def _begun(store: metadata.Store) -> datetime:
    """When the sample was first logged, so that one that was interrupted keeps its dates.

    The store says it, once the first part is there, which names nothing by its time.
    """
    name = next(iter(PARTS))
    first = store.store.get_context_by_type_and_name(metadata.Workspace.CONTEXT_TYPE_NAME, name)
    if first is None:
        return datetime.now(UTC).replace(microsecond=0)
    return datetime.fromtimestamp(first.create_time_since_epoch // 1000, UTC)
