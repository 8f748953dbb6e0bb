"""The page of a workspace and of the runs in it, from a real store."""

from datetime import UTC, datetime, timedelta

import kfp_v2_store
import pytest
from catalogs import catalog_of
from ml_metadata.proto import metadata_store_pb2 as mlpb
from msgspec.structs import replace
from tutorial import log_tutorial
from waits import WaitingConnection

from webapp.errors import CatalogError, NotFoundError
from webapp.follower.documents import MOST_BESIDE
from webapp.queries import runs
from webapp.queries.between_runs import MOST
from webapp.queries.counts import Count
from webapp.queries.indexed import workspace as indexed_workspace
from webapp.queries.indexed import workspace_runs
from webapp.queries.live import workspace as live_workspace
from webapp.queries.live.census import Census
from webapp.queries.phrases import Link
from webapp.queries.runs import run_page
from webapp.queries.sources import Sources
from webapp.queries.twins import workspace_twin
from webapp.queries.workspace import workspace_page, workspace_record
from webapp.store.client import Store
from webapp.store.remembering import PageStore


@pytest.fixture
def store(connection):
    return Store(connection)


@pytest.fixture
def page_of(lists):
    """The page of a workspace, from the store and from a catalog: they have to agree."""
    return lambda key: workspace_page(lists.sources, key)


def test_a_workspace_tells_what_it_holds(page_of, store_address):
    tutorial = log_tutorial(store_address)
    page = page_of(tutorial.workspace)
    assert (page.row.name, page.row.description) == ("demo workspace", "A workspace for our demo")
    assert page.labels == {"some_key": "a-value"}
    assert (page.row.artifacts, page.row.executions, page.row.exact) == (3, 2, True)
    by_type = {one.short: one.number for one in page.about.artifacts.by_type}
    assert by_type == {"DataSet": 1, "Model": 1, "Metrics": 1}
    assert [(one.name, one.version, one.metrics) for one in page.models] == [
        ("MNIST", "model_1", {"accuracy": 0.95})
    ]
    assert [row.id for row in page.executions] == [tutorial.server, tutorial.trainer]


def test_runs_of_the_sdk_are_names_in_the_workspace(page_of, store, store_address):
    tutorial = log_tutorial(store_address)
    (line,) = page_of(tutorial.workspace).runs.lines
    assert (line.name, line.executions) == ("run_1", 1)
    assert line.link == Link("run", tutorial.workspace, "run_1")
    page = run_page(store, tutorial.workspace, "run_1")
    assert [step.row.id for step in page.steps.rows] == [tutorial.trainer]
    assert {row.name for row in page.artifacts} == {"mytable-dump", "MNIST", "MNIST evaluation"}
    assert (page.total, page.scanned) == (3, 0)


def test_a_pipeline_of_stages_counts_what_they_hold(page_of, mlmd, rows):
    pipeline = rows.workspace("iris", "Parent_Context")
    stages = [rows.workspace(f"iris/{name}", "Pipeline_Stage") for name in ("Prepare", "Train")]
    links = [mlpb.ParentContext(child_id=stage, parent_id=pipeline) for stage in stages]
    mlmd.put_parent_contexts(links)
    (shared,) = rows.artifacts(1, "Dataset", stages, display_name="d")
    (model,) = rows.artifacts(1, "Model", stages[1:], display_name="m")
    key = rows.execution("Train-0", of=stages[1:])
    page = page_of(pipeline)
    assert (page.row.artifacts, page.row.executions, page.row.exact) == (2, 1, True)
    assert {row.id: row.workspace for row in page.artifacts} == {shared: "iris", model: "iris"}
    assert [row.id for row in page.executions] == [key]
    assert [one.reading.name for one in page.children] == ["iris/Prepare", "iris/Train"]
    assert {one.short: one.number for one in page.about.artifacts.by_type} == {
        "Dataset": 1, "Model": 1,
    }  # fmt: skip


def test_runs_of_a_pipeline_are_contexts(page_of, mlmd, rows):
    pipeline = rows.workspace("taxi", "pipeline")
    below, beside = (rows.workspace(name, "pipeline_run") for name in ("run a", "run b"))
    mlmd.put_parent_contexts([mlpb.ParentContext(child_id=below, parent_id=pipeline)])
    rows.execution("train", "FAILED", of=[pipeline, beside])
    lines = {one.name: one for one in page_of(pipeline).runs.lines}
    assert lines["run a"].link == Link("context", below)
    assert lines["run b"].link == Link("context", beside)
    assert (lines["run b"].executions, lines["run b"].failed) == (1, 1)


def test_a_run_whose_name_fits_no_address_has_no_page(page_of, rows):
    workspace = rows.workspace("w")
    key = rows.execution("train", of=[workspace], __kf_run__="r" * 501)
    page = page_of(workspace)
    assert (page.runs.lines, page.executions[0].id) == ((), key)


def test_only_the_newest_version_of_a_model_is_shown(page_of, rows):
    workspace = rows.workspace("w")
    for version in ("v1", "v2"):
        rows.artifacts(1, "Model", [workspace], display_name="rank", version=version)
    assert [one.version for one in page_of(workspace).models] == ["v2"]


def test_an_empty_workspace_has_a_page(page_of, rows):
    page = page_of(rows.workspace("empty"))
    assert (page.artifacts, page.executions, page.runs.lines, page.models) == ((), (), (), ())
    assert workspace_twin(page.about, "/workspaces/1")["artifact_types"] == []


def test_what_is_no_workspace_has_no_page_as_one(page_of, rows):
    node = rows.workspace("n", "node")
    for key in (node, 99):
        with pytest.raises(NotFoundError, match=f"No workspace has the id {key}"):
            page_of(key)


def test_a_run_that_nothing_names_is_not_found(store, rows):
    workspace = rows.workspace("w")
    rows.execution("train", of=[workspace], __kf_run__="r")
    with pytest.raises(NotFoundError):
        run_page(store, workspace, "another")


def test_what_one_run_made_and_others_read_lies_between_them(page_of, rows):
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
    (crossing,) = page_of(workspace).crossings
    assert (crossing.artifact.id, crossing.made_in.name) == (model, "train")
    assert [one.name for one in crossing.read_in] == ["tue", "mon"]
    assert crossing.made_in.link == Link("run", workspace, "train")


@pytest.fixture
def few(monkeypatch):
    """Only three records are looked through for models and runs, and two runs are told."""
    for source in (live_workspace, indexed_workspace):
        monkeypatch.setattr(source, "LOOKED_AT", 3)
    for source in (runs, workspace_runs):
        monkeypatch.setattr(source, "MOST_RUNS", 2)


def named(workspace, run="", name="w"):
    return {"of": [workspace], "__kf_workspace__": name} | ({"__kf_run__": run} if run else {})


def test_a_catalog_finds_models_and_runs_however_old(live, indexed, rows, few):
    workspace = rows.workspace("w")
    (old,) = rows.artifacts(1, **named(workspace), display_name="old")
    for run, state in (("one", "COMPLETE"), ("two", "FAILED"), ("two", "COMPLETE")):
        rows.execution("step", state, **named(workspace, run))
    for _ in range(4):
        (new,) = rows.artifacts(1, **named(workspace), display_name="new")
        rows.execution("step", **named(workspace, "three"))
    scanned = workspace_page(live.sources, workspace)
    assert [one.id for one in scanned.models] == [new]
    assert [one.name for one in scanned.runs.lines] == ["three"]
    assert (scanned.runs.scanned, scanned.freshness) == (3, None)
    page = workspace_page(indexed.sources, workspace)
    assert [one.id for one in page.models] == [new, old]
    assert [(one.name, one.executions, one.failed) for one in page.runs.lines] == [
        ("three", 4, 0),
        ("two", 2, 1),
    ]
    assert (page.runs.total, page.runs.scanned) == (Count(3), 0)
    assert page.freshness is not None


def test_a_run_is_told_by_when_it_last_ran_not_by_when_it_began(indexed, mlmd, rows, few):
    pipeline = rows.workspace("taxi", "pipeline")
    contexts = [rows.workspace(f"r{number}", "pipeline_run") for number in range(3)]
    mlmd.put_parent_contexts(
        [mlpb.ParentContext(child_id=one, parent_id=pipeline) for one in contexts]
    )
    for one in (*contexts, contexts[0]):
        rows.execution("train", of=[pipeline, one])
    page = workspace_page(indexed.sources, pipeline)
    assert [(one.link.id, one.executions) for one in page.runs.lines] == [
        (contexts[0], 2),
        (contexts[2], 1),
    ]
    assert page.runs.total == Count(3)


def test_a_pipeline_holds_the_same_by_its_store_and_by_a_catalog(live, indexed, mlmd):
    pipeline = kfp_v2_store.log(mlmd).contexts["digits"]
    read, known = (workspace_page(one.sources, pipeline) for one in (live, indexed))
    assert (read.freshness is None, known.freshness is None) == (True, False)
    assert len(known.runs.lines) == len(kfp_v2_store.RUNS)
    for part in ("about", "runs", "activity", "children"):
        assert getattr(known, part) == getattr(read, part)
    between = [
        [(one.artifact.id, one.artifact.name, one.made_in, one.read_in) for one in page.crossings]
        for page in (known, read)
    ]
    assert between[0] == between[1] != []
    for part in ("models", "artifacts", "executions"):
        assert [one.id for one in getattr(known, part)] == [one.id for one in getattr(read, part)]
    assert known.models


def test_models_whose_names_differ_in_case_are_two(page_of, rows):
    workspace = rows.workspace("w")
    for name in ("Rank", "rank", "Rank"):
        rows.artifacts(1, **named(workspace), display_name=name)
    assert [one.name for one in page_of(workspace).models] == ["Rank", "rank"]


def test_more_than_a_catalog_keeps_of_an_execution_is_read(page_of, rows):
    workspace = rows.workspace("w")
    makes, reads = (rows.execution("step", **named(workspace, run)) for run in ("a", "b"))
    keys = [rows.artifact(f"part {number}", "Model") for number in range(MOST_BESIDE + 2)]
    for key in keys:
        rows.event(key, makes)
        rows.event(key, reads, "INPUT")
    found = page_of(workspace).crossings
    assert [one.artifact.id for one in found] == keys[: -MOST - 1 : -1]


def test_what_was_put_out_again_was_made_by_the_first(page_of, rows):
    workspace = rows.workspace("w")
    first, again, reader = (rows.execution("step", **named(workspace, one)) for one in "abc")
    key = rows.artifact("m", "Model")
    for one in (again, first):
        rows.event(key, one)
    rows.event(key, reader, "INPUT")
    (crossing,) = page_of(workspace).crossings
    assert (crossing.made_in.name, [one.name for one in crossing.read_in]) == ("a", ["c"])


def test_what_a_name_does_not_tell_apart_is_read_from_the_store(indexed, rows):
    here, there = rows.workspace("w"), rows.workspace("w", "pipeline")
    (mine,) = rows.artifacts(1, **named(here))
    rows.artifacts(1, of=[there])
    page = workspace_page(indexed.sources, here)
    assert ([one.id for one in page.artifacts], page.freshness) == ([mine], None)


def test_a_workspace_that_the_catalog_does_not_know_yet_is_read_from_the_store(indexed, rows):
    sources = indexed.sources
    workspace = rows.workspace("w")
    (made,) = rows.artifacts(1, **named(workspace))
    page = workspace_page(sources, workspace)
    assert ([one.id for one in page.artifacts], page.freshness) == ([made], None)


def test_a_catalog_that_cannot_be_read_is_not_missed(indexed, rows, monkeypatch):
    workspace = rows.workspace("w")
    rows.execution("step", **named(workspace, "r"))
    sources = indexed.sources

    def broken(*_):
        raise CatalogError(sources.catalog, "is broken.")

    monkeypatch.setattr(indexed_workspace, "known_runs", broken)
    page = workspace_page(sources, workspace)
    assert ([one.name for one in page.runs.lines], page.freshness) == (["r"], None)


def test_a_twin_counts_by_the_catalog_only_while_that_is_new(indexed, rows):
    workspace = rows.workspace("w")
    rows.artifacts(1, **named(workspace))
    sources = indexed.sources
    rows.artifacts(1, **named(workspace))
    later = replace(sources, now=sources.now + timedelta(minutes=1))
    counts = [workspace_record(one, workspace).row.artifacts for one in (sources, later)]
    assert counts == [1, 2]
    page = workspace_page(later, workspace)
    assert (page.row.artifacts, page.freshness.is_late) == (1, True)


def test_a_page_from_the_catalog_waits_for_the_store_once(store_address, rows, tmp_path):
    workspace = rows.workspace("w")
    rows.execution("step", **named(workspace, "r"))
    connection = WaitingConnection(f"grpc://{store_address}")
    catalog = catalog_of(connection, tmp_path)
    connection.waits.clear()
    page = workspace_page(
        Sources(PageStore(connection), Census(), catalog, datetime.now(UTC)), workspace
    )
    connection.close()
    assert page.freshness is not None
    (asked,) = connection.waits
    assert asked == [
        "GetContextsByID",
        "GetChildrenContextsByContext",
        "GetParentContextsByContext",
        "GetArtifactTypes",
        "GetExecutionTypes",
    ]
