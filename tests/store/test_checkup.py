"""What doctor says of stores, whole and broken ones."""

import contextlib
import os
import socket
import sqlite3
from concurrent import futures

import grpc
import pytest
from stored_rows import Rows

from webapp.store import file_checkup, sqlite_file, untouched
from webapp.store.checkup import told
from webapp.store.file_checkup import POISON, check_file
from webapp.store.location import SqliteFile
from webapp.store.owner import owning
from webapp.store.remote_checkup import check_remote

POISONING = (
    "INSERT INTO ArtifactProperty (artifact_id, name, is_custom_property, string_value)"
    " VALUES (7, 'x', 1, '__MLMD_NULL__')"
)


@pytest.fixture
def store(tmp_path):
    path = tmp_path / "metadata.db"
    sqlite_file.create(path)
    run(path, "PRAGMA journal_mode=DELETE")
    return path


def run(path, *statements):
    with contextlib.closing(sqlite3.connect(path)) as database:
        for statement in statements:
            database.execute(statement)
        database.commit()


def checked(path, query=""):
    """What is said of the file, after it was seen to be as it was."""
    before = path.read_bytes() if path.is_file() else None
    beside = set(path.parent.iterdir())
    checkup = check_file(SqliteFile(path, query == "?mode=ro"), f"sqlite:///{path}{query}")
    assert (path.read_bytes() if path.is_file() else None) == before
    assert set(path.parent.iterdir()) == beside
    return checkup


def said(checkup):
    lines: list[str] = []
    status = told(checkup, lines.append)
    return status, "\n".join(lines)


def test_a_whole_store_has_nothing_wrong(store):
    status, text = said(checked(store))
    assert status == 0
    assert "schema   10" in text
    assert "holds    0 artifacts, 0 executions, 0 contexts, 0 events" in text
    assert "Nothing is wrong" in text
    assert "mlmd-dashboard " in text


@pytest.mark.parametrize(
    ("statement", "wrong", "mend"),
    [
        ("UPDATE MLMDEnv SET schema_version = 8", "schema 8", "serve --upgrade-copy --store"),
        ("UPDATE MLMDEnv SET schema_version = 99", "newer than", "a newer version"),
        ("DROP TABLE MLMDEnv", "no ML Metadata store", "name the file"),
        (
            "INSERT INTO Event (artifact_id, execution_id, type) VALUES (7, 8, 3)",
            "1 event name artifacts that are not there", "DELETE FROM Event WHERE artifact_id",
        ),
        (POISONING, "1 artifact cannot be read", "UPDATE ArtifactProperty"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_told_with_how_to_mend_it(store, statement, wrong, mend):
    run(store, statement)
    status, text = said(checked(store))
    assert status == 1
    assert wrong in text
    assert mend in text


def test_the_mending_mends(store):
    run(
        store,
        "INSERT INTO Event (artifact_id, execution_id, type) VALUES (7, 8, 3)",
        POISONING,
    )
    while found := checked(store).findings:
        run(store, found[0].mend.partition('"')[2].rpartition('"')[0])


def missing(path):
    """Nothing there."""


def text(path):
    path.write_text("hello")


def empty(path):
    path.touch()


def folder(path):
    path.mkdir()


def cut_short(path):
    sqlite_file.create(path)
    path.write_bytes(path.read_bytes()[:5000])


@pytest.mark.parametrize("make", [missing, text, empty, folder, cut_short])
def test_what_is_no_store_is_told(tmp_path, make):
    path = tmp_path / "file.db"
    make(path)
    (finding,) = checked(path).findings
    assert str(path) in finding.wrong
    assert finding.mend.endswith(".")


def test_who_serves_it_is_told(store):
    with owning(store) as ownership:
        ownership.announce("127.0.0.1:8080")
        lines = dict(checked(store).lines)
    assert f"process {os.getpid()} at 127.0.0.1:8080" in lines["owner"]


def test_a_store_that_others_hold_is_told(store, monkeypatch):
    monkeypatch.setattr(untouched, "LOCK_SECONDS", 0.01)
    with contextlib.closing(sqlite3.connect(store)) as other:
        other.execute("BEGIN EXCLUSIVE")
        checkup = check_file(SqliteFile(store), f"sqlite:///{store}")
    assert "locked" in checkup.findings[0].wrong
    assert "stop the program" in checkup.findings[0].mend


def test_what_there_was_no_time_for_is_told(store, monkeypatch):
    monkeypatch.setattr(file_checkup, "SECONDS", 0.0)
    monkeypatch.setattr(file_checkup, "STEPS", 1)
    status, text = said(checked(store))
    assert status == 0
    assert "artifacts not counted" in text
    assert "Not everything was looked at" in text


def test_a_store_that_runs_is_counted(store_address, mlmd):
    rows = Rows(mlmd)
    rows.artifacts(120, "Model", [rows.workspace("w")])
    checkup = check_remote(f"grpc://{store_address}")
    lines = dict(checkup.lines)
    assert lines["holds"] == "120 artifacts, 0 executions, 1 context"
    assert "MLMD's gRPC service" in lines["answers"]
    assert checkup.findings == ()


def test_rows_that_the_store_fails_on_are_named(store_address, mlmd):
    rows = Rows(mlmd)
    keys = rows.artifacts(5, "Model")
    rows.artifacts(1, "Model", note=POISON)
    (finding,) = check_remote(f"grpc://{store_address}").findings
    assert f"fails on 1 artifacts: {keys[-1] + 1}" in finding.wrong


def test_nobody_at_the_address_is_told():
    (finding,) = check_remote("grpc://127.0.0.1:1").findings
    assert "Nothing listens at 127.0.0.1:1" in finding.wrong


def test_a_name_that_nobody_knows_is_told():
    (finding,) = check_remote("grpc://nobody.invalid:8080").findings
    assert "Nobody knows the name nobody.invalid" in finding.wrong


def test_another_protocol_at_the_address_is_told(monkeypatch):
    monkeypatch.setattr("webapp.store.remote_checkup.CALL_SECONDS", 0.5)
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
        (finding,) = check_remote(f"grpc://127.0.0.1:{port}").findings
    assert "grpcs://" in finding.mend


def test_another_service_is_told():
    server = grpc.server(futures.ThreadPoolExecutor(1))
    port = server.add_insecure_port("127.0.0.1:0")
    server.start()
    (finding,) = check_remote(f"grpc://127.0.0.1:{port}").findings
    server.stop(None).wait()
    assert "is no ML Metadata service" in finding.wrong
