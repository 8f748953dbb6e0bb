"""The test file of kubeflow-metadata 0.3.1, run as it was published against our SDK and store."""

import os
import re
import subprocess
import sys
import tarfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from ml_metadata.proto import metadata_store_pb2 as mlpb
from servers import create_server

ROOT = Path(__file__).parents[2]
PORT = 8081  # the suite's own

pytestmark = [pytest.mark.network, pytest.mark.usefixtures("package_index")]


@pytest.fixture
def suite_port() -> Iterator[int]:
    """The port of an empty store: the suite's where it is free, else another one."""
    config = mlpb.ConnectionConfig()
    config.fake_database.SetInParent()
    try:
        server, port = create_server(config, f"127.0.0.1:{PORT}")
    except RuntimeError:
        server, port = create_server(config, "127.0.0.1:0")
    server.start()
    yield port
    server.stop(None).wait()


@pytest.fixture
def suite(tmp_path: Path, suite_port: int) -> Path:
    """The published test file, alone in a folder."""
    command = f"-m pip download -q --no-deps --no-binary :all: -d {tmp_path}".split()
    subprocess.run([sys.executable, *command, "kubeflow-metadata==0.3.1"], check=True)
    with tarfile.open(tmp_path / "kubeflow-metadata-0.3.1.tar.gz") as archive:
        published = archive.extractfile("kubeflow-metadata-0.3.1/tests/test_metadata.py")
        assert published is not None
        text = published.read().decode()
    path = tmp_path / "suite" / "test_metadata.py"
    path.parent.mkdir()
    assert f"GRPC_PORT = {PORT}" in text
    path.write_text(text.replace(f"GRPC_PORT = {PORT}", f"GRPC_PORT = {suite_port}"))
    return path


def test_seven_of_seven(suite: Path):
    (suite.parent / "pytest.ini").write_text("[pytest]\n")
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", suite.name],
        cwd=suite.parent,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert re.search(r"=+ 7 passed in ", done.stdout), done.stdout
