"""What a workspace holds, as its page shows it; `live/` and `indexed/` find it."""

from typing import Final

from msgspec import Struct

from webapp.charts.chart import Chart
from webapp.queries.between_runs import Crossing
from webapp.queries.members import Members
from webapp.queries.rows import ArtifactRow, ExecutionRow
from webapp.queries.runs import Runs
from webapp.queries.type_counts import Counted

LOOKED_AT: Final = 300  # newest records; from the store, runs and models are looked for in them
NEWEST: Final = 15
MOST_MODELS: Final = 12


class Counts(Struct, frozen=True):
    """How much a workspace holds.

    `below` is what the contexts below it hold, where it holds nothing of its own.
    """

    artifacts: Counted
    executions: Counted
    below: Members | None = None


class Holding(Struct, frozen=True):
    """The newest version of each model, the runs, what lies between them, the newest records.

    `activity` is drawn of more executions than the newest.
    """

    models: tuple[ArtifactRow, ...]
    runs: Runs
    crossings: tuple[Crossing, ...]
    artifacts: tuple[ArtifactRow, ...]
    executions: tuple[ExecutionRow, ...]
    activity: Chart | None
