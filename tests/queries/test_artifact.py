"""The page of an artifact, from a real store."""

import json

import pytest
from ml_metadata.proto import metadata_store_pb2 as mlpb
from tutorial import log_tutorial

from webapp.errors import NotFoundError
from webapp.queries.artifact import artifact_page
from webapp.queries.artifact_record import artifact_record
from webapp.queries.list_rows import artifact_list_rows
from webapp.queries.phrases import Link
from webapp.queries.twins import artifact_twin


@pytest.fixture
def tutorial(store_address):
    return log_tutorial(store_address)


def words(page):
    return "".join(one.text or "TIME" for one in page.sentence)


def test_the_sentence_tells_where_a_model_comes_from(store, tutorial):
    page = artifact_page(store, tutorial.model)
    assert words(page) == (
        f"Model MNIST model_1 was made by execution_1 #{tutorial.trainer} in run run_1 "
        f"from data set mytable-dump ds_1 on TIME. "
        f"Serving the MNIST model #{tutorial.server} reads it."
    )
    assert [one.link for one in page.sentence if one.link] == [
        Link("execution", tutorial.trainer),
        Link("run", tutorial.workspace, "run_1"),
        Link("artifact", tutorial.data_set),
        Link("execution", tutorial.server),
    ]


def test_what_nobody_recorded_is_said_in_words(store, tutorial, rows):
    alone = rows.artifact("alone", "Weights")
    assert words(artifact_page(store, tutorial.data_set)).startswith(
        "DataSet mytable-dump ds_1 in workspace demo workspace was logged on TIME; "
        "what made it is not recorded. "
    )
    assert words(artifact_page(store, alone)) == (
        "Weights alone was logged on TIME; what made it is not recorded. "
        "Nothing is recorded to have read it."
    )


def test_data_sets_come_first_and_what_serves_it_is_named(store, rows):
    config, data = rows.artifact("config", "Config"), rows.artifact("table", "DataSet")
    long = rows.artifact("dump", "DataSet", version="f" * 40)
    model, served = rows.artifact("m", "Model"), rows.artifact("prod", "Endpoint")
    trainer, pusher = rows.execution("Trainer"), rows.execution("Pusher")
    for one in (config, data, long):
        rows.event(one, trainer, "INPUT")
    rows.event(model, trainer)
    rows.event(model, pusher, "INPUT")
    rows.event(served, pusher)
    said = words(artifact_page(store, model))
    assert "from data set table, dump and 1 other input on TIME" in said
    assert f"It serves at prod. Pusher #{pusher} reads it." in said


def test_many_makers_and_readers_are_counted(store, rows):
    model = rows.artifact("m", "Model")
    makers = [rows.execution(f"maker {place}") for place in range(3)]
    readers = [rows.execution(f"reader {place}") for place in range(4)]
    for one in makers:
        rows.event(model, one)
    for one in readers:
        rows.event(model, one, "INPUT")
    said = words(artifact_page(store, model))
    assert f"was made by maker 0 #{makers[0]}" in said
    assert "and again by 2 other executions" in said
    assert f"reader 3 #{readers[3]}, reader 2 #{readers[2]} and 2 other executions read it." in said


@pytest.mark.parametrize(
    ("event", "verb"),
    [("DECLARED_OUTPUT", "is declared as made by"), ("PENDING_OUTPUT", "is to be made by")],
)
def test_an_output_that_is_not_there_yet(store, rows, event, verb):
    model, maker = rows.artifact("m", "Model"), rows.execution("maker")
    rows.event(model, maker, event)
    assert verb in words(artifact_page(store, model))


@pytest.mark.parametrize("event", ["DECLARED_OUTPUT", "PENDING_OUTPUT"])
def test_an_output_that_no_longer_comes(store, rows, event):
    model, maker = rows.artifact("m", "Model"), rows.execution("maker", "FAILED")
    rows.event(model, maker, event)
    said = words(artifact_page(store, model))
    assert f"Model m was to be made by maker #{maker}, which failed, on TIME. " in said


def test_evaluations_are_those_that_name_the_artifact(store, tutorial, rows):
    other = rows.metrics({"auc": 0.1}, model=tutorial.model + 1)
    later = rows.metrics({"auc": 0.9}, model=tutorial.model)
    for one in (other, later):
        rows.event(one, tutorial.server)
    page = artifact_page(store, tutorial.model)
    found = [(one.name, one.value, one.evaluation.row.id) for one in page.measures]
    assert found == [("auc", 0.9, later), ("accuracy", 0.95, tutorial.metrics)]
    assert page.measures[1].evaluation.kind == "validation"
    assert page.measures[1].data_set.name == "mytable-dump"
    of_data = artifact_page(store, tutorial.data_set)
    assert [one.name for one in of_data.measures] == ["accuracy"]


def test_metrics_that_name_nothing_speak_of_the_model_made_beside_them(store, rows):
    data, model = rows.artifact("d", "Examples"), rows.artifact("m", "Model")
    beside = rows.artifact("eval", "Metrics", auc=0.8)
    trainer = rows.execution("train")
    for one in (model, beside):
        rows.event(one, trainer)
    rows.event(data, trainer, "INPUT")
    assert [one.value for one in artifact_page(store, model).measures] == [0.8]
    assert artifact_page(store, data).measures == ()
    own = artifact_page(store, beside).measures
    assert [(one.value, one.evaluation) for one in own] == [(0.8, None)]


def test_facts_links_and_parameters(store, tutorial):
    page = artifact_page(store, tutorial.model)
    facts = {one.term: one for one in page.facts}
    assert facts["Workspace"].link == Link("workspace", tutorial.workspace)
    assert facts["Framework"].text == "tensorflow v1.0"
    assert facts["URI"].text == "gcs://my-bucket/mnist"
    assert facts["Type"].link.kind == "type"
    assert [one.name for one in page.parameters.rows] == ["learning_rate", "layers", "early_stop"]
    assert page.strip is not None
    assert "ws.list(metadata.Model.ARTIFACT_TYPE_NAME)" in page.python


def test_readers_tell_what_they_made(store, rows):
    model, scores = rows.artifact("m", "Model"), rows.artifact("scores", "Predictions")
    scorer = rows.execution("score")
    rows.event(model, scorer, "INPUT")
    rows.event(scores, scorer)
    (end,) = artifact_page(store, model).made[scorer]
    assert (end.id, end.name) == (scores, "scores")


def test_the_twin_holds_every_event(store, tutorial, rows):
    rows.event(tutorial.model, rows.execution("odd"), "DECLARED_INPUT")
    twin = artifact_twin(artifact_record(store, tutorial.model), "/artifacts/2")
    events = [(one["id"], one["event"]) for one in (*twin["producers"], *twin["consumers"])]
    assert sorted(event for _, event in events) == ["DECLARED_INPUT", "INPUT", "OUTPUT"]
    assert (twin["producers_total"], twin["consumers_total"]) == (1, 2)
    assert twin["contexts"] == [
        {"id": tutorial.workspace, "type": "kubeflow.org/alpha/workspace", "name": "demo workspace"}
    ]
    assert twin["parameters"]["layers"] == [10, 3, 1]
    assert "__ALL_META__" in twin["properties"]


def test_the_twin_has_the_metrics_of_lists(store, tutorial):
    twin = artifact_twin(artifact_record(store, tutorial.model), "/artifacts/2")
    (row,) = artifact_list_rows(store, [store.artifact(tutorial.model)])
    assert twin["metrics"] == row.metrics != {}


def test_crowds_are_bounded_and_counted(store, mlmd, rows):
    model = rows.artifact("m", "Model")
    type_id = mlmd.put_execution_type(mlpb.ExecutionType(name="T"))
    readers = mlmd.put_executions([mlpb.Execution(type_id=type_id) for _ in range(250)])
    mlmd.put_events(
        [mlpb.Event(artifact_id=model, execution_id=one, type=mlpb.Event.INPUT) for one in readers]
    )
    page = artifact_page(store, model)
    assert (len(page.about.readers.rows), page.about.readers.total) == (200, 250)
    assert "and 248 other executions read it." in words(page)
    json.dumps(artifact_twin(page.about, "/"))


def test_unreadable_neighbours_are_still_there(store, rows):
    model, odd = rows.artifact("m", "Model"), rows.execution("odd", note="__MLMD_NULL__")
    rows.event(model, odd, "INPUT")
    (end,) = artifact_page(store, model).about.readers.rows
    assert (end.id, end.name, end.row) == (odd, f"Execution #{odd}", None)


def test_no_such_artifact(store):
    with pytest.raises(NotFoundError, match="No artifact has the id 99"):
        artifact_page(store, 99)
