"""Records as documents: what is indexed of them, and what is not."""

from datetime import UTC, datetime

from webapp.catalog.entries import content_of
from webapp.catalog.rows import packed, unpacked
from webapp.follower.batches import Batch
from webapp.follower.documents import MOST_BESIDE, context_document, unreadable_document
from webapp.metadata import Artifact, Context, Event, Execution
from webapp.producers.scrubbing import MASK

EARLY, LATE = datetime(2026, 10, 1, tzinfo=UTC), datetime(2026, 10, 2, tzinfo=UTC)
SECRET = "hunter2"  # noqa: S105


def artifact_document(record, events=(), contexts=()):
    batch = Batch("artifact", [record], events={record.id: events})
    return batch.documents(lambda *_: contexts)[0]


def execution_document(record, events=()):
    batch = Batch("execution", [record], events={record.id: events})
    return batch.documents(lambda *_: ())[0]


def test_no_secret_gets_in():
    address = f"https://ana:{SECRET}@example.org"
    held = {"db_password": SECRET, "url": address, "rate": 0.5}
    held |= dict.fromkeys(("version", "owner", "__kf_workspace__", "__kf_run__"), address)
    external = f"job?api_key={SECRET}"
    documents = [
        artifact_document(
            Artifact(1, 1, "Model", uri=f"s3://k:{SECRET}@bucket/x", custom_properties=held)
        ),
        artifact_document(Artifact(2, 1, "Model", external_id=external)),
        execution_document(Execution(1, 1, "Train", properties=held, external_id=external)),
        execution_document(Execution(2, 1, "Train", custom_properties=held)),
        context_document(Context(1, 1, "pipeline", "p", properties=held, external_id=external)),
    ]
    for document in documents:
        assert SECRET not in str(content_of(document))
        assert MASK in str(content_of(document))


def test_events_count_executions_and_tell_the_last_use():
    events = [
        Event(1, 5, "OUTPUT", ("model",), LATE),
        Event(1, 6, "INPUT", (), EARLY),
        Event(1, 6, "DECLARED_INPUT", (), None),
        Event(1, 7, "UNKNOWN", (), None),
    ]
    document = artifact_document(Artifact(1, 1, "Model"), events)
    assert (document.producers, document.consumers, document.used) == (1, 2, EARLY)
    assert document.name == "model"
    assert artifact_document(Artifact(1, 1, "Model")).used is None


def test_the_newest_neighbours_are_told():
    crowd = range(100, 100 + 3 * MOST_BESIDE)
    events = [Event(1, 7, "OUTPUT"), *(Event(1, one, "INPUT") for one in reversed(crowd))]
    document = artifact_document(Artifact(1, 1, "Model"), events)
    assert document.upstream == (7,)
    assert document.downstream == (*crowd[-MOST_BESIDE:],)
    row = unpacked(packed(document))
    assert (row.upstream, row.downstream) == ([7], [*crowd[-MOST_BESIDE:]])
    events = [Event(4, 2, "INPUT"), Event(3, 2, "INPUT"), Event(5, 2, "OUTPUT")]
    document = execution_document(Execution(2, 1, "Train"), events)
    assert (document.upstream, document.downstream) == ((3, 4), (5,))


def test_the_first_workspace_is_shown_and_each_is_found():
    record = Artifact(1, 1, "Model", custom_properties={"__kf_workspace__": "b"})
    contexts = [Context(3, 1, "pipeline", "a"), Context(4, 1, "pipeline", "b")]
    contexts.append(Context(5, 2, "pipeline_run", "r"))
    document = artifact_document(record, (), contexts)
    assert document.workspaces == ("b", "a")
    assert document.runs == ("r",)
    assert document.contexts == (3, 4, 5)
    assert artifact_document(record).workspaces == ("b",)
    assert artifact_document(Artifact(1, 1, "Model")).workspaces == ()


def test_the_text_of_the_sdk_is_indexed_as_what_it_says():
    meta = '{"labels": {"team": "fraud"}, "training_framework": {"name": "tensorflow"}}'
    document = artifact_document(
        Artifact(1, 1, "kubeflow.org/alpha/model", properties={"__ALL_META__": meta, "name": "m"})
    )
    assert document.labels == {"team": "fraud"}
    assert document.properties == {"training_framework": {"name": "tensorflow"}, "name": "m"}
    assert "tensorflow" in content_of(document)["words"]


def test_an_unreadable_record_has_its_id_only():
    document = unreadable_document("execution", 7)
    assert (document.kind, document.id, document.unreadable) == ("execution", 7, True)
