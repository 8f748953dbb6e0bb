"""Stores of a history: MLMD makes the file, the SDK its types and workspaces, SQL the rows.

Through MLMD's calls a million artifacts would take hours.
"""

import contextlib
import hashlib
import itertools
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Final

from benchmarks.history import WORKSPACES, Step
from benchmarks.layout import COLUMNS, Layout, Rows
from benchmarks.processes import HOST, store_process
from kubeflow.metadata import metadata, types

# So many steps tell one history from another.
TELLING: Final = 50
# Rows of so many steps are held in memory.
STEPS_AT_A_TIME: Final = 10_000
# A file that is not finished is no store: it can be slow and unsafe.
HASTE: Final = "journal_mode=OFF", "synchronous=OFF", "cache_size=-400000", "temp_store=MEMORY"


def kept(folder: Path, name: str, steps: Iterable[Step]) -> Path:
    """The store of that name in `folder`, written from `steps` if it is not there yet."""
    ahead, steps = itertools.tee(steps)
    file = folder / f"{name}-{digest(itertools.islice(ahead, TELLING))}.db"
    del ahead
    if not file.exists():
        for outdated in folder.glob(f"{name}-????????.*"):
            outdated.unlink()
        unfinished = file.with_suffix(".unfinished")
        write(unfinished, steps)
        unfinished.rename(file)
    return file


def digest(steps: Iterable[Step]) -> str:
    """What tells a store that begins with these steps from one that an earlier version wrote."""
    ids = dict.fromkeys((*types.NAMES, *WORKSPACES), 0)
    rows = Layout(ids, ids).rows(steps)
    return hashlib.sha256(repr(rows).encode()).hexdigest()[:8]


def write(file: Path, steps: Iterable[Step]) -> None:
    """Nothing; `file` is a new store that holds the steps, as the SDK would have logged them."""
    file.parent.mkdir(parents=True, exist_ok=True)
    with store_process(file) as process:
        found = log_workspaces(metadata.Store(HOST, process.port))
        workspaces = {name: workspace.context_id for name, workspace in found.items()}
    with contextlib.closing(sqlite3.connect(file, isolation_level=None)) as database:
        for setting in HASTE:
            database.execute(f"PRAGMA {setting}")
        types = dict(database.execute("SELECT name, id FROM Type"))
        with _without_indexes(database):
            for rows in _batches(Layout(types, workspaces), steps):
                _insert(database, rows)
        database.execute("PRAGMA journal_mode=WAL")


def log_workspaces(store: metadata.Store) -> dict[str, metadata.Workspace]:
    """The workspaces of a history by name, new in a store that has none, with all types."""
    return {name: metadata.Workspace(store, name, f"All of {name}.") for name in WORKSPACES}


def _batches(layout: Layout, steps: Iterable[Step]) -> Iterator[Rows]:
    source = iter(steps)
    while batch := list(itertools.islice(source, STEPS_AT_A_TIME)):
        yield layout.rows(batch)


@contextlib.contextmanager
def _without_indexes(database: sqlite3.Connection) -> Iterator[None]:
    """A block in which MLMD's indexes are away; one pass at the end is quicker."""
    found = database.execute(
        "SELECT name, sql FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL"
    )
    indexes: Mapping[str, str] = dict(found.fetchall())
    for name in indexes:
        database.execute(f'DROP INDEX "{name}"')
    yield
    for statement in indexes.values():
        database.execute(statement)


def _insert(database: sqlite3.Connection, rows: Rows) -> None:
    database.execute("BEGIN")
    for table, columns in COLUMNS.items():
        names = columns.split()
        values = ", ".join("?" * len(names))
        database.executemany(
            f"INSERT INTO {table} ({', '.join(names)}) VALUES ({values})",  # noqa: S608
            rows[table],
        )
    database.execute("COMMIT")
