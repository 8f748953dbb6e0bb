"""Which files are stores, found out without touching them."""

import contextlib
import shutil
import sqlite3
from pathlib import Path

import pytest

from webapp.errors import StoreFileError
from webapp.store import sqlite_file, untouched
from webapp.store.core import Core
from webapp.store.location import SqliteFile

REAL_STORES = Path(__file__).parents[3] / "shared/stores"


def run(path, *statements):
    with contextlib.closing(sqlite3.connect(path)) as database:
        for statement in statements:
            database.execute(statement)
        database.commit()


def journal_mode(path):
    with contextlib.closing(sqlite3.connect(path)) as database:
        return database.execute("PRAGMA journal_mode").fetchone()[0]


@pytest.fixture
def store(tmp_path):
    path = tmp_path / "metadata.db"
    sqlite_file.create(path)
    return path


def test_a_store_that_was_created_is_whole_alone_and_in_wal(store):
    sqlite_file.examine(store)
    assert [found.name for found in store.parent.iterdir()] == ["metadata.db"]
    assert journal_mode(store) == "wal"


def test_a_creation_that_was_cut_off_is_no_hindrance(store):
    store.rename(store.with_name("metadata.db.new"))
    sqlite_file.create(store)
    sqlite_file.examine(store)


def text(path):
    path.write_text("hello")


def empty(path):
    path.touch()


def noise(path):
    path.write_bytes(untouched.HEADER + bytes(range(256)) * 40)


def foreign(path):
    run(path, "CREATE TABLE orders (id)")


def foreign_in_wal(path):
    run(path, "PRAGMA journal_mode=WAL", "CREATE TABLE orders (id)")


def only_its_name(path):
    run(path, "CREATE TABLE MLMDEnv (id)")


def no_version(path):
    run(path, "CREATE TABLE MLMDEnv (schema_version)")


def cut_short(path):
    sqlite_file.create(path)
    path.write_bytes(path.read_bytes()[:5000])


@pytest.mark.parametrize(
    "make",
    [text, empty, noise, foreign, foreign_in_wal, only_its_name, no_version, cut_short],
)
def test_what_is_no_store_is_refused_untouched(tmp_path, make):
    path = tmp_path / "file.db"
    make(path)
    before = path.read_bytes(), path.stat().st_mtime_ns
    with pytest.raises(StoreFileError, match=r"file\.db is "):
        sqlite_file.examine(path)
    assert (path.read_bytes(), path.stat().st_mtime_ns) == before
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize(
    ("version", "reason"), [(9, "needed"), (5, "needed"), (11, "newer"), (99, "newer")]
)
def test_another_schema_is_refused_untouched(store, version, reason):
    run(store, f"UPDATE MLMDEnv SET schema_version = {version}")  # noqa: S608 - our own numbers
    before = store.read_bytes()
    with pytest.raises(StoreFileError, match=rf"schema {version}\b.*{reason}"):
        sqlite_file.examine(store)
    assert store.read_bytes() == before


@pytest.mark.skipif(not REAL_STORES.is_dir(), reason="the real stores are not beside the checkout")
def test_real_stores_are_known_and_the_old_one_is_refused(tmp_path):
    for path in sorted(REAL_STORES.glob("*.db")):
        copy = Path(shutil.copy(path, tmp_path))
        if path.name == "srushanth.db":
            with pytest.raises(StoreFileError, match=r"schema 8, and schema 10 is needed"):
                sqlite_file.examine(copy)
        else:
            sqlite_file.examine(copy)
        assert copy.read_bytes() == path.read_bytes()


def test_what_stands_in_the_log_only_is_read_too(store, tmp_path):
    # As after a crash: committed, and never folded into the file.
    copy = tmp_path / "copy"
    copy.mkdir()
    with contextlib.closing(sqlite3.connect(store)) as database:
        database.execute("UPDATE MLMDEnv SET schema_version = 11")
        database.commit()
        for part in ("metadata.db", "metadata.db-wal"):
            shutil.copy(tmp_path / part, copy)
    with pytest.raises(StoreFileError, match="schema 11"):
        sqlite_file.examine(copy / "metadata.db")


def test_a_folder_and_a_missing_file_are_told(tmp_path):
    with pytest.raises(StoreFileError, match="is a folder"):
        sqlite_file.examine(tmp_path)
    with pytest.raises(StoreFileError, match="No such file"):
        sqlite_file.examine(tmp_path / "x.db")


def test_a_file_that_another_program_writes_is_told(tmp_path, monkeypatch):
    monkeypatch.setattr(sqlite_file, "LOCK_SECONDS", 0.01)
    path = tmp_path / "x.db"
    foreign(path)
    with contextlib.closing(sqlite3.connect(path)) as other:
        other.execute("BEGIN EXCLUSIVE")
        with pytest.raises(StoreFileError, match=r"locked.*mode=ro"):
            sqlite_file.set_wal(path)


def test_a_name_with_every_special_character_opens(tmp_path):
    path = tmp_path / "a b#c?d%20é'\".db"
    sqlite_file.create(path)
    sqlite_file.examine(path)
    for read_only in (False, True):
        Core(sqlite_file.connection_config(SqliteFile(path, read_only))).close()


def test_the_core_never_creates_a_file(tmp_path):
    with pytest.raises(RuntimeError, match="unable to open"):
        Core(sqlite_file.connection_config(SqliteFile(tmp_path / "x.db")))
    assert list(tmp_path.iterdir()) == []


def test_another_file_in_its_place_has_another_identity(store):
    before = sqlite_file.identity(store)
    assert sqlite_file.identity(store) == before
    shutil.copy(store, store.with_name("other.db"))
    store.with_name("other.db").rename(store)
    assert sqlite_file.identity(store) != before
    store.unlink()
    assert sqlite_file.identity(store) is None
