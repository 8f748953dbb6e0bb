"""The records of a history as one flat table with an index for each question."""

import contextlib
import sqlite3
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final

from benchmarks.history import Step, logged_at
from benchmarks.layout import milliseconds

CREATE: Final = """
    CREATE TABLE artifacts (
        id INTEGER PRIMARY KEY, type TEXT, name TEXT, version TEXT, workspace TEXT, run TEXT,
        owner TEXT, created INTEGER, team TEXT, stage TEXT, region TEXT, uid TEXT, accuracy REAL
    )
"""
INDEXES: Final = {
    "of_workspace": "workspace, id",
    "of_labels": "team, stage, id",
    "of_type": "type, id",
    "of_owner": "owner, id",
    "of_created": "created, id",
}
INSERT: Final = f"INSERT INTO artifacts VALUES ({', '.join('?' * 13)})"  # noqa: S608


def write(file: Path, steps: Iterable[Step]) -> None:
    """Nothing; `file` is a new database that holds the table."""
    with contextlib.closing(sqlite3.connect(file)) as database:
        database.execute("PRAGMA synchronous=OFF")
        database.execute(CREATE)
        database.executemany(INSERT, _rows(steps))
        for name, columns in INDEXES.items():
            database.execute(f"CREATE INDEX {name} ON artifacts ({columns})")
        database.commit()
        database.execute("ANALYZE")
        database.execute("PRAGMA journal_mode=WAL")


def _rows(steps: Iterable[Step]) -> Iterator[tuple[int | float | str | None, ...]]:
    for step in steps:
        # A model's accuracy is that of its evaluation, which its own step put out.
        accuracy = next((one.values["accuracy"] for one in step.outputs if one.values), None)
        for one in step.outputs:
            yield (
                one.number,
                one.sort,
                one.name,
                "" if one.sort == "metrics" else one.version,
                one.workspace,
                step.run,
                one.owner,
                milliseconds(logged_at(one.number)),
                *one.labels.values(),
                accuracy,
            )
