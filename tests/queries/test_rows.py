"""Lines of lists: what they say, and that they stay lines."""

from datetime import UTC, datetime

from webapp.metadata import Artifact, Context, Event, Execution
from webapp.producers import read_artifact, read_execution
from webapp.queries.rows import artifact_rows, execution_row, workspace_row

TIME = datetime(2026, 11, 3, 14, tzinfo=UTC)


def metrics(number, model, **values):
    custom = {"display_name": "eval", "model_id": model} | values
    return read_artifact(
        Artifact(number, 2, "kubeflow.org/alpha/metrics", custom_properties=custom)
    )


def test_a_row_tells_what_its_producer_meant():
    record = Artifact(4, 1, "tfx.Model", uri="gs://ana:hunter2@m/x", created=TIME, state="PENDING")
    (row,) = artifact_rows([record], [Event(4, 9, "OUTPUT", ("model", 0)), Event(5, 9, "OUTPUT")])
    assert (row.id, row.type, row.short_type, row.family) == (4, "tfx.Model", "Model", "model")
    assert (row.name, row.state, row.created) == ("model", "PENDING", TIME)
    assert row.uri == "gs://ana:[masked]@m/x"


def test_a_model_gets_the_metrics_that_others_hold_of_it():
    models = [Artifact(number, 1, "Model") for number in (1, 2)]
    values = '{"auc": 0.9}'
    rows = artifact_rows(models, (), [metrics(3, "2", values=values)])
    assert [row.metrics for row in rows] == [{}, {"auc": 0.9}]


def test_long_text_is_cut_and_crowds_are_thinned():
    custom = {"display_name": "n" * 10**6, "labels": {f"k{place}": "v" for place in range(5000)}}
    (row,) = artifact_rows([Artifact(1, 1, "T", uri="u" * 10**6, custom_properties=custom)])
    assert (len(row.name), len(row.uri), len(row.labels)) == (4096, 4096, 50)
    assert row.name.endswith("…")


def test_an_execution_s_row():
    record = Execution(
        9, 1, "T", "train", "FAILED", created=TIME, updated=TIME.replace(minute=6),
        custom_properties={"error_message": "out of memory", "__kf_run__": "r"},
    )  # fmt: skip
    row = execution_row(record, read_execution(record))
    assert (row.name, row.state, row.failure, row.run) == ("train", "FAILED", "out of memory", "r")
    assert (row.started, row.duration_seconds) == (TIME, 360)


def test_a_workspace_s_row():
    row = workspace_row(Context(1, 1, "system.Pipeline", "digits"), artifacts=3)
    assert (row.name, row.short_type, row.artifacts, row.executions) == (
        *("digits", "Pipeline", 3, None),
    )
