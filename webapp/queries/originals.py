"""Which execution first made what a cached one put out again, where the cached one does not say.

TFX and others only repeat the OUTPUT event: the artifact is the same, its first maker the original.
"""

from collections.abc import Iterable

from webapp.errors import StoreTimeoutError
from webapp.metadata import Event
from webapp.queries.neighbours import in_order
from webapp.queries.rows import ExecutionRow
from webapp.store.client import Store


def originals(
    store: Store, rows: Iterable[ExecutionRow], events: Iterable[Event]
) -> dict[int, int]:
    """The original's id by the id of each cached execution among `rows`, as far as any is recorded.

    `events` are those of the executions.
    """
    found = {one.id: one.cached_from for one in rows if one.cached_from is not None}
    silent = {one.id for one in rows if one.state == "CACHED"} - found.keys()
    made = [one for one in events if one.is_output and one.execution_id in silent]
    if not made:
        return found
    try:
        makers = in_order(store.events_of_artifacts(one.artifact_id for one in made))
    except StoreTimeoutError:
        return found
    first: dict[int, int] = {}
    for one in makers:
        if one.is_output:
            first.setdefault(one.artifact_id, one.execution_id)
    for one in made:
        maker = first[one.artifact_id]
        if maker != one.execution_id:
            found.setdefault(one.execution_id, maker)
    return found
