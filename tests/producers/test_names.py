"""One order of places for names, workspaces and runs, whoever wrote the record."""

import pytest

from webapp.metadata import Artifact, Context, Event, Execution
from webapp.producers import read_artifact, read_context, read_execution

URI = "gs://bucket/models/taxi/7?generation=3"
MADE = Event(7, 3, "OUTPUT", ("model", 0))
READ = Event(7, 4, "INPUT", ("base_model", 0))


def artifact(**fields):
    return Artifact(**({"id": 7, "type_id": 1, "type": "Model"} | fields))


def execution(**fields):
    return Execution(**({"id": 3, "type_id": 1, "type": "tfx.components.trainer.Trainer"} | fields))


def context(type_name, name, number=1, **custom):
    return Context(number, 1, type_name, name, custom_properties=custom)


ARTIFACT_PLACES = [
    ({"custom_properties": {"display_name": "shown"}}, "shown"),
    ({"properties": {"name": "declared"}}, "declared"),
    ({"custom_properties": {"name": "custom"}}, "custom"),
    ({"name": "own"}, "own"),
    ({}, "model"),
]


@pytest.mark.parametrize("place", range(len(ARTIFACT_PLACES)))
def test_an_artifact_takes_its_name_from_the_first_place_that_has_one(place):
    fields = {"custom_properties": {}}
    for more, _ in reversed(ARTIFACT_PLACES[place:]):
        custom = fields["custom_properties"] | more.get("custom_properties", {})
        fields = fields | more | {"custom_properties": custom}
    reading = read_artifact(artifact(uri=URI, **fields), [READ, MADE])
    assert reading.name == ARTIFACT_PLACES[place][1]


def test_an_unnamed_artifact_is_named_by_what_made_it_before_what_read_it():
    assert read_artifact(artifact(), [READ, MADE]).name == "model"
    assert read_artifact(artifact(), [READ]).name == "base_model"


@pytest.mark.parametrize(
    ("uri", "name"),
    [
        (URI, "7"),
        ("C:\\Users\\ana\\model\\", "model"),
        ("../tfx/CsvExampleGen/examples/2", "2"),
        ("", "Model #7"),
        ("///", "Model #7"),
    ],
)
def test_without_any_name_the_end_of_the_uri_stands_for_it(uri, name):
    assert read_artifact(artifact(uri=uri)).name == name


def test_blank_names_and_names_that_are_no_text_do_not_count():
    odd = artifact(name=" \t", custom_properties={"display_name": True, "name": ["x"]})
    assert read_artifact(odd).name == "Model #7"


EXECUTION_PLACES = [
    ({"custom_properties": {"display_name": "shown"}}, "shown"),
    ({"custom_properties": {"task_name": "task"}}, "task"),
    ({"properties": {"name": "declared"}}, "declared"),
    ({"properties": {"component_id": "Trainer.x"}}, "Trainer.x"),
    ({"properties": {"task_id": "t-1"}}, "t-1"),
    ({"type": "Train", "name": "train-7"}, "train-7"),
    ({"type": "Train", "custom_properties": {"kfp_pod_name": "pod-1"}}, "pod-1"),
    ({"type": "Train"}, "Train #3"),
]


@pytest.mark.parametrize(("fields", "name"), EXECUTION_PLACES)
def test_an_execution_takes_its_name_from_where_its_producer_puts_one(fields, name):
    assert read_execution(execution(**fields)).name == name


@pytest.mark.parametrize(
    "machine_made", ["a1d031dc-5499-4844-b962-1c95d017b371", "taxi:2026-11-03:Trainer"]
)
def test_what_tfx_calls_an_execution_by_itself_names_none(machine_made):
    node = context("node", "taxi.Trainer.fine")
    assert read_execution(execution(name=machine_made)).name == "Trainer"
    assert read_execution(execution(name=machine_made), [node]).name == "fine"


@pytest.mark.parametrize(
    "type_name", ["kubeflow.org/alpha/workspace", "system.Pipeline", "pipeline", "Parent_Context"]
)
def test_a_workspace_is_a_context_of_these_types(type_name):
    held_by = [context("node", "n"), context(type_name, "taxi")]
    stored = execution(properties={"pipeline_name": "stored"})
    assert read_execution(stored, held_by).workspace == "taxi"
    assert read_context(held_by[1]).role == "workspace"


def test_of_several_workspaces_the_one_that_the_record_names_counts():
    held_by = [
        context("kubeflow.org/alpha/workspace", "first", 1),
        context("kubeflow.org/alpha/workspace", "second", 2),
    ]
    logged = artifact(custom_properties={"__kf_workspace__": "second"})
    assert read_artifact(logged, (), held_by).workspace == "second"
    assert read_artifact(artifact(), (), held_by).workspace == "first"


def test_without_context_the_record_says_where_it_belongs():
    sdk = artifact(custom_properties={"__kf_workspace__": "w", "__kf_run__": "r"})
    old = execution(properties={"pipeline_name": "p", "run_id": "i"})
    assert (read_artifact(sdk).workspace, read_artifact(sdk).run) == ("w", "r")
    assert (read_execution(old).workspace, read_execution(old).run) == ("p", "i")
    assert (read_artifact(artifact()).workspace, read_artifact(artifact()).run) == ("", "")


@pytest.mark.parametrize("type_name", ["system.PipelineRun", "pipeline_run", "KfpRun", "run"])
def test_a_run_is_a_context_of_these_types(type_name):
    run = context(type_name, "2026-11-03")
    assert read_execution(execution(), [run]).run == "2026-11-03"
    assert read_context(run).role == "run"


def test_a_context_without_name_is_called_by_type_and_id():
    assert read_context(Context(4, 1, "system.Pipeline")).name == "Pipeline #4"
    assert read_context(context("system.PipelineRun", "uuid", display_name="nightly")).name == (
        "nightly"
    )
