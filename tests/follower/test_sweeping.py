"""What MLMD tells nobody: memberships and events of old records, and rows deleted by SQL."""

import sqlite3
from contextlib import closing

from ml_metadata.proto import metadata_store_pb2 as mlpb
from stored_rows import MODEL

from tests.follower.conftest import eventually


def attribute(rows, artifact, context):
    link = mlpb.Attribution(artifact_id=artifact, context_id=context)
    rows.mlmd.put_attributions_and_associations([link], [])


def associate(rows, execution, context):
    link = mlpb.Association(execution_id=execution, context_id=context)
    rows.mlmd.put_attributions_and_associations([], [link])


def test_memberships_that_come_later_are_found(rows, followed):
    (plain,) = rows.artifacts(1)
    (told,) = rows.artifacts(1, MODEL, __kf_workspace__="sdk")
    step = rows.execution("step")
    assert followed.rows()[plain].workspace == ""
    pipeline, sdk = rows.workspace("taxi", "pipeline"), rows.workspace("sdk")
    attribute(rows, plain, pipeline)
    attribute(rows, told, sdk)
    associate(rows, step, pipeline)
    found = followed.rows()
    assert (found[plain].workspace, found[plain].contexts) == ("taxi", (pipeline,))
    # What the record tells itself needs no membership.
    assert (found[told].workspace, found[told].contexts) == ("sdk", ())
    assert followed.rows("execution")[step].workspace == "taxi"


def test_an_old_record_is_in_all_the_contexts_that_it_joined(rows, followed):
    (made,) = rows.artifacts(1)
    step = rows.execution("step")
    followed.rows()
    held_by = [rows.workspace("taxi", "pipeline"), rows.workspace("run 1", "pipeline_run")]
    held_by.append(rows.workspace("train", "pipeline_node"))
    for one in held_by:
        attribute(rows, made, one)
        associate(rows, step, one)
    found = followed.rows()[made]
    assert (found.contexts, found.workspace, found.run) == ((*held_by,), "taxi", "run 1")
    assert followed.rows_now("execution")[step].contexts == (*held_by,)


def test_an_old_record_that_moved_is_in_its_new_contexts_only(store_file, file_followed):
    rows = store_file.rows
    before, after, run = (rows.workspace(one, one) for one in ("pipeline", "node", "pipeline_run"))
    made = rows.artifacts(2, of=[before])
    file_followed.rows()
    delete(store_file, ["DELETE FROM Attribution"])
    for one in (after, run):
        attribute(rows, made[0], one)
    found = file_followed.rows()
    assert [found[one].contexts for one in made] == [(after, run), ()]


def test_events_between_old_records_are_found(rows, followed):
    model, training = rows.artifact("m"), rows.execution("t")
    assert followed.rows()[model].producers == 0
    rows.event(model, training)
    assert followed.rows()[model].producers == 1
    assert followed.rows("execution")[training].outputs == 1


def test_nothing_is_written_where_nothing_changed(rows, followed):
    pipeline = rows.workspace("taxi", "pipeline")
    made = rows.artifacts(120, MODEL, [pipeline])
    rows.artifacts(1, x="__MLMD_NULL__")
    rows.event(made[0], rows.execution("t"))
    followed.rows()
    (index,) = followed.folder.glob("index-*")
    before = commits(index)
    followed.rows()
    # A second time says only when the sweep was.
    followed.rows()
    after = commits(index)
    followed.rows()
    assert commits(index) == after
    assert {name for name in after if after[name] != before[name]} == {"state.json"}


def commits(index):
    """What each commit of an index writes anew, by the file's name below it."""
    files = [index / "state.json", *index.glob("*/meta.json")]
    return {str(file.relative_to(index)): file.read_bytes() for file in files}


def delete(store_file, statements):
    """Nothing; SQL has deleted rows behind the back of a store that was stopped for it."""
    store_file.stop()
    with closing(sqlite3.connect(store_file.path)) as database:
        for statement in statements:
            database.execute(statement)
        database.commit()
    store_file.start()


def test_deleted_rows_leave_the_catalog(store_file, file_followed):
    rows = store_file.rows
    pipeline = rows.workspace("taxi", "pipeline")
    made = rows.artifacts(250, MODEL, [pipeline])
    model, training = rows.artifact("m"), rows.execution("t", of=[pipeline])
    rows.event(model, training)
    metrics = rows.metrics({"auc": 0.9}, model=model)
    assert file_followed.rows()[model].metrics == {"auc": 0.9}
    gone = (made[0], made[120], metrics)
    delete(
        store_file,
        [
            f"DELETE FROM Artifact WHERE id IN {gone}",  # noqa: S608
            f"DELETE FROM Attribution WHERE artifact_id IN {gone}",  # noqa: S608
            f"DELETE FROM Execution WHERE id = {training}",  # noqa: S608
            f"DELETE FROM Event WHERE execution_id = {training}",  # noqa: S608
            f"DELETE FROM Context WHERE id = {pipeline}",  # noqa: S608
            "DELETE FROM Attribution",
            "DELETE FROM Association",
        ],
    )
    found = file_followed.rows()
    assert found.keys() == {*made, model} - {*gone}
    assert {row.workspace for row in found.values()} == {""}
    assert (found[model].metrics, found[model].producers) == ({}, 0)
    assert file_followed.rows("execution") == file_followed.rows("context") == {}


def test_a_running_follower_finds_them_too(store_file, file_followed):
    rows = store_file.rows
    first, second = rows.artifacts(2)
    with file_followed.always():
        pipeline = rows.workspace("taxi", "pipeline")
        attribute(rows, first, pipeline)
        eventually(lambda: file_followed.rows_now()[first].workspace == "taxi")
        eventually(lambda: file_followed.pulse().swept)
        delete(store_file, [f"DELETE FROM Artifact WHERE id = {second}"])  # noqa: S608
        eventually(lambda: file_followed.rows_now().keys() == {first})


def test_a_store_that_lost_its_latest_rows_is_followed_on(store_file, file_followed):
    rows = store_file.rows
    kept = rows.artifacts(3)
    kept_file = store_file.path.read_bytes()
    rows.artifacts(5, uri="lost")
    with file_followed.always():
        store_file.stop()
        # A backup comes back: ids are given a second time.
        store_file.path.write_bytes(kept_file)
        store_file.start()
        (new,) = store_file.rows.artifacts(1, uri="new")
        assert new == kept[-1] + 1
        eventually(lambda: file_followed.rows_now().keys() == {*kept, new})
        (newer,) = store_file.rows.artifacts(1)
        eventually(lambda: file_followed.rows_now().keys() == {*kept, new, newer})
        assert file_followed.pulse().complete
