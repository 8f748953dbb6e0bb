"""Copies of old stores, upgraded, and the old stores as they were."""

import contextlib
import shutil
import sqlite3

import pytest
from ml_metadata.metadata_store.pywrap.metadata_store_extension import metadata_store as core
from ml_metadata.proto import metadata_store_pb2 as mlpb

from webapp.errors import StoreFileError
from webapp.store import sqlite_file, untouched
from webapp.store.location import SqliteFile
from webapp.store.upgrade import upgraded_copy


@pytest.fixture
def store(tmp_path):
    (tmp_path / "stores").mkdir()
    path = tmp_path / "stores" / "metadata.db"
    sqlite_file.create(path)
    return path


def downgraded(path, version):
    """Nothing; MLMD itself brings the store back to an old schema."""
    config = sqlite_file.connection_config(SqliteFile(path))
    options = mlpb.MigrationOptions(downgrade_to_schema_version=version)
    with pytest.raises(RuntimeError, match="Downgrade migration was performed"):
        core.CreateMetadataStore(config.SerializeToString(), options.SerializeToString())
    with contextlib.closing(sqlite3.connect(path)) as database:
        database.execute("INSERT INTO Type (name, type_kind) VALUES ('Trainer', 0)")
        database.execute("INSERT INTO Execution (type_id) VALUES (last_insert_rowid())")
        database.commit()
        database.execute("PRAGMA journal_mode=DELETE")


@pytest.mark.parametrize("version", [8, 6, 4])
def test_the_copy_has_the_schema_that_is_needed_and_the_store_its_own(store, tmp_path, version):
    downgraded(store, version)
    before = store.read_bytes()
    copy = tmp_path / "copy.db"
    assert upgraded_copy(store, copy) == version
    sqlite_file.examine(copy)
    with untouched.reading(copy) as database:
        assert database.execute("SELECT count(*) FROM Execution").fetchone() == (1,)
    assert store.read_bytes() == before
    assert [one.name for one in store.parent.iterdir()] == ["metadata.db"]


def test_what_needs_no_upgrade_is_not_copied(store, tmp_path):
    assert upgraded_copy(store, tmp_path / "copy.db") is None
    assert not (tmp_path / "copy.db").exists()


def test_what_cannot_be_upgraded_is_refused_untouched(store, tmp_path):
    with contextlib.closing(sqlite3.connect(store)) as database:
        database.execute("UPDATE MLMDEnv SET schema_version = 99")
        database.commit()
    with pytest.raises(StoreFileError, match=r"schema 99, newer"):
        upgraded_copy(store, tmp_path / "copy.db")
    with contextlib.closing(sqlite3.connect(store)) as database:
        database.execute("UPDATE MLMDEnv SET schema_version = 8")
        database.commit()
    before = store.read_bytes()
    # It says 8 and is 10: MLMD finds columns that it wants to add.
    with pytest.raises(StoreFileError, match=r"cannot be upgraded.*It was not changed"):
        upgraded_copy(store, tmp_path / "copy.db")
    assert store.read_bytes() == before


def test_a_missing_file_is_told(tmp_path):
    with pytest.raises(StoreFileError, match="No such file"):
        upgraded_copy(tmp_path / "x.db", tmp_path / "copy.db")


def test_a_full_disk_is_told_before(store, tmp_path, monkeypatch):
    downgraded(store, 8)
    monkeypatch.setattr(shutil, "disk_usage", lambda _: shutil._ntuple_diskusage(100, 90, 10))
    with pytest.raises(StoreFileError, match="set TMPDIR"):
        upgraded_copy(store, tmp_path / "copy.db")
    assert not (tmp_path / "copy.db").exists()
