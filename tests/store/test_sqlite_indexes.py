"""Indexes of memberships: there, used by MLMD's own questions, and never a reason to refuse."""

import contextlib
import sqlite3

import pytest
from ml_metadata.proto import metadata_store_pb2 as mlpb
from ml_metadata.proto import metadata_store_service_pb2 as service_pb2

from webapp.store import sqlite_file, sqlite_indexes
from webapp.store.core import Core
from webapp.store.location import SqliteFile
from webapp.store.sqlite_indexes import INDEXES, add_indexes

# As MLMD asks them.
QUESTIONS = {
    "mlmd_dashboard_attribution_artifact_id": (
        "SELECT `id`, `context_id`, `artifact_id` FROM `Attribution` WHERE `artifact_id` IN (1, 2)"
    ),
    "mlmd_dashboard_association_execution_id": (
        "SELECT `id`, `context_id`, `execution_id` FROM `Association`"
        " WHERE `execution_id` IN (1, 2)"
    ),
}


def asked(path, *statements):
    with contextlib.closing(sqlite3.connect(path)) as database:
        rows = [row for one in statements for row in database.execute(one)]
        database.commit()
    return rows


@pytest.fixture
def store(tmp_path):
    path = tmp_path / "metadata.db"
    sqlite_file.create(path)
    return path


@pytest.fixture
def said():
    return []


@pytest.mark.parametrize("name", INDEXES)
def test_what_mlmd_asks_no_longer_reads_every_membership(store, said, name):
    (before,) = asked(store, f"EXPLAIN QUERY PLAN {QUESTIONS[name]}")
    add_indexes(store, said.append)
    (after,) = asked(store, f"EXPLAIN QUERY PLAN {QUESTIONS[name]}")
    assert before[-1].startswith("SCAN")
    assert name in after[-1]
    assert after[-1].startswith("SEARCH")
    assert said == []  # a small store has them at once


def test_a_second_time_changes_nothing(store, said):
    add_indexes(store, said.append)
    before = store.read_bytes()
    add_indexes(store, said.append)
    assert store.read_bytes() == before
    assert said == []


def test_mlmd_reads_and_writes_the_store_as_before(store, said):
    add_indexes(store, said.append)
    sqlite_file.examine(store)
    core = Core(sqlite_file.connection_config(SqliteFile(store)))
    with contextlib.closing(core):
        types = service_pb2.PutTypesRequest(
            artifact_types=[mlpb.ArtifactType(name="Model")],
            context_types=[mlpb.ContextType(name="Run")],
        )
        response, reason, code = core.call("PutTypes", types.SerializeToString())
        assert (reason, code) == ("", 0)
        known = service_pb2.PutTypesResponse.FromString(response)
        subgraph = service_pb2.PutLineageSubgraphRequest(
            artifacts=[mlpb.Artifact(type_id=known.artifact_type_ids[0], uri="s3://m")],
            contexts=[mlpb.Context(type_id=known.context_type_ids[0], name="one")],
        )
        response, reason, code = core.call("PutLineageSubgraph", subgraph.SerializeToString())
        assert (reason, code) == ("", 0)
        put = service_pb2.PutLineageSubgraphResponse.FromString(response)
        member = service_pb2.PutAttributionsAndAssociationsRequest(
            attributions=[
                mlpb.Attribution(artifact_id=put.artifact_ids[0], context_id=put.context_ids[0])
            ]
        )
        _, reason, code = core.call("PutAttributionsAndAssociations", member.SerializeToString())
        assert (reason, code) == ("", 0)
        request = service_pb2.GetContextsByArtifactRequest(artifact_id=put.artifact_ids[0])
        response, reason, code = core.call("GetContextsByArtifact", request.SerializeToString())
        found = service_pb2.GetContextsByArtifactResponse.FromString(response)
        assert [one.name for one in found.contexts] == ["one"]


def test_a_large_store_is_told_what_takes_a_moment(store, said):
    newest = sqlite_indexes.MANY + 1
    row = f"INSERT INTO Attribution (id, context_id, artifact_id) VALUES ({newest}, 1, 1)"  # noqa: S608 - our own number
    asked(store, row)
    add_indexes(store, said.append)
    (sentence,) = said
    assert "Indexing the memberships" in sentence


def test_a_store_that_takes_no_index_is_served_all_the_same(store, said, monkeypatch):
    monkeypatch.setattr(sqlite_indexes, "LOCK_SECONDS", 0.01)
    with contextlib.closing(sqlite3.connect(store)) as other:
        other.execute("BEGIN IMMEDIATE")
        add_indexes(store, said.append)
    (sentence,) = said
    assert "locked" in sentence
    assert "slower" not in sentence
    assert "take longer" in sentence
    sqlite_file.examine(store)
