"""What the first page shows, wherever it comes from."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Final

from msgspec import Struct

from webapp.catalog.rows import Row
from webapp.metadata import LONG_AGO
from webapp.queries.counts import Count
from webapp.queries.freshness import Freshness
from webapp.queries.lists.workspace_line import WorkspaceLine
from webapp.queries.rows import ArtifactRow, ExecutionRow

WORKSPACES: Final = 10  # lines of the table
MODELS: Final = 8
FAILURES: Final = 8
LAST_DAY: Final = timedelta(hours=24)


class Maker(Struct, frozen=True):
    """The execution that put out an artifact."""

    id: int
    name: str


class ModelLine(Struct, frozen=True):
    """A model, what made it, and one of its metrics; None and "" where nothing is recorded."""

    row: ArtifactRow | Row
    maker: Maker | None
    metric: str

    @property
    def value(self) -> float | None:
        """The value of the metric."""
        return self.row.metrics.get(self.metric)


class FailureLine(Struct, frozen=True):
    """A failed execution and what it says of it, "" where it says nothing.

    By `time` it is counted and has its place.
    """

    row: ExecutionRow | Row
    reason: str
    time: datetime | None


class Failures(Struct, frozen=True):
    """Failed executions, newest first, among the newest `looked_at`; `cut` if there are older ones.

    `last_day` counts those that were started within the last 24 hours; `query` and `day_query` are
    filters that find them all and those, "" where lists cannot.
    """

    lines: tuple[FailureLine, ...]
    last_day: Count
    looked_at: int
    cut: bool
    query: str = ""
    day_query: str = ""


class Overview(Struct, frozen=True):
    """What the first page shows. Counts are exact or say that they are lower bounds.

    `models_query` is the filter that finds the models; `makers_known` is whether it could be asked
    what made those that are shown.
    """

    freshness: Freshness
    artifacts: Count
    executions: Count
    workspaces: Count
    models: Count
    workspace_lines: tuple[WorkspaceLine, ...]
    model_lines: tuple[ModelLine, ...]
    failures: Failures
    models_query: str = "type:model"
    makers_known: bool = True

    @property
    def is_empty(self) -> bool:
        """Whether the store holds nothing."""
        counts = (self.artifacts, self.executions, self.workspaces)
        return all(one == Count(0) for one in counts)


def latest_first(lines: Iterable[WorkspaceLine]) -> tuple[WorkspaceLine, ...]:
    """The lines of the table: of the workspaces in which something happened last."""
    return tuple(sorted(lines, key=lambda line: line.last or LONG_AGO, reverse=True)[:WORKSPACES])
