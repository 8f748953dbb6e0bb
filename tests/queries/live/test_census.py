"""Counts of a real store while rows arrive."""

import time
from threading import Thread
from types import SimpleNamespace

import pytest
from ml_metadata import MetadataStore
from ml_metadata.proto import metadata_store_pb2 as mlpb
from servers import create_server

from webapp.errors import StoreUnavailableError
from webapp.queries.counts import Count
from webapp.queries.live import census as census_module
from webapp.queries.live import tallies
from webapp.queries.live.census import Census
from webapp.queries.live.tallies import KindCount
from webapp.store.client import Store
from webapp.store.connection import Connection
from webapp.store.paging import LARGEST_PAGE

HALF_A_PAGE = 0.5


@pytest.fixture
def connection(store_address):
    connection = Connection(f"grpc://{store_address}")
    yield connection
    connection.close()


@pytest.fixture
def store(connection):
    return Store(connection)


@pytest.fixture
def clock(store, monkeypatch):
    """A clock that stands still but for the pages that are read, a second each."""
    here = SimpleNamespace(monotonic=lambda: store.rows_read / LARGEST_PAGE)
    monkeypatch.setattr(census_module, "time", here)
    monkeypatch.setattr(tallies, "time", here)


def put(mlmd, number, type_name="A"):
    type_id = mlmd.put_artifact_type(mlpb.ArtifactType(name=type_name))
    return type_id, mlmd.put_artifacts([mlpb.Artifact(type_id=type_id) for _ in range(number)])


def context(mlmd, name="c"):
    type_id = mlmd.put_context_type(mlpb.ContextType(name="C"))
    return mlmd.put_contexts([mlpb.Context(type_id=type_id, name=name)])[0]


def attribute(mlmd, context_id, ids):
    links = [mlpb.Attribution(artifact_id=one, context_id=context_id) for one in ids]
    mlmd.put_attributions_and_associations(links, [])


def test_rows_are_counted_by_type_and_new_ones_added(mlmd, store):
    census = Census()
    assert census.counting(store).of_kind("artifact").count() == Count(0)
    first, _ = put(mlmd, 230, "A")
    second, _ = put(mlmd, 5, "B")
    tally = census.counting(store).of_kind("artifact")
    assert (tally.count(), tally.count({first}), tally.count({99})) == (
        Count(235),
        Count(230),
        Count(0),
    )
    put(mlmd, 1, "B")
    assert census.counting(store).of_kind("artifact").count({second}) == Count(6)


def test_a_repeat_costs_one_short_page(mlmd, connection, store):
    put(mlmd, 500)
    census = Census()
    census.counting(store).of_kind("artifact")
    again = Store(connection)
    assert census.counting(again).of_kind("artifact").count() == Count(500)
    assert again.rows_read == tallies.TAIL


def test_a_count_without_time_is_a_lower_bound_and_goes_on(mlmd, store, clock):
    put(mlmd, 250)
    census = Census()
    assert census.counting(store, 0).of_kind("artifact").count() == Count(0, exact=False)
    counted = [census.counting(store, HALF_A_PAGE).of_kind("artifact").count() for _ in range(4)]
    assert [one.number for one in counted] == [100, 184, 250, 250]
    assert [one.exact for one in counted] == [False, False, True, True]


def test_what_was_counted_is_copied_once_a_count(mlmd, store, monkeypatch):
    _, ids = put(mlmd, 450)
    context_id = context(mlmd)
    attribute(mlmd, context_id, ids)
    made = []
    copied = tallies.Tally
    monkeypatch.setattr(tallies, "Tally", lambda *told: made.append(told) or copied(*told))
    counting = Census().counting(store)
    for count in (counting.of_kind("artifact"), counting.of_members("artifact", context_id)):
        assert count.count() == Count(450)
    # Each begins with an empty one.
    assert len(made) == 2 + 2


def test_a_store_that_is_too_slow_leaves_a_lower_bound(mlmd, connection, store):
    put(mlmd, 3)
    census = Census()
    census.counting(store).of_kind("artifact")
    spent = Store(connection, page_deadline=0)
    assert census.counting(spent).of_kind("artifact").count() == Count(3, exact=False)


def test_a_store_that_is_away_is_no_count():
    connection = Connection("grpc://127.0.0.1:1")
    with pytest.raises(StoreUnavailableError):
        Census().counting(Store(connection)).of_kind("artifact")
    connection.close()


def test_another_store_behind_the_address_is_counted_anew():
    config = mlpb.ConnectionConfig()
    config.fake_database.SetInParent()
    counter = KindCount("context")
    for number in (5, 2):
        server, port = create_server(config, "127.0.0.1:0")
        server.start()
        connection = Connection(f"grpc://127.0.0.1:{port}")
        store = Store(connection)
        mlmd = MetadataStore(mlpb.MetadataStoreClientConfig(host="127.0.0.1", port=port))
        for place in range(number):
            context(mlmd, f"c{place}")
        counter.advance(store, time.monotonic() + 5)
        assert counter.tally.count() == Count(number)
        connection.close()
        server.stop(None).wait()


def test_members_are_counted_anew_after_a_moment(mlmd, store, monkeypatch):
    _, ids = put(mlmd, 150)
    context_id = context(mlmd)
    attribute(mlmd, context_id, ids[50:])
    census = Census()
    assert census.counting(store).of_members("artifact", context_id).count() == Count(100)
    # An old artifact, attributed later: nothing in the store says so.
    attribute(mlmd, context_id, ids[:1])
    assert census.counting(store).of_members("artifact", context_id).count() == Count(100)
    monkeypatch.setattr(tallies, "FRESH", 0)
    assert census.counting(store).of_members("artifact", context_id).count() == Count(101)


def test_members_counted_over_several_requests(mlmd, store, monkeypatch, clock):
    monkeypatch.setattr(tallies, "FRESH", 0)
    _, ids = put(mlmd, 150)
    context_id = context(mlmd)
    attribute(mlmd, context_id, ids)
    census = Census()
    counts = [
        census.counting(store, HALF_A_PAGE).of_members("artifact", context_id).count()
        for _ in range(4)
    ]
    # A new count starts below what is known: the bound does not shrink.
    assert counts == [Count(100, False), Count(150), Count(150, False), Count(150)]


def test_days_and_failures_are_counted(mlmd, store):
    type_id = mlmd.put_execution_type(mlpb.ExecutionType(name="E"))
    states = [mlpb.Execution.FAILED, mlpb.Execution.COMPLETE]
    mlmd.put_executions([mlpb.Execution(type_id=type_id, last_known_state=one) for one in states])
    tally = Census().counting(store).of_kind("execution")
    today = tally.last.date()
    assert (tally.by_day[today], tally.failed[today]) == (2, 1)


def test_threads_share_one_census_while_rows_arrive(mlmd, connection):
    census = Census()
    wrong = []

    def ask():
        for _ in range(10):
            before = put_so_far[0]
            count = census.counting(Store(connection)).of_kind("artifact").count()
            if not before <= count.number <= put_so_far[1]:
                wrong.append((before, count, tuple(put_so_far)))

    put_so_far = [0, 0]  # surely there, perhaps there
    threads = [Thread(target=ask) for _ in range(4)]
    for thread in threads:
        thread.start()
    for _ in range(20):
        put_so_far[1] += 7
        put(mlmd, 7)
        put_so_far[0] += 7
    for thread in threads:
        thread.join()
    assert wrong == []


def test_an_unreadable_row_does_not_stop_the_count(mlmd, store):
    type_id, _ = put(mlmd, 3)
    bad = mlpb.Artifact(type_id=type_id)
    bad.custom_properties["x"].string_value = "__MLMD_NULL__"
    mlmd.put_artifacts([bad])
    census = Census()
    assert census.counting(store).of_kind("artifact").count() == Count(3)
    put(mlmd, 2)
    assert census.counting(store).of_kind("artifact").count() == Count(5)
