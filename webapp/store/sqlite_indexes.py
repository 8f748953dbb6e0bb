"""Two indexes that MLMD's tables lack, added to a SQLite file before it is served.

MLMD finds the contexts of an artifact, and of an execution, by reading every membership there is
(its unique indexes begin with the context): each page of a record, and each call of an SDK that
looks for a record's workspace, pays for the size of the store. SQLite uses an index unasked, and
MLMD neither names those it has nor minds others.
"""

import contextlib
import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Final

from webapp.store.untouched import LOCK_SECONDS

INDEXES: Final = {
    "mlmd_dashboard_attribution_artifact_id": "Attribution (artifact_id)",
    "mlmd_dashboard_association_execution_id": "Association (execution_id)",
}
# So many memberships are indexed in a fifth of a second.
MANY: Final = 200_000


def add_indexes(path: Path, report: Callable[[str], None]) -> None:
    """Nothing; the store at `path` has both indexes.

    Where they cannot be added, to a full disk for one, `report` hears why: the store answers
    without them too, only slower.
    """
    try:
        with contextlib.closing(sqlite3.connect(path, timeout=LOCK_SECONDS)) as database:
            missing = _missing(database)
            if missing and _memberships(database) > MANY:
                report(f"Indexing the memberships in {path}: once, about a second a million.")
            for name in missing:
                database.execute(f"CREATE INDEX IF NOT EXISTS {name} ON {INDEXES[name]}")
    except sqlite3.Error as error:
        slower = "pages of single records take longer in a large store"
        report(f"The memberships in {path} have no index ({error}): {slower}.")


def _missing(database: sqlite3.Connection) -> list[str]:
    there = {name for (name,) in database.execute("SELECT name FROM sqlite_master")}
    return [name for name in INDEXES if name not in there]


def _memberships(database: sqlite3.Connection) -> int:
    newest = "SELECT max(id) FROM Attribution UNION ALL SELECT max(id) FROM Association"
    return sum(count or 0 for (count,) in database.execute(newest))
