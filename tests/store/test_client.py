"""The client against a real store over real gRPC."""

import time

import pytest
from ml_metadata.proto import metadata_store_pb2 as mlpb
from servers import create_server

from webapp.errors import NotFoundError, StoreTimeoutError, StoreUnavailableError
from webapp.metadata import MAX_ID
from webapp.store.client import Store
from webapp.store.connection import Connection
from webapp.store.paging import Cursor, Listing


def put(mlmd, number, type_name="A"):
    """`number` artifacts in one call, so that all share one millisecond."""
    type_id = mlmd.put_artifact_type(mlpb.ArtifactType(name=type_name))
    return mlmd.put_artifacts([mlpb.Artifact(type_id=type_id, uri="u") for _ in range(number)])


@pytest.mark.parametrize("order", ["created", "id"])
@pytest.mark.parametrize("ascending", [True, False])
def test_pages_meet_without_gap_or_repeat_through_ties(mlmd, store, order, ascending):
    ids = put(mlmd, 130) + put(mlmd, 130)
    seen, after = [], None
    while rows := store.artifacts(Listing(order, ascending, after), size=40):
        seen += [row.id for row in rows]
        after = Cursor.of(rows[-1], order)
    assert seen == sorted(ids, reverse=not ascending)


@pytest.mark.parametrize("ascending", [True, False])
@pytest.mark.parametrize("size", [40, 100, 250])
def test_pages_by_update_time_do_not_go_in_circles(mlmd, store, ascending, size):
    ids = put(mlmd, 430) + put(mlmd, 30)
    seen, listing = [], Listing("updated", ascending)
    while rows := store.artifacts(listing, size):
        seen += [row.id for row in rows]
        listing = listing.behind(rows)
    assert sorted(seen) == sorted(ids)
    fresh = put(mlmd, 3)
    if ascending:
        # The same place goes on with what came after it.
        assert {row.id for row in store.artifacts(listing)} == {*fresh}


def test_a_page_larger_than_mlmd_gives_is_whole(mlmd, store):
    ids = put(mlmd, 230)
    assert [row.id for row in store.artifacts(Listing(), size=200)] == sorted(ids)[:-201:-1]


def test_lists_of_a_type_and_of_a_context(mlmd, store):
    put(mlmd, 3, "A")
    (only,) = put(mlmd, 1, "B")
    context_type = mlmd.put_context_type(mlpb.ContextType(name="C"))
    (context,) = mlmd.put_contexts([mlpb.Context(type_id=context_type, name="c")])
    mlmd.put_attributions_and_associations(
        [mlpb.Attribution(artifact_id=only, context_id=context)], []
    )
    of_type = next(one for one in store.types("artifact") if one.name == "B")
    assert [row.id for row in store.artifacts(Listing(type=of_type))] == [only]
    assert [row.id for row in store.artifacts(Listing(context_id=context))] == [only]
    assert [one.id for one in store.contexts_of_artifact(only)] == [context]
    assert store.contexts_of_artifact(1) == ()
    assert store.context_by_name("C", "c").id == context
    assert store.context_by_name("C", "nobody") is None


@pytest.mark.parametrize("strange", [0, -1, 99, MAX_ID, MAX_ID + 1, 10**30])
def test_an_id_that_is_not_there_is_not_found(store, strange):
    with pytest.raises(NotFoundError, match=str(strange)):
        store.artifact(strange)


def test_rows_read_are_counted(mlmd, store):
    put(mlmd, 7)
    store.artifacts(Listing())
    assert store.rows_read == 7


def test_a_store_that_is_away_is_named(store_address):
    connection = Connection("grpc://127.0.0.1:1")
    with pytest.raises(StoreUnavailableError, match=r"127\.0\.0\.1:1"):
        Store(connection).artifacts(Listing())
    connection.close()


def test_a_spent_budget_is_a_timeout(store_address):
    connection = Connection(f"grpc://{store_address}")
    with pytest.raises(StoreTimeoutError, match="within 0 s"):
        Store(connection, page_deadline=0).artifacts(Listing())
    connection.close()


def test_a_store_that_comes_back_is_found_within_two_seconds():
    config = mlpb.ConnectionConfig()
    config.fake_database.SetInParent()
    server, port = create_server(config, "127.0.0.1:0")
    server.start()
    connection = Connection(f"grpc://127.0.0.1:{port}")
    assert Store(connection).artifacts(Listing()) == ()
    server.stop(None).wait()
    with pytest.raises(StoreUnavailableError):
        Store(connection).artifacts(Listing())
    again, _ = create_server(config, f"127.0.0.1:{port}")
    again.start()
    start = time.monotonic()
    while True:
        try:
            Store(connection).artifacts(Listing())
            break
        except StoreUnavailableError:
            assert time.monotonic() - start < 2
    connection.close()
    again.stop(None).wait()
