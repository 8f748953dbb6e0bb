"""A walk that a catalog foresees asks the store once, and shows what the store says."""

import time

import pytest
from catalogs import catalog_of
from ml_metadata.proto import metadata_store_pb2 as mlpb
from waits import WaitingConnection

from webapp.catalog.query.parser import parse
from webapp.lineage.bounds import Bounds
from webapp.lineage.opened import Branch
from webapp.queries.indexed.reach import walked as reached
from webapp.queries.lineage import foreseen
from webapp.queries.lineage.between import between_page
from webapp.queries.lineage.nodes import walked
from webapp.queries.lineage.walk import PAGE
from webapp.queries.lineage.wanted import wanted
from webapp.store.remembering import PageStore

ALL = ["GetEventsByArtifactIDs", "GetEventsByExecutionIDs", "GetArtifactsByID", "GetExecutionsByID"]


@pytest.fixture
def connection(store_address):
    connection = WaitingConnection(f"grpc://{store_address}")
    yield connection
    connection.close()


@pytest.fixture
def catalog(logged, connection, tmp_path):
    catalog = catalog_of(connection, tmp_path)
    connection.waits.clear()
    return catalog


@pytest.mark.parametrize(
    ("name", "bounds"),
    [
        ("MNIST", Bounds()),
        ("MNIST", Bounds(up=3, down=0)),
        ("raw", Bounds(up=None, down=None)),
        ("metrics", Bounds(up=1, down=1, limit=8)),
        ("scores-3", Bounds(up=1, down=4)),
    ],
)
def test_the_store_is_asked_once(logged, connection, catalog, name, bounds):
    foreseen = walked(PageStore(connection), logged.key(name), bounds, catalog)
    assert connection.waits == [ALL]
    plain = walked(PageStore(connection), logged.key(name), bounds)
    assert foreseen.nodes == plain.nodes
    assert foreseen.lineage.edges == plain.lineage.edges


def test_an_opened_branch_is_foreseen(logged, connection, catalog):
    at = logged.key("table")
    bounds = Bounds(up=0, down=1, branches=(Branch(logged.key("MNIST"), "down"),))
    found = walked(PageStore(connection), at, bounds, catalog)
    assert connection.waits == [ALL]
    plain = walked(PageStore(connection), at, bounds)
    assert found.nodes == plain.nodes
    assert logged.key("MNIST") in found.nodes
    assert any(key.id == logged.steps[2] for key in found.nodes if key.kind == "execution")


def test_what_came_since_is_shown(mlmd, logged, connection, catalog):
    (late,) = mlmd.put_executions(
        [mlpb.Execution(type_id=mlmd.get_execution_type("Step").id, name="late")]
    )
    mlmd.put_events(
        [mlpb.Event(artifact_id=logged.key("raw").id, execution_id=late, type=mlpb.Event.INPUT)]
    )
    found = walked(PageStore(connection), logged.key("MNIST"), Bounds(up=None), catalog)
    beyond = walked(PageStore(connection), logged.key("raw"), Bounds(), catalog)
    assert ("execution", late) in {(key.kind, key.id) for key in beyond.nodes}
    assert late in {number for there in found.lineage.hidden for number in there.ids}


def test_what_fails_together_is_asked_for_alone(logged, connection, catalog, monkeypatch):
    monkeypatch.setattr(connection, "together", lambda questions, _: [None] * len(questions))
    found = walked(PageStore(connection), logged.key("MNIST"), Bounds(), catalog)
    assert found.nodes == walked(PageStore(connection), logged.key("MNIST"), Bounds()).nodes


def test_a_head_start_that_takes_long_leaves_time_to_walk(logged, connection, catalog, monkeypatch):
    def late(questions, _):
        time.sleep(2 * PAGE.walking)
        return [None] * len(questions)

    monkeypatch.setattr(connection, "together", late)
    found = walked(PageStore(connection), logged.key("MNIST"), Bounds(), catalog)
    assert found.lineage.stopped == ""
    assert found.nodes == walked(PageStore(connection), logged.key("MNIST"), Bounds()).nodes


def test_nothing_is_asked_ahead_of_what_stands_alone(mlmd, logged, connection, tmp_path):
    type_id = mlmd.get_artifact_type("kubeflow.org/alpha/Model").id
    (alone,) = mlmd.put_artifacts([mlpb.Artifact(type_id=type_id, name="alone")])
    catalog = catalog_of(connection, tmp_path)
    connection.waits.clear()
    walked(PageStore(connection), logged.key("raw")._replace(id=alone), Bounds(), catalog)
    assert connection.waits == [["GetEventsByArtifactIDs"], ["GetArtifactsByID"]]


def test_the_ways_between_two_are_foreseen(logged, connection, catalog):
    ends = {"to": str(logged.key("scores-3"))}
    page = between_page(PageStore(connection), wanted(logged.key("raw"), ends), catalog)
    assert (page.way, len(connection.waits)) == ("down", 5)
    connection.waits.clear()
    plain = between_page(PageStore(connection), wanted(logged.key("raw"), ends))
    assert [[node.key for node in path] for path in plain.paths] == [
        [node.key for node in path] for path in page.paths
    ]
    assert len(connection.waits) > 8


def test_a_filter_s_walk_is_foreseen(logged, connection, catalog):
    down = parse(f"downstream_of:{logged.key('raw')}")
    found = reached(PageStore(connection), "artifact", down, catalog)
    assert len(connection.waits) == 1
    assert found.ids == reached(PageStore(connection), "artifact", down).ids


def test_the_events_of_a_crowd_are_asked_for_once(logged, connection, catalog, monkeypatch):
    monkeypatch.setattr(foreseen, "CROWD", 8)
    found = walked(PageStore(connection), logged.key("MNIST"), Bounds(), catalog)
    assert connection.waits == [ALL, ["GetEventsByExecutionIDs"]]
    assert found.nodes == walked(PageStore(connection), logged.key("MNIST"), Bounds()).nodes
