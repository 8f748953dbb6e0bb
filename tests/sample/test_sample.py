"""The sample of demo on a real store."""

import json
from collections import Counter
from collections.abc import Iterator
from datetime import datetime, timedelta, tzinfo

import pytest
from ml_metadata import MetadataStore
from ml_metadata.proto import metadata_store_pb2 as mlpb
from servers import create_server

from kubeflow.metadata import metadata, types
from webapp.sample import log, log_sample

State = mlpb.Execution.State


@pytest.fixture(scope="module")
def port() -> Iterator[int]:
    """The port of a store with the sample in it."""
    config = mlpb.ConnectionConfig()
    config.fake_database.SetInParent()
    server, port = create_server(config, "127.0.0.1:0")
    server.start()
    log_sample("127.0.0.1", port, str)
    yield port
    server.stop(None).wait()


@pytest.fixture(scope="module")
def store(port: int) -> metadata.Store:
    return metadata.Store("127.0.0.1", port)


@pytest.fixture(scope="module")
def client(store: metadata.Store) -> MetadataStore:
    return store.store


@pytest.fixture(scope="module")
def demo(store: metadata.Store) -> metadata.Workspace:
    return metadata.Workspace(store, "demo workspace")


@pytest.fixture(scope="module")
def fraud(store: metadata.Store) -> metadata.Workspace:
    return metadata.Workspace(store, "fraud-detection")


def everything(client: MetadataStore) -> list[object]:
    artifacts, executions = client.get_artifacts(), client.get_executions()
    contexts = client.get_contexts()
    return [
        artifacts,
        executions,
        contexts,
        client.get_events_by_artifact_ids(one.id for one in artifacts),
        [client.get_parent_contexts_by_context(one.id) for one in contexts],
        client.get_artifact_types(),
        client.get_execution_types(),
        client.get_context_types(),
    ]


def test_a_second_time_writes_nothing(port: int, client: MetadataStore):
    before, said = everything(client), []
    log_sample("127.0.0.1", port, said.append)
    assert everything(client) == before
    assert said == ["The sample is in the store already."]


class AnHourAgo(datetime):
    """A clock that is late."""

    @classmethod
    def now(cls, tz: tzinfo | None = None) -> "AnHourAgo":
        """The time of an hour ago."""
        return super().now(tz) - timedelta(hours=1)


def test_one_that_was_interrupted_is_completed(
    store_address: str, client: MetadataStore, monkeypatch: pytest.MonkeyPatch
):
    # Only the store says when it began: time has passed before it took the first record.
    monkeypatch.setattr(log, "datetime", AnHourAgo)
    port = int(store_address.rpartition(":")[2])
    logged: list[str] = []

    def stop_after_three(said: str) -> None:
        logged.append(said)
        if len(logged) == 3:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        log_sample("127.0.0.1", port, stop_after_three)
    log_sample("127.0.0.1", port, str)
    mended = metadata.Store("127.0.0.1", port).store

    def shape(one: MetadataStore) -> list[object]:
        keys = [sorted(n.external_id for n in nodes) for nodes in everything(one)[:2]]
        return [*keys, [len(rows) for rows in everything(one)]]

    assert shape(mended) == shape(client)


def test_the_story_comes_first_and_is_whole(demo: metadata.Workspace, client: MetadataStore):
    artifacts = client.get_artifacts_by_context(demo.context_id)
    assert sorted(one.id for one in artifacts) == [1, 2, 3]
    [model] = demo.list(metadata.Model.ARTIFACT_TYPE_NAME)
    [data_set] = demo.list(metadata.DataSet.ARTIFACT_TYPE_NAME)
    [metrics] = demo.list(metadata.Metrics.ARTIFACT_TYPE_NAME)
    assert model["name"] == "MNIST"
    assert model["labels"] == {"a_label": "some-value"}
    assert model["hyperparameters"]["layers"] == [10, 3, 1]
    assert model["version"].startswith("model_")
    assert data_set["name"] == "mytable-dump"
    assert metrics["values"] == {"accuracy": 0.95}
    assert metrics["model_id"] == str(model["id"])
    assert metrics["data_set_id"] == str(data_set["id"])
    assert model["run"].startswith("run_")

    users = {one.execution_id for one in client.get_events_by_artifact_ids([model["id"]])}
    assert users == {one.id for one in client.get_executions_by_context(demo.context_id)}
    names = [one.properties["name"].string_value for one in client.get_executions_by_id(users)]
    assert "Serving the MNIST model" in names
    trainer, _ = sorted(users)
    assert len(client.get_events_by_execution_ids([trainer])) == 3


def test_every_artifact_has_its_event_and_its_workspace(client: MetadataStore):
    artifacts = {one.id for one in client.get_artifacts()}
    assert 120 <= len(artifacts) <= 200
    events = client.get_events_by_artifact_ids(artifacts)
    assert {one.artifact_id for one in events} == artifacts
    places = client.get_contexts_by_type(types.WORKSPACE_CONTEXT)
    places += client.get_contexts_by_type("pipeline")
    assert len(places) == 4
    members = [client.get_artifacts_by_context(one.id) for one in places]
    assert Counter(one.id for rows in members for one in rows) == Counter(artifacts)


def test_what_metrics_measure_is_in_the_store(client: MetadataStore):
    ids = {one.id: one.type for one in client.get_artifacts()}
    for metrics in client.get_artifacts_by_type(types.METRICS):
        assert ids[int(metrics.properties["model_id"].string_value)] == types.MODEL
        assert ids[int(metrics.properties["data_set_id"].string_value)] == types.DATA_SET


def test_nine_versions_with_moving_metrics(fraud: metadata.Workspace):
    models = [one for one in fraud.list() if one["name"] == "fraud-rank"]
    assert [one["version"] for one in models] == [f"v{n}" for n in range(1, 10)]
    assert {one["labels"].get("stage") for one in models} >= {"production", "candidate", None}
    assert {"team", "region"} <= set(models[0]["labels"])
    assert len({json.dumps(one["hyperparameters"]) for one in models}) > 5
    metrics = fraud.list(metadata.Metrics.ARTIFACT_TYPE_NAME)
    validated = [one for one in metrics if one["metrics_type"] == metadata.Metrics.VALIDATION]
    assert len({one["values"]["auc"] for one in validated}) == 9
    assert metadata.Metrics.PRODUCTION in {one["metrics_type"] for one in metrics}


def test_a_model_goes_back_to_the_raw_data(fraud: metadata.Workspace, client: MetadataStore):
    [model] = [one["id"] for one in fraud.list() if one.get("version") == "v7"]
    steps, frontier = [], {model}
    while frontier:
        events = client.get_events_by_artifact_ids(frontier)
        makers = {one.execution_id for one in events if one.type == mlpb.Event.OUTPUT}
        steps += [
            one.properties["name"].string_value for one in client.get_executions_by_id(makers)
        ]
        read = client.get_events_by_execution_ids(makers)
        frontier = {one.artifact_id for one in read if one.type == mlpb.Event.INPUT}
    assert {"Trainer", "BuildFeatures", "IngestJoin"} <= set(steps)


def test_one_data_set_has_forty_readers(fraud: metadata.Workspace, client: MetadataStore):
    data_sets = fraud.list(metadata.DataSet.ARTIFACT_TYPE_NAME)
    [embeddings] = [one["id"] for one in data_sets if one["name"] == "merchant-embeddings"]
    events = client.get_events_by_artifact_ids([embeddings])
    assert Counter(one.type for one in events) == {mlpb.Event.INPUT: 40, mlpb.Event.OUTPUT: 1}


def test_nights_that_failed_made_nothing(fraud: metadata.Workspace, client: MetadataStore):
    executions = client.get_executions_by_context(fraud.context_id)
    failed = [one for one in executions if one.last_known_state == State.FAILED]
    assert len(failed) == 2
    assert all(one.properties["description"].string_value for one in failed)
    events = client.get_events_by_execution_ids(one.id for one in failed)
    assert {one.type for one in events} == {mlpb.Event.INPUT}


def test_the_pipeline_has_cached_and_failed_executions(client: MetadataStore):
    pipeline = client.get_context_by_type_and_name("pipeline", "taxi-tfx")
    runs = client.get_contexts_by_type("pipeline_run")
    assert len(runs) == 5
    for run in runs:
        [parent] = client.get_parent_contexts_by_context(run.id)
        assert parent.id == pipeline.id
    executions = client.get_executions_by_context(pipeline.id)
    states = Counter(State.Name(one.last_known_state) for one in executions)
    assert states["CACHED"] == 8
    assert states["FAILED"] == 2
    [training] = [one for one in executions if _is_failed_training(one)]
    assert "Out of memory" in training.custom_properties["__execution_error_msg__"].string_value
    lost = client.get_events_by_execution_ids([training.id])
    pending = [one.artifact_id for one in lost if one.type == mlpb.Event.PENDING_OUTPUT]
    artifacts = client.get_artifacts_by_id(pending)
    assert {one.state for one in artifacts} == {mlpb.Artifact.ABANDONED}


def test_a_cached_execution_gives_the_original_artifacts_again(client: MetadataStore):
    examples = client.get_artifacts_by_uri("gs://taxi-tfx/pipeline_root/CsvExampleGen/examples/1")
    events = client.get_events_by_artifact_ids([examples[0].id])
    made = [one for one in events if one.type == mlpb.Event.OUTPUT]
    assert len(made) == 2
    assert [step.key or step.index for step in made[0].path.steps] == ["examples", 0]


def _is_failed_training(execution: mlpb.Execution) -> bool:
    return execution.last_known_state == State.FAILED and execution.type.endswith("Trainer")
