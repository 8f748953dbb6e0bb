"""The store process: one owner, one file, no trace after it."""

import contextlib
import shutil
import signal
import sqlite3
from pathlib import Path

import pytest
from ml_metadata import MetadataStore
from ml_metadata.proto import metadata_store_pb2 as mlpb

from kubeflow.metadata import types
from webapp.store.owner import sidecar
from webapp.store.sqlite_indexes import INDEXES

REAL_STORES = Path(__file__).parents[3] / "shared/stores"
STORE = ("store", "--store", "sqlite:///metadata.db", "--listen", "127.0.0.1:{port}")
needs_real_stores = pytest.mark.skipif(
    not REAL_STORES.is_dir(), reason="the real stores are not beside the checkout"
)


def client(running):
    return MetadataStore(mlpb.MetadataStoreClientConfig(host="127.0.0.1", port=running.port))


@pytest.fixture(scope="module")
def store(launch):
    running = launch(*STORE)
    return running.says(f"Store ready at 127.0.0.1:{running.port}")


def test_a_missing_file_is_created_and_told(store):
    assert f"Created {store.folder}/metadata.db" in store.said
    assert (store.folder / "metadata.db-wal").exists()


def test_memberships_are_indexed_before_it_is_served(store):
    with contextlib.closing(sqlite3.connect(store.folder / "metadata.db")) as database:
        there = {name for (name,) in database.execute("SELECT name FROM sqlite_master")}
    assert set(INDEXES) <= there


def test_the_types_of_the_sdk_are_there_for_the_unmodified_client(store):
    found = {one.name for one in client(store).get_artifact_types()}
    assert found == set(types.ARTIFACT_PROPERTIES)


def test_a_second_start_says_who_has_the_file(store, launch):
    (store.folder / "link.db").symlink_to("metadata.db")
    for name in ("metadata.db", "link.db"):
        second = launch(*STORE[:2], f"sqlite:///{store.folder}/{name}", *STORE[3:])
        assert second.ends() == 2
        assert f"process {store.process.pid} at 127.0.0.1:{store.port}" in second.said
        assert "Traceback" not in second.said


def test_a_file_that_another_process_owns_can_be_read_beside_it(store, launch):
    url = f"sqlite:///{store.folder}/metadata.db?mode=ro"
    reader = launch(*STORE[:2], url, *STORE[3:])
    reader.says("Store ready")
    assert {one.name for one in client(reader).get_artifact_types()} == set(
        types.ARTIFACT_PROPERTIES
    )


def test_a_taken_port_is_told_before_the_file_is_created(store, launch, tmp_path):
    second = launch(*STORE[:-1], f"127.0.0.1:{store.port}", folder=tmp_path)
    assert second.ends() == 2
    assert f"another program listens on port {store.port}" in second.said
    assert not (tmp_path / "metadata.db").exists()


@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGINT])
def test_it_ends_cleanly_and_leaves_one_file(launch, tmp_path, how):
    running = launch(*STORE, folder=tmp_path).says("Store ready")
    client(running).put_artifact_type(mlpb.ArtifactType(name="A"))
    running.process.send_signal(how)
    assert running.ends() == 0
    assert "Traceback" not in running.said
    assert [one.name for one in tmp_path.glob("metadata*")] == ["metadata.db"]
    with contextlib.closing(sqlite3.connect(tmp_path / "metadata.db")) as database:
        assert database.execute("PRAGMA journal_mode").fetchone() == ("wal",)
        assert database.execute("SELECT count(*) FROM Type WHERE name = 'A'").fetchone() == (1,)


def test_what_a_killed_one_left_is_taken_over(launch, tmp_path):
    killed = launch(*STORE, folder=tmp_path).says("Store ready")
    client(killed).put_artifact_type(mlpb.ArtifactType(name="A"))
    killed.process.kill()
    killed.ends()
    assert sidecar(tmp_path / "metadata.db").exists()
    again = launch(*STORE, folder=tmp_path).says("Store ready")
    assert client(again).get_artifact_type("A").name == "A"


def test_a_file_that_is_replaced_is_not_served_on(launch, tmp_path):
    running = launch(*STORE, folder=tmp_path).says("Store ready")
    (tmp_path / "metadata.db").rename(tmp_path / "moved.db")
    assert running.ends() == 2
    assert "was moved, removed or replaced while it was served" in running.said


def test_what_is_no_store_is_refused_untouched(launch, tmp_path):
    file = tmp_path / "metadata.db"
    file.write_text("hello")
    running = launch(*STORE, folder=tmp_path)
    assert running.ends() == 2
    assert f"Error: {file} is no SQLite file" in running.said
    assert file.read_text() == "hello"
    assert list(tmp_path.glob("metadata*")) == [file]


def test_reading_only_creates_nothing(launch, tmp_path):
    running = launch(*STORE[:2], "sqlite:///metadata.db?mode=ro", *STORE[3:], folder=tmp_path)
    assert running.ends() == 2
    assert "No such file" in running.said
    assert list(tmp_path.glob("metadata*")) == []


@needs_real_stores
def test_a_real_store_keeps_its_rows_and_gains_the_types(launch, tmp_path):
    shutil.copyfile(REAL_STORES / "own-taxi-tfx116.db", tmp_path / "metadata.db")
    found = client(launch(*STORE, folder=tmp_path).says("Store ready"))
    assert len(found.get_artifacts()) == 17
    assert len(found.get_executions()) == 15
    assert found.get_artifact_type(types.MODEL).name == types.MODEL


@needs_real_stores
def test_an_old_schema_is_refused_untouched(launch, tmp_path):
    file = tmp_path / "metadata.db"
    shutil.copyfile(REAL_STORES / "srushanth.db", file)
    before = file.read_bytes()
    running = launch(*STORE, folder=tmp_path)
    assert running.ends() == 2
    assert "has MLMD's schema 8, and schema 10 is needed" in running.said
    assert file.read_bytes() == before
    assert list(tmp_path.glob("metadata*")) == [file]
