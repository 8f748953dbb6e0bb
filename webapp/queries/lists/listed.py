"""A list, from whichever source can answer."""

from collections.abc import Iterator
from itertools import chain

from msgspec import Struct

from webapp.errors import CatalogError, CatalogNeededError
from webapp.queries.freshness import Freshness, broken, standing
from webapp.queries.indexed.exported import indexed_parts
from webapp.queries.indexed.page import indexed_page
from webapp.queries.indexed.reach import walked
from webapp.queries.lists.page import ListPage, Part, Reached, Waiting
from webapp.queries.lists.wanted import Wanted
from webapp.queries.live.exported import live_parts
from webapp.queries.live.page import live_page, waiting_of
from webapp.queries.sources import Sources


def list_page(sources: Sources, wanted: Wanted) -> ListPage:
    """The page that is wanted: from the catalog when that is complete, else from the store."""
    stands = standing(sources.catalog, sources.now)
    freshness = stands.freshness
    if stands.snapshot is not None:
        try:
            return indexed_page(sources, stands.snapshot, wanted, freshness)
        except CatalogError as error:
            freshness = broken(freshness, error)
    return live_page(sources, wanted, freshness)


def told_page(sources: Sources, wanted: Wanted) -> ListPage:
    """The same for those who do not read notices; CatalogNeededError where rows would wait."""
    page = list_page(sources, wanted)
    _hold_answered(page.waiting, page.freshness)
    return page


class ListFile(Struct, frozen=True):
    """The rows of a list, in parts. `tag` is another one when they may be others, "" if unknown.

    `walks` are those of its filter.
    """

    parts: Iterator[Part]
    tag: str = ""
    walks: tuple[Reached, ...] = ()


def list_file(sources: Sources, wanted: Wanted) -> ListFile:
    """The rows that are wanted, for a file.

    The first of them are read at once, so that what goes wrong is raised before a byte is sent:
    StoreErrors, and CatalogNeededError.
    """
    stands = standing(sources.catalog, sources.now)
    freshness = stands.freshness
    if stands.snapshot is not None:
        try:
            walks = walked(sources.store, wanted.kind, wanted.query, sources.catalog)
            parts = _begun(indexed_parts(stands.snapshot, wanted, walks))
            # What is walked in the store changes without a commit.
            return ListFile(parts, "" if walks.walks else stands.snapshot.tag, walks.walks)
        except CatalogError as error:
            freshness = broken(freshness, error)
    _hold_answered(waiting_of(wanted), freshness)
    return ListFile(_begun(live_parts(sources, wanted)))


def _begun(parts: Iterator[Part]) -> Iterator[Part]:
    first = next(parts, None)
    return iter(()) if first is None else chain((first,), parts)


def _hold_answered(waiting: Waiting, freshness: Freshness) -> None:
    if waiting.is_all:
        texts = (*waiting.filters, *([f"sort={waiting.sort}"] if waiting.sort else ()))
        progress = freshness.progress if freshness.kept else None
        raise CatalogNeededError(texts, progress, freshness.trouble)
