"""Runs of Kubeflow Pipelines: sub-DAGs, loops, the cache, what was never triggered."""

from collections.abc import Iterator

import kfp_v1_store
import kfp_v2_store
import pytest
from ml_metadata import MetadataStore
from ml_metadata.proto import metadata_store_pb2 as mlpb
from servers import create_server

from webapp.producers import ExecutionReading
from webapp.queries.artifact import artifact_page
from webapp.queries.context import context_page
from webapp.queries.execution import execution_page
from webapp.queries.phrases import Link
from webapp.queries.steps import in_tree
from webapp.store.client import Store
from webapp.store.connection import Connection


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    config = mlpb.ConnectionConfig()
    config.fake_database.SetInParent()
    server, port = create_server(config, "127.0.0.1:0")
    server.start()
    yield f"127.0.0.1:{port}"
    server.stop(None).wait()


@pytest.fixture(scope="module")
def logged(address):
    host, port = address.rsplit(":", 1)
    mlmd = MetadataStore(mlpb.MetadataStoreClientConfig(host=host, port=int(port)))
    return kfp_v2_store.log(mlmd), kfp_v1_store.log(mlmd)


@pytest.fixture(scope="module")
def v2(logged):
    return logged[0]


@pytest.fixture(scope="module")
def v1(logged):
    return logged[1]


@pytest.fixture
def store(address, logged):
    connection = Connection(f"grpc://{address}")
    yield Store(connection)
    connection.close()


def told(facts):
    return {one.term: one.text or one.link or one.seconds for one in facts}


def words(page):
    return "".join(one.text or "TIME" for one in page.sentence)


def test_a_run_is_a_tree_of_its_steps(store, v2):
    steps = context_page(store, v2.contexts[kfp_v2_store.RUNS[0]]).steps
    assert [(step.depth, step.row.name) for step in steps.rows] == [
        (0, "DAGExecution"), (1, "import-raw"), (1, "prepare"), (1, "for-loop-1"),
        (2, "for-loop-1-0"), (3, "train-0"), (2, "for-loop-1-1"), (3, "train-1"),
        (1, "evaluate"), (1, "deploy"),
    ]  # fmt: skip
    turns = {step.row.name: step.turn for step in steps.rows if step.turn}
    assert turns == {"for-loop-1-0": "1 of 2", "for-loop-1-1": "2 of 2"}
    assert [step.row.name for step in steps.rows if step.turns] == ["for-loop-1"]
    assert steps.rows[-1].row.shown_state == "NOT_TRIGGERED"


def test_a_step_out_of_the_cache_leads_to_the_original(store, v2):
    cached, first = v2.executions[1, "prepare"], v2.executions[0, "prepare"]
    steps = context_page(store, v2.contexts[kfp_v2_store.RUNS[1]]).steps
    assert {s.row.id: s.row.cached_from for s in steps.rows if s.row.cached_from} == {cached: first}
    page = execution_page(store, cached)
    assert f"reused an earlier result of #{first}" in words(page)


def test_artifacts_of_a_run_stand_by_type(store, v2):
    groups = context_page(store, v2.contexts[kfp_v2_store.RUNS[0]]).artifacts
    assert [(group.type, len(group.rows)) for group in groups] == [
        ("ClassificationMetrics", 1), ("Dataset", 2), ("HTML", 1), ("Markdown", 1),
        ("Metrics", 2), ("Model", 2), ("SlicedClassificationMetrics", 1),
    ]  # fmt: skip


def test_a_step_of_a_loop_says_where_it_ran_and_what_came_out(store, v2):
    page = execution_page(store, v2.executions[0, "train-1"])
    assert told(page.place) == {
        "Pod": "digits-0-train-1", "Namespace": "ml", "Pod UID": "uid-train-1",
        "Image": "registry.example.org/digits:2",
    }  # fmt: skip
    turn = v2.executions[0, "for-loop-1-1"]
    assert told(page.facts)["Part of"] == f"for-loop-1-1 #{turn}"
    assert [row.name for row in page.parameters.rows] == ["depth"]
    assert [row.name for row in page.output_parameters.rows] == ["accuracy", "note"]
    assert page.metrics.rows == ()
    assert told(execution_page(store, turn).facts)["Iteration"] == "2 of 2"


def test_a_model_shows_the_parameters_that_it_was_made_with(store, v2):
    page = artifact_page(store, v2.artifacts[0, "model-1"])
    assert page.made_with.maker.id == v2.executions[0, "train-1"]
    assert {row.name: row.written.line for row in page.made_with.parameters.rows} == {"depth": "8"}
    assert artifact_page(store, v2.artifacts[0, "prepared"]).made_with is None


def test_what_was_never_triggered_says_so(store, v2):
    page = execution_page(store, v2.executions[0, "deploy"])
    assert "and was never triggered. " in words(page)


def test_a_pod_of_version_1_is_in_no_namespace_that_is_known(store, v1):
    page = execution_page(store, v1.executions["train"])
    assert page.row.name == "train"
    assert (page.pod.namespace, page.pod.name) == ("", f"{kfp_v1_store.RUN}-train")
    assert page.about.home.run_link == Link("context", v1.run)
    assert {row.name: row.written.line for row in page.parameters.rows} == {
        "epochs": "3", "layers": "[64, 32]",
    }  # fmt: skip
    assert [end.name for end in page.about.inputs.rows] == ["data"]


@pytest.mark.parametrize(
    ("part_of", "tree"),
    [
        ({1: None, 2: 1, 3: None, 4: 2}, [(1, 0), (2, 1), (4, 2), (3, 0)]),
        ({2: 1, 3: 2}, [(2, 0), (3, 1)]),
        ({1: 1}, [(1, 0)]),
        ({1: 2, 2: 1, 3: None}, [(3, 0), (1, 0), (2, 1)]),
        ({}, []),
    ],
)
def test_every_step_is_in_the_tree_once(part_of, tree):
    found = {key: ExecutionReading("t", "T", part_of=held) for key, held in part_of.items()}
    assert list(in_tree(found)) == tree


def test_a_tree_of_any_depth_is_walked():
    chain = {key: ExecutionReading("t", "T", part_of=key - 1) for key in range(2, 5000)}
    assert len(list(in_tree(chain))) == 4998
