"""A page's store: the same records are asked for once."""

import pytest
from ml_metadata.proto import metadata_store_pb2 as mlpb

from webapp.store import remembering
from webapp.store.connection import Connection
from webapp.store.contexts import contexts_holding
from webapp.store.remembering import PageStore


@pytest.fixture
def connection(store_address):
    """A connection that notes the calls it makes."""
    connection = Connection(f"grpc://{store_address}")
    connection.calls = []
    call = connection.call

    def noted(method, *arguments):
        connection.calls.append(method)
        return call(method, *arguments)

    connection.call = noted
    yield connection
    connection.close()


@pytest.fixture
def store(connection):
    return PageStore(connection)


def test_the_same_records_are_asked_for_once_in_any_order(rows, store, connection):
    ids = rows.artifacts(3)
    first = store.artifacts_by_id(ids)
    assert store.artifacts_by_id(reversed(ids)) == first
    assert connection.calls == ["GetArtifactsByID"]
    assert store.rows_read == 3
    assert store.artifacts_by_id(ids[:2]).keys() == {*ids[:2]}
    assert store.artifacts_by_id([ids[0], ids[-1] + 1]).keys() == {ids[0]}
    assert len(connection.calls) == 2
    assert store.artifacts_by_id([ids[-1] + 1]) == {}
    assert len(connection.calls) == 2


def test_events_are_asked_for_once_from_each_of_their_ends(rows, store, connection):
    made, by = rows.artifact("MNIST"), rows.execution("training")
    rows.event(made, by)
    for _ in range(2):
        assert store.events_of_artifacts([made]) == store.events_of_executions([by])
    assert connection.calls == ["GetEventsByArtifactIDs", "GetEventsByExecutionIDs"]


def test_what_a_caller_does_with_an_answer_is_its_own(rows, store):
    ids = rows.artifacts(1)
    store.artifacts_by_id(ids).clear()
    assert store.artifacts_by_id(ids).keys() == {*ids}


def test_the_next_page_sees_what_changed(mlmd, rows, connection):
    (one,) = rows.artifacts(1)
    before = PageStore(connection).artifact(one)
    (stored,) = mlmd.get_artifacts_by_id([one])
    stored.state = mlpb.Artifact.ABANDONED
    mlmd.put_artifacts([stored])
    assert PageStore(connection).artifact(one).state != before.state


def test_large_answers_are_not_kept(monkeypatch, rows, connection):
    monkeypatch.setattr(remembering, "MOST_IDS", 1)
    store = PageStore(connection)
    ids = rows.artifacts(2)
    assert store.artifacts_by_id(ids) == store.artifacts_by_id(ids)
    assert len(connection.calls) == 2


def test_what_is_read_ahead_is_not_asked_for_again(rows, store, connection):
    made, by, other = rows.artifact("MNIST"), rows.execution("training"), rows.artifact("other")
    rows.event(made, by)
    workspace = rows.workspace("w")
    (held,) = rows.artifacts(1, of=[workspace])
    walked, shown = {"artifact": [made], "execution": [by]}, {"artifact": [made]}
    store.read_ahead(walked, shown, {"artifact": [held], "execution": [by]}, 5.0)
    assert [one.id for one in store.contexts_of_artifact(held)] == [workspace]
    (event,) = store.events_of_artifacts([made])
    assert store.events_of_executions([by]) == (event,)
    assert store.artifact(made).id == made
    assert (connection.calls, store.rows_read) == ([], 4)
    assert store.artifacts_by_id([made, other]).keys() == {made, other}
    assert store.events_of_artifacts([made, other]) == (event,)
    assert connection.calls == ["GetArtifactsByID", "GetEventsByArtifactIDs"]


def test_what_does_not_come_ahead_is_asked_for_again(rows, store, connection):
    made = rows.artifact("MNIST")
    store.read_ahead({}, {"artifact": [made]}, {}, 0.0)
    assert store.artifact(made).id == made
    assert connection.calls == ["GetArtifactsByID"]


def test_contexts_that_could_not_be_read_ahead_are_read_around(rows, store):
    of = [rows.context("here"), rows.context("bad", readable=False)]
    (held,) = rows.artifacts(1, of=of)
    store.read_ahead({}, {}, {"artifact": [held]}, 5.0)
    for _ in range(2):
        readable, unreadable = contexts_holding(store, "artifact", held)
        assert ([one.id for one in readable], [*unreadable]) == (of[:1], of[1:])


def test_what_stands_around_a_context_is_asked_for_at_once(rows, mlmd, store, connection):
    here, below = rows.workspace("w"), rows.workspace("b")
    mlmd.put_parent_contexts([mlpb.ParentContext(child_id=below, parent_id=here)])
    rows.artifact("m")
    store.read_around(here, 5.0)
    assert store.context(here).name == "w"
    assert [one.id for one in store.children_of_context(here)] == [below]
    assert store.parents_of_context(here) == ()
    assert len(store.types("artifact")) == 1
    assert connection.calls == []
    assert [one.id for one in store.parents_of_context(below)] == [here]
    assert connection.calls == ["GetParentContextsByContext"]


def test_our_own_server_takes_what_is_asked_ahead_in_one_call(rows, store, connection, monkeypatch):
    made, by = rows.artifact("MNIST"), rows.execution("training")
    rows.event(made, by)
    monkeypatch.setattr(connection, "_method", None)  # what single calls are made with
    store.read_ahead({"artifact": [made]}, {"execution": [by]}, {"artifact": [made]}, 5.0)
    assert [one.execution_id for one in store.events_of_artifacts([made])] == [by]
    assert store.execution(by).id == by
