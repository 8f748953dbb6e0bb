"""What failed upstream of an execution."""

from typing import Final

from webapp.errors import StoreTimeoutError
from webapp.lineage.bounds import Bounds
from webapp.lineage.records import Key
from webapp.queries.budget import ENOUGH_SECONDS
from webapp.queries.lineage.walk import walk
from webapp.queries.neighbours import read_execution_rows
from webapp.queries.rows import ExecutionRow
from webapp.store.client import Store

REACH: Final = Bounds(up=4, down=0, limit=120)
SECONDS: Final = 0.2
MOST: Final = 10


def failed_upstream(store: Store, execution_id: int) -> tuple[ExecutionRow, ...]:
    """The executions that failed among those whose outputs it built on, the nearest first."""
    if store.seconds_left < ENOUGH_SECONDS:
        return ()
    start = Key("execution", execution_id)
    try:
        nodes = walk(store, start, REACH, SECONDS).nodes
        # What was only made beside its inputs is not on the way here.
        ids = [one.key.id for one in nodes if one.key.kind == "execution" and not one.aside]
        rows = read_execution_rows(store, (one for one in ids if one != execution_id))
    except StoreTimeoutError:
        return ()
    failed = (rows[key] for key in ids if key in rows and rows[key].state == "FAILED")
    return tuple(failed)[:MOST]
