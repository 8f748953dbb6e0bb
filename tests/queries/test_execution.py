"""The page of an execution, from a real store."""

from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest
from catalogs import catalog_of
from ml_metadata.proto import metadata_store_pb2 as mlpb
from tutorial import log_tutorial

from webapp.errors import NotFoundError
from webapp.queries.bars import bars
from webapp.queries.execution import execution_page, execution_record
from webapp.queries.phrases import Link
from webapp.queries.rows import ExecutionRow
from webapp.queries.twins import execution_twin

START = datetime(2026, 11, 3, 14, tzinfo=UTC)


def words(page):
    return "".join(one.text or "TIME" for one in page.sentence)


def test_the_sentence_tells_what_went_in_and_what_came_out(store, store_address):
    tutorial = log_tutorial(store_address)
    page = execution_page(store, tutorial.trainer)
    assert words(page) == (
        f"Execution execution_1 #{tutorial.trainer} in run run_1 read mytable-dump ds_1. "
        "How it ended is not recorded. It made MNIST model_1 and MNIST evaluation."
    )
    assert [end.name for end in page.about.outputs.rows] == ["MNIST", "MNIST evaluation"]
    assert {one.term: one.link for one in page.contexts} == {
        "Workspace": Link("workspace", tutorial.workspace)
    }
    assert [step.row.id for step in page.steps.rows] == [tutorial.trainer]


@pytest.mark.parametrize(
    ("state", "said"),
    [
        ("COMPLETE", "and completed on TIME. No output of it is recorded."),
        ("FAILED", ", then failed on TIME. No output of it is recorded."),
        ("CANCELED", "and was canceled on TIME."),
        ("RUNNING", "and was started on TIME; no end is recorded."),
        ("CACHED", "and reused an earlier result on TIME."),
        ("NEW", ". How it ended is not recorded."),
    ],
)
def test_how_it_ended(store, rows, state, said):
    key = rows.execution("train", state)
    found = words(execution_page(store, key))
    assert "read nothing that is recorded" in found
    assert said in found


def test_a_failure_with_only_declared_outputs_left_nothing(store, rows):
    key = rows.execution("train", "FAILED", error_message="out of memory")
    rows.event(rows.artifact("m", "Model"), key, "PENDING_OUTPUT")
    page = execution_page(store, key)
    assert "It left no usable output." in words(page)
    assert (page.usable, page.row.failure) == (0, "out of memory")


def test_what_is_declared_or_pending_was_not_made(store, rows):
    key, data = rows.execution("train", "NEW"), rows.artifact("data", "Examples")
    rows.event(data, key, "DECLARED_INPUT")
    for name in ("a", "b", "c"):
        rows.event(rows.artifact(name, "Model"), key, "DECLARED_OUTPUT")
    later = rows.artifact("d", "Model")
    rows.event(later, key, "PENDING_OUTPUT")
    said = words(execution_page(store, key))
    assert f"train #{key} is declared to read data." in said
    assert "It is declared to make a, b and 1 other output. It is to make d." in said
    assert "It made" not in said
    rows.event(later, key)
    said = words(execution_page(store, key))
    assert "It made d. It is declared to make a, b and 1 other output." in said
    assert "It is to make" not in said


def test_inputs_name_their_makers(store, rows):
    data, maker, user = rows.artifact("d", "Examples"), rows.execution("a"), rows.execution("b")
    rows.event(data, maker)
    rows.event(data, user, "INPUT")
    page = execution_page(store, user)
    assert page.makers[data].id == maker


def test_steps_of_a_run_that_is_a_context(store, mlmd, rows):
    run = rows.workspace("2026-11-03", "pipeline_run")
    keys = [rows.execution(f"step {place}", of=[run]) for place in range(3)]
    page = execution_page(store, keys[1])
    assert [step.row.id for step in page.steps.rows] == keys
    assert page.about.home.run_link == Link("context", run)


def test_bars_lie_where_their_steps_ran():
    def row(key, start, end, state="COMPLETE"):
        begin, finish = (START + timedelta(minutes=one) for one in (start, end))
        return ExecutionRow(
            key, "T", "T", "t", state=state, started=begin, finished=finish,
            duration_seconds=60.0 * (end - start),
        )  # fmt: skip

    drawn = bars(
        [row(1, 0, 5), row(2, 5, 10, "FAILED"), ExecutionRow(3, "T", "T", "t", started=START)]
    )
    assert drawn.keys() == {1, 2}
    assert (drawn[1].x, drawn[1].width, drawn[1].tone) == (0, 100, "b")
    assert drawn[2].x + drawn[2].width <= 200
    assert drawn[2].tone == "f"


def test_the_twin_holds_every_event(store, mlmd, rows):
    key = rows.execution("train")
    for word in ("INPUT", "DECLARED_INPUT", "OUTPUT", "INTERNAL_OUTPUT"):
        rows.event(rows.artifact(word, "Any"), key, word)
    twin = execution_twin(execution_record(store, key), "/executions/1")
    inputs = {one["event"] for one in twin["inputs"]}
    outputs = {one["event"] for one in twin["outputs"]}
    assert inputs == {"INPUT", "DECLARED_INPUT"}
    assert outputs == {"OUTPUT", "INTERNAL_OUTPUT"}


def test_one_artifact_may_be_both(store, rows):
    key, table = rows.execution("update"), rows.artifact("t", "Table")
    rows.event(table, key, "INPUT")
    rows.event(table, key, "OUTPUT")
    page = execution_page(store, key)
    assert [end.id for end in (*page.about.inputs.rows, *page.about.outputs.rows)] == [table, table]


def test_an_execution_of_many_steps_is_cut(store, mlmd, rows):
    run = rows.workspace("r", "pipeline_run")
    type_id = mlmd.put_execution_type(mlpb.ExecutionType(name="T"))
    keys = mlmd.put_executions([mlpb.Execution(type_id=type_id) for _ in range(230)])
    links = [mlpb.Association(execution_id=one, context_id=run) for one in keys]
    mlmd.put_attributions_and_associations([], links)
    steps = execution_page(store, keys[0]).steps
    assert (len(steps.rows), steps.cut) == (200, 200)


def test_no_such_execution(store):
    with pytest.raises(NotFoundError, match="No execution has the id 99"):
        execution_page(store, 99)


def test_what_failed_upstream_is_told_the_nearest_first(store, rows):
    far, near, own = (rows.execution(name, "FAILED") for name in ("far", "near", "own"))
    fine = rows.execution("fine", "COMPLETE")
    flow = [far, fine, near, own]
    for maker, reader in pairwise(flow):
        made = rows.artifact(f"of {maker}", "DataSet")
        rows.event(made, maker)
        rows.event(made, reader, "INPUT")
    assert [one.id for one in execution_page(store, own).failed] == [near, far]
    assert execution_page(store, far).failed == ()


def test_an_execution_stands_beside_the_last_of_its_name_that_completed(store, rows, tmp_path):
    keys = [
        rows.execution(
            name, state, __kf_workspace__="w", parameters=f'{{"rate": {rate}, "depth": 3}}'
        )
        for name, state, rate in (
            *(("Train", "COMPLETE", 1), ("Train", "COMPLETE", 2), ("Train", "FAILED", 3)),
            *(("Train-other", "COMPLETE", 4), ("Train", "FAILED", 5)),
        )
    ]
    catalog = catalog_of(store._connection, tmp_path)
    page = execution_page(store, keys[4], catalog)
    assert page.last_good == keys[1]
    assert (page.earlier.before, page.earlier.changes) == (("2", None), 1)
    assert execution_page(store, keys[0], catalog).last_good is None
    assert execution_page(store, keys[4]).last_good is None
