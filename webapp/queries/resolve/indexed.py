"""What a word means, looked up in the catalog: over the whole store at once."""

from collections.abc import Iterable
from typing import Final

from webapp.catalog.names import at_address, named
from webapp.catalog.pages import Stretch, page
from webapp.catalog.query.tree import Equal, Field, Query
from webapp.catalog.rows import Row
from webapp.catalog.search import Search
from webapp.catalog.snapshot import Snapshot
from webapp.metadata import Kind
from webapp.queries.matches import Match, gathered, match_of_row
from webapp.queries.resolve import live
from webapp.queries.resolve.word import Versioned

MOST: Final = 200  # rows of one question
MOST_ADDRESSES: Final = 1_000  # artifacts that hold a piece of a URI, looked through for its start


def by_name(snapshot: Snapshot, word: str) -> list[Match]:
    """The records of that name; those that are written exactly so come first."""
    rows: list[Row] = []
    for kind in ("context", "artifact", "execution"):
        rows += named(snapshot, Search(kind), word, MOST)
    return [match_of_row(one, live.NAME) for one in _exact_first(rows, word)]


def by_version(snapshot: Snapshot, wanted: Versioned) -> list[Match]:
    """The artifacts of that name and version, or the newest of that name."""
    every = named(snapshot, Search("artifact"), wanted.name, MOST)
    rows = [one for one in _exact_first(every, wanted.name) if one.state != "DELETED"]
    if wanted.is_latest:
        return live.first_of_each([match_of_row(one, live.LATEST) for one in rows])
    for version in wanted.versions:
        found = [one for one in rows if one.version.casefold() == version.casefold()]
        if found:
            return [match_of_row(one, live.VERSION) for one in found]
    return []


def alone(snapshot: Snapshot, version: str) -> list[Match]:
    """The artifacts of that version, whatever they are called."""
    rows = _with(snapshot, "artifact", Equal(Field("version"), version))
    return [match_of_row(one, "by its version") for one in rows]


def by_run(snapshot: Snapshot, run: str) -> list[Match]:
    """The runs of that name that have no record of their own, and what belongs to none."""
    members = [
        match_of_row(one, live.RUN)
        for kind in ("artifact", "execution")
        for one in _with(snapshot, kind, Equal(Field("run"), run))
    ]
    return gathered(members, run, lambda name: _workspace(snapshot, name))


def by_address(snapshot: Snapshot, beginning: str) -> list[Match]:
    """The artifacts whose URI begins so."""
    rows = at_address(snapshot, beginning, MOST_ADDRESSES)
    return [match_of_row(one, live.ADDRESS) for one in rows]


def _with(snapshot: Snapshot, kind: Kind, clause: Equal) -> Iterable[Row]:
    return page(snapshot, Search(kind, Query((clause,))), stretch=Stretch(MOST)).rows


def _workspace(snapshot: Snapshot, name: str) -> int | None:
    if not name:
        return None
    workspaces = Search("context", Query((Equal(Field("role"), "workspace"),)))
    found = _exact_first(named(snapshot, workspaces, name, MOST), name)
    return found[0].id if found else None


def _exact_first(rows: list[Row], name: str) -> list[Row]:
    return sorted(rows, key=lambda one: one.name != name)
