"""A SQLite file read with plain SQL: nothing in it is changed, and nothing appears beside it.

Nothing here may run while MLMD's core has the same file open in this process: closing one of its
descriptors would drop the other's POSIX locks.
"""

import contextlib
import os
import shutil
import sqlite3
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from webapp.errors import StoreFileError

HEADER: Final = b"SQLite format 3\x00"
WAL_BYTE: Final = 18  # of the header: 2 where the file has a write-ahead log
IN_WAL: Final = 2
SIDECARS: Final = ("-wal", "-journal")
LOCK_SECONDS: Final = 2


def check_header(path: Path) -> None:
    """Nothing; StoreFileError if `path` is no SQLite file that can be read."""
    try:
        with path.open("rb") as file:
            header = file.read(len(HEADER))
    except IsADirectoryError:
        raise StoreFileError(f"{path} is a folder: name a file in it.") from None
    except OSError as error:
        raise StoreFileError(f"{path} cannot be read: {error.strerror}.") from None
    if not header:
        hint = "remove it, and a new store is made in its place"
        raise StoreFileError(f"{path} is empty, so it is no ML Metadata store: {hint}.")
    if header != HEADER:
        raise refusal(path, "is no SQLite file, so it is no ML Metadata store")


def schema_version(path: Path) -> int | None:
    """MLMD's schema in `path`, None if it is no store of MLMD; StoreFileError if it is damaged."""
    with refusing(path):
        try:
            with reading(path) as database:
                row = database.execute("SELECT max(schema_version) FROM MLMDEnv").fetchone()
        except sqlite3.OperationalError as error:
            if "no such" in str(error):
                return None
            raise
    version = row[0]
    return version if isinstance(version, int) else None


@contextlib.contextmanager
def refusing(path: Path) -> Iterator[None]:
    """Nothing; what SQLite cannot read of `path` is a StoreFileError."""
    try:
        yield
    except sqlite3.OperationalError as error:
        raise StoreFileError(f"{path} cannot be read: {error}.") from None
    except sqlite3.DatabaseError as error:
        raise refusal(path, f"is damaged ({error})") from None


@contextlib.contextmanager
def reading(path: Path) -> Iterator[sqlite3.Connection]:
    """A connection that reads `path` as it is now, its write-ahead log too."""
    if _is_to_recover(path):
        with (
            tempfile.TemporaryDirectory(prefix="mlmd-dashboard-") as folder,
            _connected(_copied(path, Path(folder)).as_uri()) as database,
        ):
            yield database
        return
    # Without a log, SQLite would make one only to read; "immutable" needs none.
    quiet = "&immutable=1" if _in_wal(path) and not os.path.lexists(f"{path}-wal") else ""
    with _connected(f"{path.as_uri()}?mode=ro{quiet}") as database:
        yield database


def copy(path: Path, to: Path) -> None:
    """Nothing; `to` is a consistent copy of `path`, whoever writes it meanwhile."""
    with refusing(path), reading(path) as source, _connected(to.as_uri()) as target:
        source.backup(target)
        # A log would be one more file to care for.
        target.execute("PRAGMA journal_mode=DELETE")


def refusal(path: Path, reason: str) -> StoreFileError:
    """Why `path` is not served, and that nothing happened to it."""
    return StoreFileError(f"{path} {reason}. It was not changed.")


def _connected(uri: str) -> contextlib.closing[sqlite3.Connection]:
    return contextlib.closing(sqlite3.connect(uri, uri=True, timeout=LOCK_SECONDS))


def _is_to_recover(path: Path) -> bool:
    """Whether a crash left a log: to read that is to recover it, and that writes."""
    if os.path.lexists(f"{path}-wal"):
        return not os.path.lexists(f"{path}-shm")
    if not os.path.lexists(f"{path}-journal"):
        return False
    try:
        with _connected(f"{path.as_uri()}?mode=ro") as database:
            database.execute("SELECT 1 FROM sqlite_master LIMIT 1")
    except sqlite3.OperationalError as error:
        return "locked" not in str(error)
    return False


def _copied(path: Path, folder: Path) -> Path:
    for one in ("", *SIDECARS):
        if os.path.lexists(f"{path}{one}"):
            shutil.copyfile(f"{path}{one}", folder / f"store.db{one}")
    return folder / "store.db"


def _in_wal(path: Path) -> bool:
    with path.open("rb") as file:
        header = file.read(WAL_BYTE + 1)
    return header[WAL_BYTE:] == bytes([IN_WAL])
