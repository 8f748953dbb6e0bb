"""Two stores and one folder: whose records a catalog holds, and what those of another are told."""

import os
import threading
import time
from contextlib import contextmanager
from datetime import UTC, datetime

import pytest
from catalogs import catalog_of
from waits import WaitingConnection

from tests.follower.conftest import eventually
from webapp.catalog.pages import every_row
from webapp.catalog.pulse import Pulse, say
from webapp.catalog.reader import Reader
from webapp.catalog.search import Search
from webapp.errors import CatalogForeignError
from webapp.follower import identity
from webapp.follower.follower import Follower
from webapp.follower.identity import Identity
from webapp.queries.freshness import standing, whole
from webapp.store.connection import Connection
from webapp.store.server import bind

HERE, THERE = "here", "there"
ADVICE = "give each store a folder of its own with --catalog."


@pytest.fixture
def folder(tmp_path):
    return tmp_path / "catalog"


@pytest.fixture
def reading(folder):
    """What makes a reader of the catalog for pages over a store, which is kept somewhere."""

    def made(connection, origin=THERE):
        return Reader(folder, aside=False, owns=Identity(connection, origin).owns)

    return made


@pytest.fixture
def elsewhere(core):
    """The store of `connection` at another address."""
    server, port = bind(core, "127.0.0.1:0")
    server.start()
    connection = WaitingConnection(f"grpc://127.0.0.1:{port}")
    yield connection
    connection.close()
    server.stop(None).wait()


def kept(connection, folder, origin=HERE):
    """Nothing; the catalog is in step with that store, which is kept there."""
    Follower(connection, folder, origin=origin).once()


def stands(reader):
    return standing(reader, datetime.now(UTC))


def ids(reader):
    snapshot = stands(reader).snapshot
    return None if snapshot is None else {one.id for one in every_row(snapshot, Search("artifact"))}


@contextmanager
def following(connection, folder, origin=THERE):
    """A block in which a follower of that store runs; what it tells."""
    told = []
    stop = threading.Event()
    follower = Follower(connection, folder, told.append, origin)
    running = threading.Thread(target=follower.run, args=[stop])
    running.start()
    try:
        yield told
    finally:
        stop.set()
        running.join()


def test_pages_over_another_store_show_nothing_of_a_catalog(
    rows, connection, store_file, folder, reading
):
    rows.artifacts(5)
    kept(connection, folder)
    store_file.rows.artifacts(3)
    reader = reading(store_file.connection)
    found = stands(reader)
    assert found.snapshot is None
    assert found.freshness.trouble == f"The catalog in {folder} is another store's: {ADVICE}"
    assert (found.freshness.complete, found.freshness.expected) == (False, 0)
    with pytest.raises(CatalogForeignError):
        reader.snapshot()
    with pytest.raises(CatalogForeignError):
        whole(reader)


def test_pages_over_another_store_tell_nothing_of_its_first_build(
    rows, connection, store_file, folder, reading
):
    rows.artifacts(5)
    kept(connection, folder)
    say(folder, Pulse(time.time(), done=40, expected=100))
    store_file.rows.artifacts(3)
    freshness = stands(reading(store_file.connection)).freshness
    assert "is another store's" in freshness.trouble
    assert (freshness.progress, freshness.expected) == (0.0, 0)
    assert stands(reading(connection, HERE)).freshness.progress == 0.4


def test_an_empty_store_shows_nothing_of_another(rows, connection, store_file, folder, reading):
    rows.artifacts(5)
    kept(connection, folder)
    assert ids(reading(store_file.connection)) is None


def test_a_store_does_not_show_that_another_is_empty(
    connection, store_file, folder, reading, monkeypatch
):
    monkeypatch.setattr(identity, "AGAIN_SECONDS", 0.1)
    kept(connection, folder)
    reader = reading(store_file.connection)
    assert ids(reader) == set()
    store_file.rows.artifacts(3)
    eventually(lambda: ids(reader) is None)


def test_a_store_is_the_same_at_another_address(rows, connection, elsewhere, folder, reading):
    made = rows.artifacts(5)
    kept(connection, folder)
    reader = reading(elsewhere)
    assert ids(reader) == {*made}
    asked = len(elsewhere.waits)
    # It grows, and has kinds of records that it had not.
    made += rows.artifacts(2)
    rows.context("new")
    kept(connection, folder)
    assert ids(reader) == {*made}
    assert len(elsewhere.waits) == asked


def test_a_store_at_another_address_is_not_asked_page_by_page(
    rows, connection, elsewhere, folder, reading
):
    rows.artifacts(5)
    kept(connection, folder)
    reader = reading(elsewhere)
    for _ in range(20):
        assert ids(reader)
    assert len(elsewhere.waits) == 3


def test_the_first_page_of_a_store_that_is_known_by_its_place_waits_for_nothing(
    rows, connection, elsewhere, folder, reading, monkeypatch
):
    monkeypatch.setattr(identity, "ASIDE_SECONDS", 0.2)
    made = rows.artifacts(5)
    kept(connection, folder, THERE)
    reader = reading(elsewhere)
    assert ids(reader) == {*made}
    assert elsewhere.waits == []
    eventually(lambda: len(elsewhere.waits) == 3)
    for _ in range(20):
        assert ids(reader) == {*made}
    assert len(elsewhere.waits) == 3


def test_another_store_at_the_same_place_is_found_out(
    rows, connection, store_file, folder, reading, monkeypatch
):
    monkeypatch.setattr(identity, "ASIDE_SECONDS", 0.1)
    rows.artifacts(5)
    kept(connection, folder, THERE)
    store_file.rows.artifacts(3)
    reader = reading(store_file.connection)
    eventually(lambda: ids(reader) is None)
    # What a commit changes makes it no more ours than before.
    rows.context("new")
    kept(connection, folder, THERE)
    assert ids(reader) is None


def test_a_store_that_does_not_answer_has_its_catalog(rows, connection, folder, reading):
    made = rows.artifacts(5)
    kept(connection, folder)
    away = Connection("grpc://127.0.0.1:1")
    for origin in (HERE, THERE):
        reader = reading(away, origin)
        began = time.monotonic()
        assert ids(reader) == {*made}
        assert ids(reader) == {*made}
        assert time.monotonic() - began < identity.DEADLINE


def test_a_follower_says_that_the_folder_is_another_stores(
    rows, connection, store_file, folder, reading
):
    made = rows.artifacts(5)
    new = store_file.rows.artifacts(3)
    mine, others = reading(connection, HERE), reading(store_file.connection)
    with following(store_file.connection, folder, THERE) as told:
        eventually(lambda: ids(others) == {*new})
        assert ids(mine) is None
    with following(connection, folder, HERE):
        eventually(lambda: ids(mine) == {*made})
        assert ids(others) is None
        with following(store_file.connection, folder, THERE) as told:
            eventually(lambda: told)
            eventually(lambda: len(told) > 1)
        who = f"The catalog in {folder} is written by process {os.getpid()} on "
        assert all(one.trouble.startswith(who) for one in told)
        assert all(one.trouble.endswith(f". It is another store's: {ADVICE}") for one in told)
        assert ids(mine) == {*made}


def test_a_second_follower_of_the_same_store_says_who_writes(rows, connection, elsewhere, folder):
    rows.artifacts(5)
    kept(connection, folder)
    with following(connection, folder, HERE) as first:
        eventually(lambda: any(one.checked for one in first))
        with following(elsewhere, folder, THERE) as told:
            eventually(lambda: told)
    assert f"is written by process {os.getpid()} on " in told[0].trouble
    assert "another store" not in told[0].trouble


def test_another_store_behind_the_address_has_its_own_catalog_soon(store_file, folder, reading):
    store_file.rows.artifacts(3)
    reader = reading(store_file.connection, THERE)
    with following(store_file.connection, folder, THERE):
        eventually(lambda: ids(reader) == {1, 2, 3})
        store_file.replace()
        time.sleep(0.01)  # another store is made in another millisecond
        store_file.rows.artifacts(2)
        eventually(lambda: ids(reader) == {1, 2})
        eventually(lambda: stands(reader).freshness.trouble == "")


def test_who_writes_a_catalog_says_at_once_whose_it_is(rows, connection, folder):
    kept(connection, folder)
    state = Reader(folder).state()
    assert (state["origin"], state["firsts"]) == (HERE, {})
    with following(connection, folder, THERE):
        eventually(lambda: Reader(folder).state()["origin"] == THERE)
        rows.artifacts(1)
        eventually(lambda: "artifact" in Reader(folder).state()["firsts"])


def test_a_catalog_of_before_knows_no_place(rows, connection, folder, reading):
    made = rows.artifacts(5)
    catalog_of(connection, folder)
    assert ids(reading(connection, "")) == {*made}
    assert ids(reading(connection, HERE)) == {*made}
