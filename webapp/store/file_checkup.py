"""The check-up of a SQLite file, with plain SQL: nothing in it or beside it is changed."""

import os
import sqlite3
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from webapp.errors import StoreFileError
from webapp.store import owner, untouched
from webapp.store.checkup import Checkup, Finding, Line, versions
from webapp.store.location import SqliteFile
from webapp.store.sqlite_file import SCHEMA

SECONDS: Final = 20.0  # for all questions to the file
STEPS: Final = 100_000  # of SQLite's machine, between two looks at the clock
STOP: Final = "stop what serves the file and make a copy of it, then"
KINDS: Final = ("Artifact", "Execution", "Context", "Event")
# What MLMD keeps in the place of a missing value, and refuses to read as a text.
POISON: Final = "__MLMD_NULL__"
ENDS: Final = (
    ("Event", "artifact_id", "Artifact"),
    ("Event", "execution_id", "Execution"),
    ("Attribution", "artifact_id", "Artifact"),
    ("Attribution", "context_id", "Context"),
    ("Association", "execution_id", "Execution"),
    ("Association", "context_id", "Context"),
)


def check_file(file: SqliteFile, url: str) -> Checkup:
    """What can be said of the file that `url` names."""
    lines: list[Line] = [("program", versions()), ("store", url)]
    try:
        untouched.check_header(file.path)
        lines += _outside(file.path)
        version = untouched.schema_version(file.path)
        lines.append(("schema", _schema(version)))
        with untouched.refusing(file.path), untouched.reading(file.path) as database:
            inside = _Inside(database)
            lines += inside.lines()
            findings = [*_outdated(version, url), *_locked_out(file), *inside.findings()]
    except StoreFileError as error:
        return Checkup(tuple(lines), (Finding(str(error), _mend(file.path, str(error))),))
    return Checkup(tuple(lines), tuple(findings), inside.complete)


def _outside(path: Path) -> Iterator[Line]:
    status = path.stat()
    changed = datetime.fromtimestamp(status.st_mtime, UTC)
    yield "file", f"{status.st_size:,} bytes, changed {changed:%Y-%m-%d %H:%M} UTC"
    beside = [one for one in ("-wal", "-shm", "-journal") if os.path.lexists(f"{path}{one}")]
    if beside:
        yield "beside it", ", ".join(f"{path.name}{one}" for one in beside)
    try:
        owner.refuse_owned(path)
    except StoreFileError as error:
        yield "owner", str(error)


def _schema(version: int | None) -> str:
    if version is None:
        return "none: this is no store of MLMD"
    return f"{version}" if version == SCHEMA else f"{version}, and {SCHEMA} is needed"


def _outdated(version: int | None, url: str) -> Iterator[Finding]:
    if version is None:
        wrong = "It is a SQLite file, but no ML Metadata store."
        yield Finding(wrong, "name the file that your pipelines or notebooks write to.")
    elif version < SCHEMA:
        wrong = f"MLMD refuses its schema {version}, for schema {SCHEMA} is needed."
        plain = url.partition("?")[0]
        serve = f"mlmd-dashboard serve --upgrade-copy --store '{plain}'"
        yield Finding(wrong, f"{serve} serves an upgraded copy; the file stays as it is.")
    elif version > SCHEMA:
        wrong = f"Its schema {version} is newer than schema {SCHEMA}, which is read here."
        yield Finding(wrong, "use a newer version of mlmd-dashboard.")


def _locked_out(file: SqliteFile) -> Iterator[Finding]:
    if file.read_only:
        return
    for path, what in ((file.path, "The file"), (file.path.parent, "Its folder")):
        if not os.access(path, os.W_OK):
            wrong = f"{what} cannot be written, so it cannot be served for writing."
            yield Finding(wrong, "add ?mode=ro to its URL, or give yourself the right to write.")
            return


def _mend(path: Path, wrong: str) -> str:
    if not path.exists():
        return "name a file that is there; serve and store make a new one."
    if "is damaged" in wrong:
        return "bring it back from a backup; sqlite3 FILE .recover may save what is in it."
    if "locked" in wrong:
        return "stop the program that has it open, or ask again later."
    if not os.access(path, os.R_OK):
        return "give yourself the right to read it."
    return "name the file that your pipelines or notebooks write to."


class _Inside:
    """Questions to an open store, as many as there is time for."""

    def __init__(self, database: sqlite3.Connection) -> None:
        self.complete = True
        self._database = database
        self._end = time.monotonic() + SECONDS
        self._tables = {
            name
            for (name,) in database.execute("SELECT name FROM sqlite_master WHERE type='table'")
        }
        database.set_progress_handler(lambda: time.monotonic() > self._end, STEPS)

    def lines(self) -> Iterator[Line]:
        """What the store holds."""
        if not self._tables >= {*KINDS, "Type"}:
            return
        counted = ((kind, self._number(f"SELECT count(*) FROM {kind}")) for kind in KINDS)  # noqa: S608
        yield "holds", ", ".join(_counted(number, kind.lower()) for kind, number in counted)
        types = self._number("SELECT count(*) FROM Type WHERE name NOT LIKE 'mlmd.%'")
        yield "types", "not counted" if types is None else f"{types:,}"
        for kind in ("Artifact", "Execution"):
            newest = self._number(f"SELECT max(last_update_time_since_epoch) FROM {kind}")  # noqa: S608
            if newest:
                when = datetime.fromtimestamp(newest / 1000, UTC)
                yield f"last {kind.lower()}", f"{when:%Y-%m-%d %H:%M} UTC"

    def findings(self) -> Iterator[Finding]:
        """What is wrong inside it."""
        damage = self._first("PRAGMA quick_check(1)")
        if damage not in (None, "ok"):
            yield Finding(f"It is damaged: {damage}.", "bring it back from a backup.")
        for kind in KINDS[:3]:
            yield from self._poisoned(kind)
        for table, column, target in ENDS:
            yield from self._dangling(table, column, target)

    def _poisoned(self, kind: str) -> Iterator[Finding]:
        table = f"{kind}Property"
        if table not in self._tables:
            return
        where = f"FROM {table} WHERE string_value = '{POISON}'"
        number = self._number(f"SELECT count(DISTINCT {kind.lower()}_id) {where}")
        if number:
            wrong = (
                f"{_counted(number, kind.lower())} cannot be read, nor can MLMD's own pages that"
                f" hold one: a property is the text {POISON}, which MLMD takes for its own mark."
                " The dashboard reads around them."
            )
            update = f"UPDATE {table} SET string_value = '' WHERE string_value = '{POISON}'"  # noqa: S608
            yield Finding(wrong, f'{STOP}: sqlite3 FILE "{update}"')

    def _dangling(self, table: str, column: str, target: str) -> Iterator[Finding]:
        if not self._tables >= {table, target}:
            return
        lost = f"FROM {table} WHERE {column} NOT IN (SELECT id FROM {target})"  # noqa: S608
        number = self._number(f"SELECT count(*) {lost}")
        if number:
            wrong = (
                f"{_counted(number, table.lower())} name {target.lower()}s that are not there:"
                " somebody deleted rows by SQL."
            )
            yield Finding(wrong, f'{STOP}: sqlite3 FILE "DELETE {lost}"')

    def _number(self, query: str) -> int | None:
        found = self._first(query)
        return found if isinstance(found, int) else None

    def _first(self, query: str) -> object:
        """The first value of the first row, None where there is none or no time is left."""
        try:
            row = self._database.execute(query).fetchone()
            return row[0] if row else None
        except sqlite3.OperationalError as error:
            if "interrupted" in str(error):
                self.complete = False
                return None
            # A column that an older schema does not have.
            if "no such" in str(error):
                return None
            raise


def _counted(number: int | None, noun: str) -> str:
    if number is None:
        return f"{noun}s not counted"
    return f"{number:,} {noun}{'' if number == 1 else 's'}"
