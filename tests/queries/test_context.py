"""The pages of contexts and types, from a real store."""

import pytest
from ml_metadata.proto import metadata_store_pb2 as mlpb

from webapp.errors import NotFoundError
from webapp.queries.context import context_page
from webapp.queries.phrases import Link
from webapp.queries.twins import context_twin
from webapp.queries.types import type_page


def test_a_run_shows_its_steps_and_artifacts(store, rows):
    run = rows.workspace("2026-11-03", "pipeline_run")
    steps = [rows.execution(name, of=[run]) for name in ("load", "train")]
    (model,) = rows.artifacts(1, "Model", [run], display_name="m")
    page = context_page(store, run)
    assert [step.row.id for step in page.steps.rows] == steps
    assert [row.id for group in page.artifacts for row in group.rows] == [model]
    assert (page.about.reading.role, page.more_artifacts) == ("run", False)


def test_contexts_around_it_are_linked(store, mlmd, rows):
    pipeline, run = rows.workspace("taxi", "pipeline"), rows.workspace("r", "pipeline_run")
    node = rows.workspace("n", "node")
    links = [(run, pipeline), (node, run)]
    mlmd.put_parent_contexts([mlpb.ParentContext(child_id=c, parent_id=p) for c, p in links])
    about = context_page(store, run).about
    assert [one.link for one in about.parents] == [Link("workspace", pipeline)]
    assert [one.link for one in about.children] == [Link("context", node)]
    twin = context_twin(about, f"/contexts/{run}")
    assert [one["id"] for one in (*twin["parents"], *twin["children"])] == [pipeline, node]


def test_what_holds_nothing_itself_shows_what_those_below_it_hold(store, mlmd, rows):
    upper = rows.workspace("exp0", "Group")
    runs = [rows.workspace(name, "PipelineRun") for name in ("a", "b")]
    links = [mlpb.ParentContext(child_id=run, parent_id=upper) for run in runs]
    mlmd.put_parent_contexts([*links, mlpb.ParentContext(child_id=runs[1], parent_id=runs[0])])
    keys = [rows.execution("train", of=runs), rows.execution("train", of=[runs[0]])]
    (model,) = rows.artifacts(1, "Model", runs, display_name="m")
    page = context_page(store, upper)
    assert [row.id for row in page.executions] == keys[::-1]
    assert [row.id for group in page.artifacts for row in group.rows] == [model]
    assert [one.id for one in page.through] == runs
    assert page.timeline.title == "Activity"
    assert "".join(one.text or "TIME" for one in page.sentence) == (
        "Group exp0 holds 2 executions and 1 artifact, all of them in 2 contexts below it. "
    )


def test_the_sentence_tells_how_a_run_went(store, mlmd, rows):
    pipeline, run = rows.workspace("taxi", "pipeline"), rows.workspace("r", "pipeline_run")
    mlmd.put_parent_contexts([mlpb.ParentContext(child_id=run, parent_id=pipeline)])
    for state in ("COMPLETE", "CACHED", "FAILED", "RUNNING"):
        rows.execution("step", state, of=[run])
    page = context_page(store, run)
    assert "".join(one.text or "TIME" for one in page.sentence) == (
        "Pipeline run r of taxi holds 4 executions (1 failed, 1 from the cache) and 0 artifacts. "
        "It started on TIME; of 1 execution no end is recorded."
    )
    assert page.timeline.title == "Timeline"


def test_a_group_that_nobody_knows_is_still_readable(store, rows):
    page = context_page(store, rows.workspace("exp0", "Group"))
    assert (page.about.reading.name, page.about.reading.role) == ("exp0", "other")
    assert page.artifacts == ()


def test_no_such_context(store):
    with pytest.raises(NotFoundError, match="No context has the id 99"):
        context_page(store, 99)


@pytest.mark.parametrize("kind", ["artifact", "execution", "context"])
def test_a_type_shows_its_newest_records(lists, rows, kind):
    rows.artifact("weights", "Weights")
    rows.execution("train")
    rows.workspace("w")
    names = {"artifact": "Weights", "execution": "Execution", "context": "Workspace"}
    record = {"artifact": "weights", "execution": "train", "context": "w"}
    sources = lists.sources
    of_kind = [type_page(sources, kind, one.id) for one in sources.store.types(kind)]
    (page,) = (one for one in of_kind if one.newest)
    assert (page.short, page.newest[0].name) == (names[kind], record[kind])
    assert page.newest[0].link.kind == kind


def test_a_catalog_counts_the_records_of_a_type(indexed, rows):
    rows.artifacts(60, "a.Model")
    rows.artifacts(2, "Model")
    sources = indexed.sources
    one, other = (
        type_page(sources, "artifact", type_of.id).counted
        for type_of in sorted(sources.store.types("artifact"), key=lambda found: found.name)
        if "Model" in type_of.name
    )
    assert (one.number, one.query) == (2, "")
    assert (other.number, other.query) == (60, "type:a.Model")
    assert indexed.page(other.query).total.number == 60


def test_a_type_shows_its_schema(live, mlmd):
    properties = {"span": mlpb.INT, "name": mlpb.STRING}
    key = mlmd.put_artifact_type(mlpb.ArtifactType(name="Examples", properties=properties))
    sources = live.sources
    page = type_page(sources, "artifact", key)
    assert page.counted is None
    told = [(one.name, one.holds, one.filled, one.declared) for one in page.properties]
    assert told == [("name", "string", 0, True), ("span", "int", 0, True)]
    with pytest.raises(NotFoundError, match="No context type has the id"):
        type_page(sources, "context", key)


def test_a_type_tells_which_properties_are_filled(live, mlmd):
    properties = {"span": mlpb.INT, "note": mlpb.STRING}
    type_id = mlmd.put_artifact_type(mlpb.ArtifactType(name="Filled", properties=properties))
    made = [mlpb.Artifact(type_id=type_id) for _ in range(3)]
    for number, one in enumerate(made):
        one.properties["span"].int_value = number
        one.properties["note"].string_value = ""
        one.custom_properties["rate"].double_value = 0.1
    made[0].custom_properties["a_label"].string_value = "x"
    mlmd.put_artifacts(made)
    page = type_page(live.sources, "artifact", type_id)
    assert (page.number, page.is_exact) == (3, True)
    assert [(one.name, one.holds, one.filled, one.declared) for one in page.properties] == [
        ("note", "string", 0, True),
        ("span", "int", 3, True),
        ("rate", "double", 3, False),
        ("a_label", "string", 1, False),
    ]
