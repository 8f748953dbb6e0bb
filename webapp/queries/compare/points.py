"""Many records, each with its parameters and metrics: what a chart of them is drawn from."""

from collections.abc import Iterable, Mapping, Sequence

from msgspec import Struct

from webapp.metadata import Artifact, Execution, Properties, Value
from webapp.producers import read_artifact, read_execution
from webapp.queries.compare.asked import Asked
from webapp.queries.compare.paths import flattened
from webapp.queries.list_rows import artifact_list_rows, execution_list_rows
from webapp.queries.rows import ArtifactRow, ExecutionRow
from webapp.store.client import Store
from webapp.store.pages import read_ids


class Point(Struct, frozen=True):
    """A record, its parameters by path, and its metrics."""

    row: ArtifactRow | ExecutionRow
    parameters: Mapping[str, Value]
    metrics: Mapping[str, float]


def points_of(store: Store, asked: Asked) -> list[Point]:
    """The records that are asked for and can be read, in that order."""
    found, _ = read_ids(store, asked.kind, asked.ids)
    records = [found[key] for key in asked.ids if key in found]
    artifacts = [one for one in records if isinstance(one, Artifact)]
    executions = [one for one in records if isinstance(one, Execution)]
    points = _points(
        artifact_list_rows(store, artifacts),
        (read_artifact(one).parameters for one in artifacts),
    )
    return points or _points(
        execution_list_rows(store, executions),
        (read_execution(one).parameters for one in executions),
    )


def _points(
    rows: Sequence[ArtifactRow | ExecutionRow], parameters: Iterable[Properties]
) -> list[Point]:
    return [
        Point(row, dict(_flat(named)), row.metrics)
        for row, named in zip(rows, parameters, strict=True)
    ]


def _flat(named: Properties) -> Iterable[tuple[str, Value]]:
    return (leaf for name, value in named.items() for leaf in flattened(name, value))
