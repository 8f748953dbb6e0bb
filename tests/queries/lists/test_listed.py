"""Which source a list comes from, and what is said of it."""

from datetime import UTC, datetime, timedelta

import pytest
from listing import ids, wanted
from msgspec.structs import replace

from webapp.catalog.pulse import Pulse, say
from webapp.catalog.reader import Reader
from webapp.errors import CatalogNeededError
from webapp.queries.freshness import standing
from webapp.queries.lists.listed import list_file, list_page, told_page
from webapp.store.client import Store
from webapp.store.connection import Connection

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
SECONDS = NOW.timestamp()


def fresh(tmp_path, **said):
    say(tmp_path, Pulse(**{"said": SECONDS, **said}))
    return standing(Reader(tmp_path), NOW).freshness


def test_without_a_catalog_there_is_nothing_to_wait_for():
    stands = standing(None, NOW)
    assert (stands.snapshot, stands.freshness.kept) == (None, False)


def test_before_its_follower_said_anything_a_catalog_is_being_made(tmp_path):
    stands = standing(Reader(tmp_path), NOW)
    assert (stands.snapshot, stands.freshness.kept, stands.freshness.complete) == (
        None,
        True,
        False,
    )


def test_the_first_build_tells_how_far_it_is(tmp_path):
    told = fresh(tmp_path, done=30, expected=120, rate=9.0)
    assert (told.complete, told.progress, told.seconds_left) == (False, 0.25, 10.0)


def test_how_old_rows_may_be_is_told(tmp_path):
    told = fresh(tmp_path, complete=True, checked=SECONDS - 0.8, swept=SECONDS - 720)
    assert round(told.behind_seconds, 3) == 0.8
    assert told.swept_at == NOW - timedelta(minutes=12)


@pytest.mark.parametrize(
    ("said", "is_late"),
    [
        ({"checked": SECONDS - 0.8}, False),
        ({"checked": SECONDS - 60}, True),
        ({"checked": None}, True),
        ({"checked": SECONDS, "trouble": "The store does not answer."}, True),
        ({"checked": SECONDS, "said": SECONDS - 60}, True),
    ],
)
def test_what_keeps_a_catalog_behind_is_told(tmp_path, indexed, rows, said, is_late):
    rows.artifacts(2)
    sources = replace(indexed.sources, now=NOW)
    folder = tmp_path / "catalog"
    say(folder, Pulse(**{"said": SECONDS, "complete": True, **said}))
    told = list_page(sources, wanted()).freshness
    assert told.complete
    assert told.is_late == is_late
    assert told.trouble == said.get("trouble", "")
    assert (told.silent_since is None) == ("said" not in said)


def test_a_store_that_is_away_leaves_the_rows_of_the_catalog(rows, indexed):
    made = rows.artifacts(3)
    away = Connection("grpc://127.0.0.1:1")
    page = list_page(replace(indexed.sources, store=Store(away)), wanted())
    assert sorted(ids(page)) == made
    away.close()


@pytest.mark.parametrize("broken", ["current.json", "index"])
def test_a_broken_catalog_leaves_the_rows_of_the_store(rows, indexed, tmp_path, broken):
    made = rows.artifacts(3)
    sources = indexed.sources
    for path in (tmp_path / "catalog").rglob("*"):
        if path.is_file() and (broken in path.name or (broken == "index" and path.parts[-2:-1])):
            if broken == "index" and path.name in {"pulse.json", "current.json", "writer.json"}:
                continue
            path.write_bytes(b"no longer what it was")
    sources = replace(sources, catalog=Reader(tmp_path / "catalog", aside=False))
    page = list_page(sources, wanted())
    assert sorted(ids(page)) == made
    assert not page.freshness.complete
    assert page.freshness.trouble


def test_machines_get_no_rows_that_may_not_match(rows, live):
    rows.artifacts(2)
    for wish in (wanted("owner:ana"), wanted(sort="name")):
        assert list_page(live.sources, wish).rows == ()
        for ask in (told_page, list_file):
            with pytest.raises(CatalogNeededError, match="and this dashboard keeps none"):
                ask(live.sources, wish)


def test_machines_are_told_how_far_a_build_is(rows, live, tmp_path):
    say(tmp_path, Pulse(SECONDS, done=59, expected=100))
    sources = live.sources_with(Reader(tmp_path))
    with pytest.raises(
        CatalogNeededError,
        match="Only the catalog can answer owner:ana, and its first build is at 59%",
    ):
        told_page(sources, wanted("owner:ana"))


def test_machines_are_told_why_a_catalog_cannot_be_used(rows, live, tmp_path):
    say(tmp_path, Pulse(SECONDS, complete=True))
    why = f"and it cannot be used now: The catalog in {tmp_path} is not there yet."
    with pytest.raises(CatalogNeededError, match=why):
        told_page(live.sources_with(Reader(tmp_path)), wanted("owner:ana"))
