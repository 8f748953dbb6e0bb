"""The page of a workspace and of the runs in it, from a real store."""

import pytest
from ml_metadata.proto import metadata_store_pb2 as mlpb
from stored_rows import Rows
from tutorial import log_tutorial

from webapp.errors import NotFoundError
from webapp.queries.live.census import Census
from webapp.queries.phrases import Link
from webapp.queries.runs import run_page
from webapp.queries.twins import workspace_twin
from webapp.queries.workspace import workspace_page
from webapp.store.client import Store
from webapp.store.connection import Connection


@pytest.fixture
def store(store_address):
    connection = Connection(f"grpc://{store_address}")
    yield Store(connection)
    connection.close()


@pytest.fixture
def rows(mlmd):
    return Rows(mlmd)


def page_of(store, key):
    return workspace_page(store, Census().counting(store), key)


def test_a_workspace_tells_what_it_holds(store, store_address):
    tutorial = log_tutorial(store_address)
    page = page_of(store, tutorial.workspace)
    assert (page.row.name, page.row.description) == ("demo workspace", "A workspace for our demo")
    assert page.labels == {"some_key": "a-value"}
    assert (page.row.artifacts, page.row.executions, page.row.exact) == (3, 2, True)
    by_type = {one.short: one.number for one in page.about.artifacts.by_type}
    assert by_type == {"DataSet": 1, "Model": 1, "Metrics": 1}
    assert [(one.name, one.version, one.metrics) for one in page.models] == [
        ("MNIST", "model_1", {"accuracy": 0.95})
    ]
    assert [row.id for row in page.executions] == [tutorial.server, tutorial.trainer]


def test_runs_of_the_sdk_are_names_in_the_workspace(store, store_address):
    tutorial = log_tutorial(store_address)
    (line,) = page_of(store, tutorial.workspace).runs
    assert (line.name, line.executions) == ("run_1", 1)
    assert line.link == Link("run", tutorial.workspace, "run_1")
    page = run_page(store, tutorial.workspace, "run_1")
    assert [step.row.id for step in page.steps.rows] == [tutorial.trainer]
    assert {row.name for row in page.artifacts} == {"mytable-dump", "MNIST", "MNIST evaluation"}
    assert (page.total, page.scanned) == (3, 0)


def test_a_pipeline_of_stages_counts_what_they_hold(store, mlmd, rows):
    pipeline = rows.workspace("iris", "Parent_Context")
    stages = [rows.workspace(f"iris/{name}", "Pipeline_Stage") for name in ("Prepare", "Train")]
    links = [mlpb.ParentContext(child_id=stage, parent_id=pipeline) for stage in stages]
    mlmd.put_parent_contexts(links)
    (shared,) = rows.artifacts(1, "Dataset", stages, display_name="d")
    (model,) = rows.artifacts(1, "Model", stages[1:], display_name="m")
    key = rows.execution("Train-0", of=stages[1:])
    page = page_of(store, pipeline)
    assert (page.row.artifacts, page.row.executions, page.row.exact) == (2, 1, True)
    assert {row.id: row.workspace for row in page.artifacts} == {shared: "iris", model: "iris"}
    assert [row.id for row in page.executions] == [key]
    assert [one.reading.name for one in page.children] == ["iris/Prepare", "iris/Train"]
    assert {one.short: one.number for one in page.about.artifacts.by_type} == {
        "Dataset": 1, "Model": 1,
    }  # fmt: skip


def test_runs_of_a_pipeline_are_contexts(store, mlmd, rows):
    pipeline = rows.workspace("taxi", "pipeline")
    below, beside = (rows.workspace(name, "pipeline_run") for name in ("run a", "run b"))
    mlmd.put_parent_contexts([mlpb.ParentContext(child_id=below, parent_id=pipeline)])
    rows.execution("train", "FAILED", of=[pipeline, beside])
    lines = {one.name: one for one in page_of(store, pipeline).runs}
    assert lines["run a"].link == Link("context", below)
    assert lines["run b"].link == Link("context", beside)
    assert (lines["run b"].executions, lines["run b"].failed) == (1, 1)


def test_a_run_whose_name_fits_no_address_has_no_page(store, rows):
    workspace = rows.workspace("w")
    key = rows.execution("train", of=[workspace], __kf_run__="r" * 501)
    page = page_of(store, workspace)
    assert (page.runs, page.executions[0].id) == ((), key)


def test_only_the_newest_version_of_a_model_is_shown(store, rows):
    workspace = rows.workspace("w")
    for version in ("v1", "v2"):
        rows.artifacts(1, "Model", [workspace], display_name="rank", version=version)
    assert [one.version for one in page_of(store, workspace).models] == ["v2"]


def test_an_empty_workspace_has_a_page(store, rows):
    page = page_of(store, rows.workspace("empty"))
    assert (page.artifacts, page.executions, page.runs, page.models) == ((), (), (), ())
    assert workspace_twin(page.about, "/workspaces/1")["artifact_types"] == []


def test_what_is_no_workspace_has_no_page_as_one(store, rows):
    node = rows.workspace("n", "node")
    for key in (node, 99):
        with pytest.raises(NotFoundError, match=f"No workspace has the id {key}"):
            page_of(store, key)


def test_a_run_that_nothing_names_is_not_found(store, rows):
    workspace = rows.workspace("w")
    rows.execution("train", of=[workspace], __kf_run__="r")
    with pytest.raises(NotFoundError):
        run_page(store, workspace, "another")


def test_what_one_run_made_and_others_read_lies_between_them(store, rows):
    workspace = rows.workspace("w")

    def step(run):
        return rows.execution("step", of=[workspace], __kf_workspace__="w", __kf_run__=run)

    train, evaluate, monday, tuesday = (step(run) for run in ("train", "train", "mon", "tue"))
    model, inside = rows.artifact("m", "Model"), rows.artifact("inside", "Metrics")
    for made in (model, inside):
        rows.event(made, train)
    rows.event(inside, evaluate, "INPUT")
    for reader in (evaluate, monday, tuesday):
        rows.event(model, reader, "INPUT")
    (crossing,) = page_of(store, workspace).crossings
    assert (crossing.artifact.id, crossing.made_in.name) == (model, "train")
    assert [one.name for one in crossing.read_in] == ["tue", "mon"]
    assert crossing.made_in.link == Link("run", workspace, "train")
