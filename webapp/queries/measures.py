"""What is measured of an artifact: its own metrics, and those of the evaluations around it."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final

from msgspec import Struct

from webapp.catalog.rows import bounded
from webapp.metadata import Artifact
from webapp.producers import ArtifactReading, read_artifact
from webapp.queries.compare.changes import Change, change
from webapp.queries.course import Course
from webapp.queries.direction import ERRORS, direction
from webapp.queries.evaluations import MetricKey, kind_of_evaluation
from webapp.queries.rows import ArtifactRow, artifact_row
from webapp.store.client import Store
from webapp.store.pages import read_ids

MOST_MEASURES: Final = 200
MOST_METRICS: Final = 50  # of one evaluation


class Evaluation(Struct, frozen=True):
    """A metrics artifact that speaks of another."""

    row: ArtifactRow
    reading: ArtifactReading

    @property
    def kind(self) -> str:
        """What it evaluated on: training, validation, testing or production; "" if unsaid."""
        return kind_of_evaluation(self.reading)


class Measure(Struct, frozen=True):
    """One metric. `evaluation` is None where the artifact tells it of itself.

    `before` is what the version before it has of the same metric and kind of evaluation, `course`
    what the versions around it have.
    """

    name: str
    value: float
    evaluation: Evaluation | None = None
    data_set: ArtifactRow | None = None
    before: float | None = None
    course: Course | None = None

    @property
    def key(self) -> MetricKey:
        """The metric and the kind of evaluation."""
        return self.name, self.evaluation.kind if self.evaluation else ""

    @property
    def change(self) -> Change | None:
        """The way here from the version before, None where nothing changed or is known."""
        if self.before is None:
            return None
        return change(self.before, self.value, direction(self.name))

    @property
    def share_before(self) -> float | None:
        """The older value, where both can stand for a share of one."""
        if self.share is None or self.before is None or not 0 <= self.before <= 1:
            return None
        return self.before

    @property
    def lower_is_better(self) -> bool:
        """Whether the name is that of an error, which has no upper end.

        >>> Measure("log_loss", 0.041).lower_is_better, Measure("auc", 0.9).lower_is_better
        (True, False)
        """
        return not ERRORS.isdisjoint(re.split(r"[^a-z]+", self.name.lower()))

    @property
    def share(self) -> float | None:
        """The value, where it can stand for a share of one."""
        return float(self.value) if 0 <= self.value <= 1 and not self.lower_is_better else None


def evaluations(
    records: Mapping[int, Artifact], subject: Artifact, reading: ArtifactReading, beside: set[int]
) -> tuple[Evaluation, ...]:
    """Those of `records` that speak of `subject`, newest first.

    A metrics artifact speaks of the model or data set that it names; where it names none, of the
    model among what was made `beside` it.
    """
    found = (
        Evaluation(artifact_row(one, read), read)
        for one in records.values()
        if one.id != subject.id and (read := read_artifact(one)).evaluates
        if _speaks(read, subject, reading, one.id in beside)
    )
    return tuple(sorted(found, key=lambda one: one.row.id, reverse=True))


def measures(
    own: Mapping[str, float],
    found: Sequence[Evaluation],
    data_sets: Mapping[int, ArtifactRow],
) -> tuple[Measure, ...]:
    """Every metric of an artifact, its own first."""
    rows = [Measure(bounded(name), value) for name, value in list(own.items())[:MOST_METRICS]]
    rows += (
        Measure(bounded(name), value, one, data_sets.get(one.reading.data_set_id or 0))
        for one in found
        for name, value in list(one.reading.metrics.items())[:MOST_METRICS]
    )
    return tuple(rows[:MOST_MEASURES])


def data_sets_of(store: Store, found: Iterable[Evaluation]) -> dict[int, ArtifactRow]:
    """The data sets that the evaluations name, as far as they are in the store."""
    ids = dict.fromkeys(_data_set_ids(found))
    records, _ = read_ids(store, "artifact", ids)
    return {
        key: artifact_row(one, read_artifact(one))
        for key, one in records.items()
        if isinstance(one, Artifact)
    }


def _data_set_ids(found: Iterable[Evaluation]) -> Iterator[int]:
    for one in found:
        if one.reading.data_set_id is not None:
            yield one.reading.data_set_id


def _speaks(
    evaluation: ArtifactReading, subject: Artifact, reading: ArtifactReading, beside: bool
) -> bool:
    if evaluation.names_nothing:
        return beside and reading.family == "model"
    return subject.id in {evaluation.model_id, evaluation.data_set_id}
