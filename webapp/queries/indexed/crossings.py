"""What lies between the runs of a workspace, from the catalog."""

from collections.abc import Iterator, Mapping, Sequence

from webapp.catalog.pages import rows
from webapp.catalog.rows import Row
from webapp.catalog.snapshot import Snapshot
from webapp.queries.between_runs import Crossing, Touch, crossings_of, touches
from webapp.queries.indexed.rows import artifact_row
from webapp.queries.rows import ArtifactRow
from webapp.queries.runs import RunLine
from webapp.store.client import Store


def known_crossings(
    store: Store, snapshot: Snapshot, executions: Sequence[Row], runs: Mapping[int, RunLine]
) -> tuple[Crossing, ...]:
    """What lies between the `runs` of these executions, which are the newest first.

    The store is asked what those touched that touched more than the catalog keeps of it; raises
    StoreErrors.
    """
    in_runs = [row for row in executions if row.id in runs]
    events = store.events_of_executions(row.id for row in in_runs if _is_cut(row))
    touched = [one for row in reversed(in_runs) if not _is_cut(row) for one in _touches(row)]
    if events:
        touched = sorted((*touched, *touches(events)))

    def read(ids: list[int]) -> dict[int, ArtifactRow]:
        found = rows(snapshot, "artifact", tuple(ids))
        return {key: artifact_row(one) for key, one in found.items()}

    return crossings_of(touched, runs, read)


def _is_cut(row: Row) -> bool:
    return (row.inputs or 0) > len(row.upstream) or (row.outputs or 0) > len(row.downstream)


def _touches(row: Row) -> Iterator[Touch]:
    for made, ids in ((False, row.upstream), (True, row.downstream)):
        yield from (Touch(row.id, one, made) for one in ids)
