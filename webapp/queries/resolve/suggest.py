"""What a word that is still being typed may become."""

from collections.abc import Iterable, Iterator
from itertools import chain
from typing import Final

from msgspec import Struct

from webapp.catalog.names import at_address, beginning
from webapp.catalog.pages import Stretch, page, rows
from webapp.catalog.query.tree import Equal, Field, Query
from webapp.catalog.rows import Row
from webapp.catalog.search import Search
from webapp.catalog.snapshot import Snapshot
from webapp.errors import CatalogError
from webapp.metadata import Kind
from webapp.queries.freshness import standing
from webapp.queries.matches import Match, match_of, match_of_row
from webapp.queries.resolve.word import is_address, number_of, versioned, word_of
from webapp.queries.sources import Sources
from webapp.store.client import Store
from webapp.store.pages import read_page
from webapp.store.paging import LARGEST_PAGE, Listing

MOST: Final = 10
ROWS: Final = 50  # newest records of each question
ADDRESSES: Final = 200
KINDS: Final[tuple[Kind, ...]] = ("context", "artifact", "execution")


class Suggestion(Struct, frozen=True):
    """The newest record of a name; `others` are how many more of that name were seen."""

    match: Match
    others: int = 0


def suggestions(sources: Sources, text: str) -> tuple[Suggestion, ...]:
    """The first records that `text` may mean, the likeliest first; BadParameterError if too long.

    Without a whole catalog they are looked for among the newest records of the store.
    """
    word = word_of(text)
    if not word:
        return ()
    snapshot = standing(sources.catalog, sources.now).snapshot
    if snapshot is not None:
        try:
            return _first(_in_catalog(snapshot, word))
        except CatalogError:
            pass
    return _first(_in_store(sources.store, word))


def _first(found: Iterable[Match]) -> tuple[Suggestion, ...]:
    """One suggestion for all records of a name and type."""
    together: dict[tuple[str, str, str], list[Match]] = {}
    for one in found:
        together.setdefault((one.kind, one.name, one.type), []).append(one)
    return tuple(Suggestion(many[0], len(many) - 1) for many in list(together.values())[:MOST])


def _in_catalog(snapshot: Snapshot, word: str) -> Iterator[Match]:
    seen: set[tuple[Kind, int]] = set()
    for row in chain(_numbered(snapshot, word), _versions(snapshot, word), _named(snapshot, word)):
        if (row.kind, row.id) not in seen:
            seen.add((row.kind, row.id))
            yield match_of_row(row, "")


def _numbered(snapshot: Snapshot, word: str) -> Iterator[Row]:
    number = number_of(word)
    for kind in number.kinds if number else ():
        yield from rows(snapshot, kind, (number.id if number else 0,)).values()


def _versions(snapshot: Snapshot, word: str) -> Iterator[Row]:
    """The versions of a name that begin as what stands behind its sign."""
    wanted = versioned(word)
    if wanted is None:
        return
    for row in beginning(snapshot, "artifact", wanted.name, ROWS):
        is_named = row.name.casefold() == wanted.name.casefold()
        if is_named and (wanted.is_latest or row.version.startswith(wanted.versions)):
            yield row


def _named(snapshot: Snapshot, word: str) -> Iterator[Row]:
    """What begins with the word, then what holds it; URIs where it looks like one."""
    found = [row for kind in KINDS for row in beginning(snapshot, kind, word, ROWS)]
    yield from sorted(found, key=lambda row: row.name.casefold() != word.casefold())
    if len({(row.kind, row.name) for row in found}) < MOST:
        holding = Query((Equal(Field("name"), word),))
        for kind in KINDS:
            yield from page(snapshot, Search(kind, holding), stretch=Stretch(ROWS)).rows
    if is_address(word):
        yield from at_address(snapshot, word, ADDRESSES)


def _in_store(store: Store, word: str) -> Iterator[Match]:
    """Those of the newest records whose name holds the word, exact ones first."""
    folded = word.casefold()
    found: list[Match] = []
    for kind in KINDS:
        records = read_page(store, kind, Listing(), LARGEST_PAGE).records
        found += (
            match
            for one in records
            if folded in (match := match_of(one, "")).name.casefold()
            or folded in (f"#{match.id}", f"{match.name}@{match.version}".casefold())
        )
    return iter(sorted(found, key=lambda one: _distance(one.name.casefold(), folded)))


def _distance(name: str, word: str) -> int:
    if name == word:
        return 0
    return 1 if name.startswith(word) else 2
