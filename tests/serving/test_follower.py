"""The command that follows a store alone."""

import os
import signal
import subprocess
import sys

import pytest
from ml_metadata import MetadataStore
from ml_metadata.proto import metadata_store_pb2 as mlpb
from stored_rows import Rows

from tests.serving.processes import ROOT, eventually
from webapp.catalog.pages import every_row
from webapp.catalog.reader import Reader
from webapp.catalog.search import Search

MANY = 3000
# The command line, which may write no byte to a file.
WITHOUT_SPACE = """
import resource, signal
from webapp.cli import main

signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
main()
"""


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


@pytest.fixture
def own_store(launch):
    """A store in a file of its own, with more in it than is indexed at once."""
    url, address = "sqlite:///metadata.db", "127.0.0.1:{port}"
    running = launch("store", "--store", url, "--listen", address).says("Store ready")
    config = mlpb.MetadataStoreClientConfig(host="127.0.0.1", port=running.port)
    Rows(MetadataStore(config)).artifacts(MANY, "Thing")
    return running


def test_who_is_stopped_before_it_is_in_step_says_so(launch, own_store, tmp_path):
    own_store.process.send_signal(signal.SIGSTOP)
    running = follow(launch, f"grpc://127.0.0.1:{own_store.port}", tmp_path, "--once")
    eventually((tmp_path / "catalog").exists)
    running.process.send_signal(signal.SIGTERM)
    own_store.process.send_signal(signal.SIGCONT)
    assert running.ends() == 128 + signal.SIGTERM
    assert f"Error: Stopped before the catalog in {tmp_path}/catalog was in step" in running.said


def test_who_lost_its_store_is_not_in_step(launch, own_store, tmp_path):
    url = f"sqlite:///{own_store.folder}/metadata.db"
    running = follow(launch, url, tmp_path, "--once")
    eventually(lambda: [*tmp_path.glob("catalog/index-*")])
    os.kill(running.part(" store "), signal.SIGKILL)
    assert running.ends() == 1
    assert f"Error: The process that served {url} ended" in running.said
    assert f"mlmd-dashboard doctor --store {url}" in running.said
    following = follow(launch, url, tmp_path).says("is in step")
    os.kill(following.part(" store "), signal.SIGKILL)
    assert following.ends() == 1
    assert "Traceback" not in running.said + following.said


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


def test_a_store_that_is_refused_leaves_no_catalog_behind(launch, tmp_path):
    (tmp_path / "metadata.db").write_text("hello")
    for url in ("sqlite:///metadata.db", "sqlite:///nowhere.db", "grpc://nowhere", "ftp://x"):
        assert follow(launch, url, tmp_path).ends() == 2
        assert not (tmp_path / "catalog").exists()


@pytest.mark.skipif(sys.platform != "linux", reason="/proc is Linux's")
def test_a_folder_that_cannot_be_made_is_told(launch, store):
    url = f"grpc://127.0.0.1:{store.port}"
    running = launch("follow", "--store", url, "--catalog", "/proc/catalog")
    assert running.ends() == 2
    why = "cannot be made (No such file or directory)"
    assert running.said == f"Error: The catalog in /proc/catalog {why}.\n"


def test_a_store_that_is_away_is_told(launch, tmp_path):
    running = follow(launch, "grpc://127.0.0.1:1", tmp_path, "--once")
    assert running.ends() == 2
    assert "does not answer" in running.said


def test_no_space_at_the_start_is_waited_for_unless_it_is_to_end(store, tmp_path):
    told = ("--store", f"grpc://127.0.0.1:{store.port}", "--catalog", str(tmp_path / "catalog"))
    command = [sys.executable, "-c", WITHOUT_SPACE, "follow", *told]
    once = subprocess.run(
        [*command, "--once"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert once.returncode == 2
    assert once.stderr == f"Error: The catalog in {tmp_path}/catalog has no space left.\n"
    with subprocess.Popen(command, cwd=ROOT, stderr=subprocess.PIPE, text=True) as process:
        assert "has no space left" in process.stderr.readline()
        assert process.poll() is None
        process.terminate()
    assert process.returncode == 0
