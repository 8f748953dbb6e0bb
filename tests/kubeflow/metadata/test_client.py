"""How the client behaves where a network or a store does not."""

import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path
from threading import Timer

import grpc
import pytest
from ml_metadata import MetadataStore, errors
from ml_metadata.proto import metadata_store_pb2 as mlpb
from servers import create_server

from kubeflow.metadata import client, metadata


def fake_database() -> mlpb.ConnectionConfig:
    config = mlpb.ConnectionConfig()
    config.fake_database.SetInParent()
    return config


@pytest.fixture
def silent_port() -> Iterator[int]:
    """A port that accepts and never answers."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen()
        yield listener.getsockname()[1]


@pytest.fixture
def free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


def test_the_client_is_ml_metadatas_own(store: metadata.Store):
    assert isinstance(store.store, MetadataStore)
    assert store.store.get_artifacts() == []


def test_a_call_has_an_end(silent_port: int, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(client, "DEADLINE", 0.2)
    monkeypatch.setattr(client, "PATIENCE", 0.0)
    store = metadata.Store("127.0.0.1", silent_port)
    start = time.monotonic()
    with pytest.raises((errors.DeadlineExceededError, errors.UnavailableError)):
        store.store.get_artifacts()
    assert time.monotonic() - start < 2


def test_what_cannot_heal_is_not_tried_again(store: metadata.Store):
    start = time.monotonic()
    with pytest.raises(errors.NotFoundError):
        store.store.get_artifact_type("unknown")
    assert time.monotonic() - start < client.WAITS[0]


def test_nobody_there_is_said_soon(free_port: int, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(client, "WAITS", (0.01, 0.01))
    with pytest.raises(errors.UnavailableError):
        metadata.Workspace(metadata.Store("127.0.0.1", free_port), "w")


def test_a_store_that_comes_back_is_waited_for(free_port: int):
    server, _ = create_server(fake_database(), f"127.0.0.1:{free_port}")
    later = Timer(0.3, server.start)
    later.start()
    try:
        workspace = metadata.Workspace(metadata.Store("127.0.0.1", free_port), "w")
        assert workspace.list() == []
    finally:
        later.join()
        server.stop(None).wait()


def test_answers_beyond_four_megabytes(execution: metadata.Execution):
    for n in range(2):
        execution.log_output(metadata.Model(name="M", uri=f"u{n}", notes="x" * 3_000_000))
    assert len(execution.workspace.list()) == 2


def test_a_loopback_store_is_not_asked_through_a_proxy(
    store_address: str, free_port: int, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setenv("http_proxy", f"http://127.0.0.1:{free_port}")
    monkeypatch.delenv("no_proxy", raising=False)
    monkeypatch.delenv("no_grpc_proxy", raising=False)
    store = metadata.Store("127.0.0.1", int(store_address.rpartition(":")[2]))
    assert store.store.get_artifacts() == []


@pytest.mark.skipif(shutil.which("openssl") is None, reason="openssl makes the certificate")
def test_tls(tmp_path: Path):
    key, certificate = tmp_path / "key.pem", tmp_path / "certificate.pem"
    command = "openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 1"
    names = "-subj /CN=localhost -addext subjectAltName=DNS:localhost"
    files = f"-keyout {key} -out {certificate}"
    subprocess.run(f"{command} {names} {files}".split(), check=True, capture_output=True)
    server, _ = create_server(fake_database(), "127.0.0.1:0")
    pair = key.read_bytes(), certificate.read_bytes()
    port = server.add_secure_port("localhost:0", grpc.ssl_server_credentials([pair]))
    server.start()
    try:
        store = metadata.Store("localhost", port, root_certificates=certificate.read_bytes())
        assert store.store.get_artifacts() == []
    finally:
        server.stop(None).wait()


@pytest.mark.parametrize(
    ("arguments", "named"),
    [
        ({"grpc_host": None}, "grpc_host"),
        ({"grpc_host": ""}, "grpc_host"),
        ({"grpc_port": "8080"}, "grpc_port"),
        ({"grpc_port": 0}, "grpc_port"),
        ({"grpc_port": 70000}, "grpc_port"),
    ],
)
def test_an_address_that_is_none(arguments, named):
    with pytest.raises(ValueError, match=named):
        metadata.Store(**arguments)


@pytest.mark.skipif(not socket.has_dualstack_ipv6(), reason="this machine has no IPv6")
def test_an_ipv6_host():
    server, _ = create_server(fake_database(), "127.0.0.1:0")
    port = server.add_insecure_port("[::1]:0")
    server.start()
    try:
        assert metadata.Store("::1", port).store.get_artifacts() == []
    finally:
        server.stop(None).wait()
