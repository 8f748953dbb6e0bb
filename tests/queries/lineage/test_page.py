"""The lineage page over a real store."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from itertools import count

import pytest
from ml_metadata import MetadataStore
from ml_metadata.proto import metadata_store_pb2 as mlpb

from webapp.errors import NotFoundError
from webapp.lineage.records import Key
from webapp.lineage.walk import Bounds
from webapp.queries.lineage.nodes import walked
from webapp.queries.lineage.page import lineage_page
from webapp.queries.lineage.starts import lineage_starts, start_named
from webapp.queries.lineage.strip import one_step
from webapp.queries.lineage.walk import walk
from webapp.store.client import Store
from webapp.store.connection import Connection
from webapp.store.server import create_server


@pytest.fixture
def store(store_address: str) -> Iterator[Store]:
    """The store, as one page reads it."""
    connection = Connection(f"grpc://{store_address}")
    yield Store(connection)
    connection.close()


class Logged:
    """raw > Ingest > table > Train > MNIST and metrics; MNIST > Score > ten tables."""

    def __init__(self, mlmd: MetadataStore) -> None:
        types = {name: self._type(mlmd, name) for name in ("Model", "DataSet", "Metrics")}
        step = mlmd.put_execution_type(mlpb.ExecutionType(name="Step"))
        names = ("raw", "table", "MNIST", "metrics", *(f"scores-{i}" for i in range(10)))
        kinds = ("DataSet", "DataSet", "Model", "Metrics", *("DataSet" for _ in range(10)))
        self.ids = dict(
            zip(
                names,
                mlmd.put_artifacts(
                    mlpb.Artifact(type_id=types[kind], name=name, state=mlpb.Artifact.LIVE)
                    for name, kind in zip(names, kinds, strict=True)
                ),
                strict=True,
            )
        )
        self.steps = mlmd.put_executions(
            mlpb.Execution(type_id=step, name=name, last_known_state=state)
            for name, state in (("Ingest", 3), ("Train", 3), ("Score", 4))
        )
        ingest, train, score = self.steps
        flow = [("raw", ingest, 3), ("table", ingest, 4), ("table", train, 3)]
        flow += [("MNIST", train, 4), ("metrics", train, 4), ("MNIST", score, 3)]
        flow += [(f"scores-{i}", score, 4) for i in range(10)]
        mlmd.put_events(
            [
                mlpb.Event(artifact_id=self.ids[name], execution_id=number, type=kind)
                for name, number, kind in flow
            ]
        )

    @staticmethod
    def _type(mlmd: MetadataStore, name: str) -> int:
        return int(mlmd.put_artifact_type(mlpb.ArtifactType(name=f"kubeflow.org/alpha/{name}")))

    def key(self, name: str) -> Key:
        """The key of an artifact."""
        return Key("artifact", self.ids[name])


@pytest.fixture
def logged(mlmd: MetadataStore) -> Logged:
    """That pipeline, logged."""
    return Logged(mlmd)


def test_a_page_has_the_same_nodes_in_graph_and_table(store, logged):
    page = lineage_page(store, logged.key("table"), Bounds(down=1))
    drawn = {node.key for node in page.scene.nodes}
    assert drawn == {row.node.key for row in page.nodes} == {node.key for node in page.drawn}
    assert page.start.name == "table"
    assert [row.steps for row in page.nodes][:3] == ["2 up", "1 up", "start"]
    assert len(page.events) == 5


def test_a_crowd_is_folded_in_the_graph_and_whole_in_the_table(store, logged):
    page = lineage_page(store, logged.key("MNIST"), Bounds())
    folded = sum(box.box.folded for box in page.scene.boxes)
    assert folded == 2
    assert len(page.nodes) == len(page.scene.nodes) + folded
    assert page.notices[0].title == "The picture shows 15 of 17 nodes"


def test_the_models_metrics_stand_aside(store, logged):
    page = lineage_page(store, logged.key("MNIST"), Bounds())
    beside = [row.node.name for row in page.nodes if row.steps == "beside"]
    assert beside == ["metrics"]


def test_an_execution_can_be_the_start(store, logged):
    page = lineage_page(store, Key("execution", logged.steps[1]), Bounds(up=1, down=1))
    names = {row.node.name for row in page.nodes}
    assert names == {"table", "Train", "MNIST", "metrics"}


def test_the_panel_tells_of_the_selected_node(store, logged):
    page = lineage_page(store, logged.key("table"), Bounds(down=1), logged.key("MNIST"))
    assert page.panel.node.name == "MNIST"
    assert not page.panel.is_start
    assert [one.node.name for one in page.panel.before] == ["Train"]
    assert (page.panel.upstream, page.panel.downstream) == (4, 0)
    assert page.panel.hidden_after == 1


def test_a_limit_is_told_with_a_way_on(store, logged):
    page = lineage_page(store, logged.key("MNIST"), Bounds(limit=5))
    assert len(page.nodes) == 5
    assert page.notices[0].limit > 5
    assert "5 nodes" in page.notices[0].title


def test_no_record_is_not_found(store, logged):
    with pytest.raises(NotFoundError):
        lineage_page(store, Key("artifact", 999), Bounds())
    with pytest.raises(NotFoundError):
        lineage_page(store, Key("execution", 999), Bounds())


def test_an_artifact_without_events_says_so(store, mlmd, logged):
    (lonely,) = mlmd.put_artifacts(
        [mlpb.Artifact(type_id=mlmd.get_artifact_types()[0].id, name="lonely")]
    )
    page = lineage_page(store, Key("artifact", lonely), Bounds())
    assert page.empty.startswith("No event of this artifact is recorded")
    assert lineage_page(store, logged.key("raw"), Bounds()).empty == ""


def test_bounds_that_leave_nothing_say_what_they_leave_out(store, logged):
    page = lineage_page(store, logged.key("MNIST"), Bounds(up=0, down=0))
    assert page.empty == "2 neighbours are known, but none within the artifacts up and down."
    page = lineage_page(store, logged.key("MNIST"), Bounds(limit=1))
    assert page.empty.startswith("One node was asked for.")


def test_time_that_runs_out_is_told(store, logged):
    clock = count()
    lineage = walk(store, logged.key("raw"), Bounds(None, None), 1.0, lambda: float(next(clock)))
    assert lineage.stopped == "time"
    assert len(lineage.nodes) < 16


def test_calls_grow_with_levels_and_not_with_nodes(store, logged):
    calls = []
    connection = store._connection
    call = connection.call
    connection.call = lambda method, *rest: (calls.append(method), call(method, *rest))[1]
    walked(store, logged.key("MNIST"), Bounds())
    assert len(calls) == 1 + 5 + 2


def test_a_dangling_id_is_a_node_that_says_so(tmp_path):
    config = mlpb.ConnectionConfig()
    config.sqlite.filename_uri = str(tmp_path / "store.db")
    logged = Logged(MetadataStore(config))
    with closing(sqlite3.connect(tmp_path / "store.db")) as file, file:
        file.execute("DELETE FROM Artifact WHERE name = 'metrics'")
    server, port = create_server(config, "127.0.0.1:0")
    server.start()
    connection = Connection(f"grpc://127.0.0.1:{port}")
    page = lineage_page(Store(connection), logged.key("MNIST"), Bounds())
    connection.close()
    server.stop(None).wait()
    (row,) = [row for row in page.nodes if row.node.missing]
    assert (row.node.key, row.node.missing) == (logged.key("metrics"), "not in the store")


def test_one_step_is_a_small_scene(store, logged):
    scene = one_step(store, "artifact", logged.ids["table"])
    assert {node.name for node in scene.nodes} >= {"raw", "Ingest", "table", "Train", "MNIST"}
    assert scene.width < 1000


def test_starts_are_the_models_first(store, logged):
    found = lineage_starts(store)
    assert [start.name for start in found.starts] == ["MNIST"]
    named = lineage_starts(store, "SCORES-3")
    assert [start.name for start in named.starts] == ["scores-3"]


def test_a_start_is_named_by_its_id(store, logged):
    number = logged.ids["MNIST"]
    for text in (str(number), f"#{number}", f"artifact/{number}"):
        assert start_named(store, text) == logged.key("MNIST")
    step = logged.steps[0]
    assert start_named(store, f"execution/{step}") == Key("execution", step)
    for text in ("", "999", "MNIST", "artifact/999", "9" * 30):
        assert start_named(store, text) is None


def test_an_empty_store_has_no_starts(store):
    assert lineage_starts(store).starts == ()
