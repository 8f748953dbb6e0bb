"""The command that follows a store alone."""

import signal

import pytest
from ml_metadata import MetadataStore
from ml_metadata.proto import metadata_store_pb2 as mlpb
from stored_rows import Rows

from tests.serving.processes import eventually
from webapp.catalog.pages import every_row
from webapp.catalog.reader import Reader
from webapp.catalog.search import Search


def follow(launch, store, folder, *options):
    return launch("follow", "--store", store, "--catalog", "catalog", *options, folder=folder)


def names(folder):
    snapshot = Reader(folder / "catalog", aside=False).snapshot()
    return [row.name for row in every_row(snapshot, Search("artifact"))]


@pytest.fixture(scope="module")
def store(launch):
    address = "127.0.0.1:{port}"
    running = launch("store", "--store", "sqlite:///metadata.db", "--listen", address)
    return running.says("Store ready")


@pytest.fixture(scope="module")
def rows(store):
    config = mlpb.MetadataStoreClientConfig(host="127.0.0.1", port=store.port)
    return Rows(MetadataStore(config))


def test_once_ends_when_in_step(launch, store, rows, tmp_path):
    rows.artifact("first", "Thing")
    url = f"grpc://127.0.0.1:{store.port}"
    running = follow(launch, url, tmp_path, "--once")
    assert running.ends() == 0
    assert f"The catalog in {tmp_path}/catalog is in step." in running.said
    assert "first" in names(tmp_path)
    rows.artifact("second", "Thing")
    assert follow(launch, url, tmp_path, "--once").ends() == 0
    assert names(tmp_path)[0] == "second"


def test_it_follows_until_it_is_told_to_stop_and_no_other_may(launch, store, rows, tmp_path):
    url = f"grpc://127.0.0.1:{store.port}"
    running = follow(launch, url, tmp_path).says("is in step")
    rows.artifact("new", "Thing")
    eventually(lambda: names(tmp_path)[0] == "new")
    second = follow(launch, url, tmp_path)
    assert second.ends() == 2
    assert f"is written by process {running.process.pid} on " in second.said
    running.process.send_signal(signal.SIGTERM)
    assert running.ends() == 0
    assert "Traceback" not in running.said


def test_a_file_is_followed_beside_its_owner_and_not_touched(launch, store, rows, tmp_path):
    rows.artifact("in the file", "Thing")
    running = follow(launch, f"sqlite:///{store.folder}/metadata.db", tmp_path, "--once")
    assert running.ends() == 0
    assert names(tmp_path)[0] == "in the file"


def test_a_missing_file_is_told_and_never_made(launch, tmp_path):
    running = follow(launch, "sqlite:///metadata.db", tmp_path, "--once")
    assert running.ends() == 2
    assert "is not there" in running.said
    assert list(tmp_path.glob("metadata*")) == []


def test_a_store_that_is_away_is_told(launch, tmp_path):
    running = follow(launch, "grpc://127.0.0.1:1", tmp_path, "--once")
    assert running.ends() == 2
    assert "does not answer" in running.said
