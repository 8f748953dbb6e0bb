"""News of a real store, as the catalog of a running follower shows them."""

import time

import pytest
from ml_metadata.proto import metadata_store_pb2 as mlpb
from stored_rows import EXECUTION, MODEL

from tests.follower.conftest import eventually


@pytest.fixture
def running(followed):
    with followed.always():
        yield followed


def test_new_records_of_every_kind_are_there(rows, running):
    workspace = rows.workspace("w")
    (model,) = rows.artifacts(1, MODEL, [workspace], __kf_workspace__="w")
    training = rows.execution("training", of=[workspace], __kf_workspace__="w")
    rows.event(model, training)
    began = time.time()
    eventually(lambda: running.rows_now().keys() == {model})
    eventually(lambda: running.rows_now("execution").keys() == {training})
    eventually(lambda: running.rows_now("context").keys() == {workspace})
    assert running.rows_now()[model].workspace == "w"
    eventually(lambda: running.rows_now()[model].producers == 1)
    eventually(lambda: running.rows_now("execution")[training].outputs == 1)
    eventually(lambda: running.pulse().checked > began)


def test_changed_records_say_what_the_store_says(rows, mlmd, running):
    (model,) = rows.artifacts(1, MODEL, name="before")
    training = rows.execution("training", "RUNNING")
    eventually(lambda: running.rows_now("execution").keys() == {training})
    (artifact,) = mlmd.get_artifacts_by_id([model])
    artifact.custom_properties["name"].string_value = "after"
    mlmd.put_artifacts([artifact])
    (execution,) = mlmd.get_executions_by_id([training])
    execution.last_known_state = mlpb.Execution.FAILED
    mlmd.put_executions([execution])
    eventually(lambda: running.rows_now()[model].name == "after")
    eventually(lambda: running.rows_now("execution")[training].state == "FAILED")


def test_an_event_between_records_that_were_there_is_seen(rows, running):
    model, training, scoring = rows.artifact("m"), rows.execution("t"), rows.execution("s")
    eventually(lambda: running.rows_now().keys() == {model})
    rows.event(model, training)
    eventually(lambda: running.rows_now()[model].producers == 1)
    rows.event(model, scoring, "INPUT")
    eventually(lambda: running.rows_now()[model].consumers == 1)
    eventually(lambda: running.rows_now("execution")[scoring].inputs == 1)


def test_more_changes_than_a_page_in_one_millisecond_are_all_seen(rows, mlmd, running):
    made = rows.artifacts(450)
    eventually(lambda: len(running.rows_now()) == 450)
    changed = mlmd.get_artifacts_by_id(made)
    for one in changed:
        one.uri = "changed"
    mlmd.put_artifacts(changed)
    eventually(lambda: {row.uri for row in running.rows_now().values()} == {"changed"})


def test_a_run_of_a_pipeline_is_home_soon(rows, mlmd, running):
    pipeline, run = rows.workspace("taxi", "pipeline"), rows.workspace("run 1", "pipeline_run")
    type_id = mlmd.put_execution_type(mlpb.ExecutionType(name=EXECUTION), can_omit_fields=True)
    artifact_type = mlmd.put_artifact_type(mlpb.ArtifactType(name="Examples"))
    held_by = mlmd.get_contexts_by_id([pipeline, run])
    key, (examples,), _ = mlmd.put_execution(
        mlpb.Execution(type_id=type_id),
        [(mlpb.Artifact(type_id=artifact_type), mlpb.Event(type=mlpb.Event.OUTPUT))],
        held_by,
    )
    eventually(lambda: running.rows_now("execution").keys() == {key})

    def places(row):
        return (row.workspace, row.run, row.contexts)

    at_home = ("taxi", "run 1", (pipeline, run))
    eventually(lambda: places(running.rows_now("execution")[key]) == at_home)
    eventually(lambda: places(running.rows_now()[examples]) == at_home)
    changed = mlmd.get_executions_by_id([key])
    changed[0].last_known_state = mlpb.Execution.COMPLETE
    mlmd.put_executions(changed)
    eventually(lambda: running.rows_now("execution")[key].state == "COMPLETE")
    assert places(running.rows_now("execution")[key]) == at_home


def test_metrics_that_come_later_are_on_their_model(rows, mlmd, running):
    model, training = rows.artifact("m"), rows.execution("t")
    rows.event(model, training)
    eventually(lambda: running.rows_now().keys() == {model})
    silent = rows.metrics({"auc": 0.1})
    rows.event(silent, training)
    eventually(lambda: running.rows_now()[model].metrics == {"auc": 0.1})
    naming = rows.metrics({"auc": 0.9}, model=model)
    eventually(lambda: running.rows_now()[model].metric_sources == {"auc": naming})
    (again,) = mlmd.get_artifacts_by_id([naming])
    again.properties["__ALL_META__"].string_value = '{"values": {"auc": 0.7}, "model_id": 1}'
    mlmd.put_artifacts([again])
    eventually(lambda: running.rows_now()[model].metrics == {"auc": 0.7})


def test_unreadable_rows_are_told_and_the_rest_goes_on(rows, mlmd, running):
    first = rows.artifacts(3)
    eventually(lambda: len(running.rows_now()) == 3)
    (bad,) = rows.artifacts(1, x="__MLMD_NULL__")
    eventually(lambda: bad in running.rows_now())
    assert running.rows_now()[bad].unreadable
    rows.artifacts(30)
    eventually(lambda: len(running.rows_now()) == 34)
    (changed,) = mlmd.get_artifacts_by_id(first[:1])
    changed.custom_properties["x"].string_value = "__MLMD_NULL__"
    mlmd.put_artifacts([changed])
    (last,) = rows.artifacts(1)
    eventually(lambda: last in running.rows_now())
    # Of an old row that cannot be read any more only the sweep tells.
    eventually(lambda: running.rows_now()[first[0]].unreadable)
    unreadable = {row.id for row in running.rows_now().values() if row.unreadable}
    assert unreadable == {bad, first[0]}


def test_a_context_that_cannot_be_read_stops_no_record_that_it_holds(rows, running):
    pipeline = rows.context("taxi", "pipeline")
    run = rows.context("run 1", "pipeline_run", readable=False)
    made = rows.artifacts(2, of=[pipeline, run])
    alone = rows.execution("alone", of=[run])
    eventually(lambda: running.rows_now("execution").keys() == {alone})
    at_home = dict.fromkeys(made, "taxi")
    eventually(lambda: {key: row.workspace for key, row in running.rows_now().items()} == at_home)
    later = rows.artifacts(1)
    eventually(lambda: running.rows_now().keys() == {*made, *later})
    assert running.pulse().trouble == ""


def test_a_store_that_is_away_is_waited_for(store_file, file_followed):
    (first,) = store_file.rows.artifacts(1)
    with file_followed.always():
        checked = file_followed.pulse().checked
        store_file.stop()
        eventually(lambda: "does not answer" in file_followed.pulse().trouble)
        assert file_followed.pulse().complete
        assert file_followed.rows_now().keys() == {first}
        store_file.start()
        (second,) = store_file.rows.artifacts(1)
        eventually(lambda: file_followed.rows_now().keys() == {first, second})
        eventually(lambda: file_followed.pulse().checked > checked)
        assert file_followed.pulse().trouble == ""


def test_another_store_behind_the_address_is_noticed(store_file, file_followed):
    store_file.rows.artifacts(3, MODEL, __kf_workspace__="old")
    with file_followed.always():
        store_file.replace()
        time.sleep(0.01)  # another store is made in another millisecond
        new = store_file.rows.artifacts(2, MODEL, __kf_workspace__="new")
        eventually(lambda: {row.workspace for row in file_followed.rows_now().values()} == {"new"})
        assert file_followed.rows_now().keys() == {*new}
        eventually(lambda: file_followed.pulse().complete)
        assert len([*file_followed.folder.glob("index-*")]) == 1
