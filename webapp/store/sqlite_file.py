"""A SQLite file before MLMD's core opens it: found to be a store, made ready to be served.

MLMD creates its tables in any SQLite file that it is given, so what is no store is refused here.
Nothing here may run while the core has the same file open in this process: closing one of its
descriptors would drop the other's POSIX locks.
"""

import contextlib
import sqlite3
from pathlib import Path
from typing import Final

from ml_metadata.proto import metadata_store_pb2 as mlpb

from webapp.errors import StoreFileError
from webapp.store.core import Core
from webapp.store.location import SqliteFile
from webapp.store.untouched import LOCK_SECONDS, check_header, refusal, schema_version

# The schema that the core of ml-metadata 1.17 to 1.21 reads and writes.
SCHEMA: Final = 10


def connection_config(file: SqliteFile) -> mlpb.ConnectionConfig:
    """What tells MLMD's core to open `file`, and never to create it."""
    config = mlpb.ConnectionConfig()
    config.sqlite.filename_uri = f"{file.path.as_uri()}?mode={'ro' if file.read_only else 'rw'}"
    if file.read_only:
        config.sqlite.connection_mode = mlpb.SqliteMetadataSourceConfig.READONLY
    return config


def examine(path: Path) -> None:
    """Nothing; StoreFileError if `path` is no MLMD store of this schema. Changes nothing."""
    check_header(path)
    version = schema_version(path)
    if version is None:
        raise refusal(path, "is a SQLite file, but no ML Metadata store")
    if version < SCHEMA:
        raise refusal(
            path,
            f"has MLMD's schema {version}, and schema {SCHEMA} is needed: "
            "`serve --upgrade-copy` upgrades a copy and serves that",
        )
    if version > SCHEMA:
        newer = f"has MLMD's schema {version}, newer than schema {SCHEMA}, which is read here"
        raise refusal(path, newer)


def create(path: Path) -> None:
    """Nothing; an empty store is at `path`. It appears whole or not at all."""
    unborn = path.with_name(f"{path.name}.new")
    config = mlpb.ConnectionConfig()
    config.sqlite.filename_uri = unborn.as_uri()
    try:
        unborn.unlink(missing_ok=True)
        Core(config).close()
        set_wal(unborn)
        unborn.rename(path)
    except (OSError, RuntimeError) as error:
        unborn.unlink(missing_ok=True)
        raise StoreFileError(f"{path} cannot be created: {error}") from None


def set_wal(path: Path) -> None:
    """Nothing; readers of `path` and its writer no longer wait for each other (WAL)."""
    try:
        with contextlib.closing(sqlite3.connect(path, timeout=LOCK_SECONDS)) as database:
            database.execute("PRAGMA journal_mode=WAL")
    except sqlite3.OperationalError as error:
        hint = "add ?mode=ro to read it only, or stop the program that has it open"
        raise StoreFileError(f"{path} cannot be written ({error}): {hint}.") from None


def identity(path: Path) -> tuple[int, int] | None:
    """What tells the file at `path` from another one put in its place; None if it is gone."""
    try:
        status = path.stat()
    except OSError:
        return None
    return status.st_dev, status.st_ino
