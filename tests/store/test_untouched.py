"""A file that is read and copied without a trace."""

import contextlib
import shutil
import sqlite3

import pytest

from webapp.errors import StoreFileError
from webapp.store import sqlite_file, untouched


def run(path, *statements):
    with contextlib.closing(sqlite3.connect(path)) as database:
        for statement in statements:
            database.execute(statement)
        database.commit()


def everything(folder):
    return {one.name: one.read_bytes() for one in folder.iterdir()}


@pytest.fixture
def folder(tmp_path):
    folder = tmp_path / "stores"
    folder.mkdir()
    return folder


@pytest.fixture
def store(folder):
    path = folder / "metadata.db"
    sqlite_file.create(path)
    return path


def crashed_in_wal(folder, store):
    """What stands in the log only, and nobody's memory of it."""
    aside = folder.parent / "aside.db"
    with contextlib.closing(sqlite3.connect(store)) as database:
        database.execute("UPDATE MLMDEnv SET schema_version = 7")
        database.commit()
        for end in ("", "-wal"):
            shutil.copy(f"{store}{end}", f"{aside}{end}")
    for end in ("", "-wal"):
        shutil.move(f"{aside}{end}", f"{store}{end}")


def crashed_in_journal(folder, store):
    """Half of a change is in the file, and the journal holds how it was."""
    run(store, "PRAGMA journal_mode=DELETE", "UPDATE MLMDEnv SET schema_version = 7")
    aside = folder.parent / "aside.db"
    with contextlib.closing(sqlite3.connect(store)) as database:
        database.execute("PRAGMA cache_size=1")
        database.execute("CREATE TABLE big AS SELECT hex(randomblob(4000)) AS x FROM Type")
        database.execute("UPDATE MLMDEnv SET schema_version = 99")
        database.execute("INSERT INTO big SELECT hex(randomblob(4000)) FROM Type, Type LIMIT 200")
        for end in ("", "-journal"):
            shutil.copy(f"{store}{end}", f"{aside}{end}")
    for end in ("", "-journal"):
        shutil.move(f"{aside}{end}", f"{store}{end}")


def quiet_in_wal(folder, store):
    """Closed as it should be."""
    run(store, "UPDATE MLMDEnv SET schema_version = 7")


def without_log(folder, store):
    """As MLMD makes it by itself."""
    run(store, "PRAGMA journal_mode=DELETE", "UPDATE MLMDEnv SET schema_version = 7")


@pytest.mark.parametrize("make", [quiet_in_wal, without_log, crashed_in_wal, crashed_in_journal])
def test_it_is_read_and_copied_as_it_is_and_left_so(folder, store, make):
    make(folder, store)
    before = everything(folder)
    assert untouched.schema_version(store) == 7
    copy = folder.parent / "copy.db"
    untouched.copy(store, copy)
    assert everything(folder) == before
    assert untouched.schema_version(copy) == 7


def test_it_is_read_while_another_program_writes_it(folder, store):
    with contextlib.closing(sqlite3.connect(store)) as other:
        other.execute("UPDATE MLMDEnv SET schema_version = 7")
        assert untouched.schema_version(store) == sqlite_file.SCHEMA
        other.commit()
        assert untouched.schema_version(store) == 7
        names = {one.name for one in folder.iterdir()}
        assert names == {"metadata.db", "metadata.db-wal", "metadata.db-shm"}


def test_what_another_program_holds_is_told(folder, store, monkeypatch):
    monkeypatch.setattr(untouched, "LOCK_SECONDS", 0.01)
    run(store, "PRAGMA journal_mode=DELETE")
    with contextlib.closing(sqlite3.connect(store)) as other:
        other.execute("BEGIN EXCLUSIVE")
        with pytest.raises(StoreFileError, match="locked"):
            untouched.schema_version(store)


def test_a_damaged_file_is_told(store):
    store.write_bytes(store.read_bytes()[:5000])
    with pytest.raises(StoreFileError, match=r"is damaged.*not changed"):
        untouched.copy(store, store.with_name("copy.db"))
