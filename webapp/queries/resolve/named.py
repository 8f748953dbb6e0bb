"""The artifact that stands behind a link by name: its workspace, type, name and version."""

from collections.abc import Iterator
from typing import Final

from msgspec import Struct

from webapp.catalog.names import named as rows_named
from webapp.catalog.query.tree import Equal, Field, Query
from webapp.catalog.search import Search
from webapp.catalog.snapshot import Snapshot
from webapp.errors import CatalogError
from webapp.metadata import Artifact
from webapp.producers import read_artifact
from webapp.queries.freshness import standing
from webapp.queries.live.scope import type_words, workspaces_named
from webapp.queries.live.windows import RESERVE
from webapp.queries.matches import Match, match_of, match_of_row
from webapp.queries.resolve.word import LATEST
from webapp.queries.sources import Sources
from webapp.store.client import Store
from webapp.store.pages import read_page
from webapp.store.paging import LARGEST_PAGE, Listing

MOST: Final = 500
MOST_SCANNED: Final = 5_000  # artifacts that are looked through where there is no catalog


class Name(Struct, frozen=True):
    """What a link by name says; "" leaves open. Without a version the newest is meant."""

    name: str
    version: str = ""
    workspace: str = ""
    type: str = ""

    @property
    def is_latest(self) -> bool:
        """Whether the newest version is meant."""
        return self.version in {"", LATEST}

    @property
    def words(self) -> str:
        """The whole in words.

        >>> Name("rank", "v7", "fraud", "model").words
        'rank in version v7, of type model, in workspace fraud'
        """
        version = "its newest version" if self.is_latest else f"version {self.version}"
        rest = (("of type ", self.type), ("in workspace ", self.workspace))
        told = [f"{before}{one}" for before, one in rest if one]
        return ", ".join((f"{self.name} in {version}", *told))


def artifacts_named(sources: Sources, wanted: Name) -> tuple[Match, ...]:
    """The artifacts of that name and version; of the newest version, one."""
    snapshot = standing(sources.catalog, sources.now).snapshot
    if snapshot is not None:
        try:
            found = _in_catalog(snapshot, wanted)
        except CatalogError:
            found = []
        if found:
            return tuple(found[:1] if wanted.is_latest else found)
    found = list(_in_store(sources.store, wanted))
    return tuple(found[:1] if wanted.is_latest else found)


def _in_catalog(snapshot: Snapshot, wanted: Name) -> list[Match]:
    asked = {"workspace": wanted.workspace, "type": wanted.type}
    if not wanted.is_latest:
        asked["version"] = wanted.version
    query = Query(tuple(Equal(Field(name), value) for name, value in asked.items() if value))
    rows = rows_named(snapshot, Search("artifact", query), wanted.name, MOST)
    return [match_of_row(one, "by its name") for one in rows if one.name == wanted.name]


def _in_store(store: Store, wanted: Name) -> Iterator[Match]:
    """The newest that match, from the workspace where one is named."""
    contexts = workspaces_named(store, wanted.workspace) if wanted.workspace else ()
    context_id = contexts[0].id if contexts else None
    listing, scanned = Listing(context_id=context_id), 0
    while scanned < MOST_SCANNED and store.seconds_left > RESERVE:
        page = read_page(store, "artifact", listing, LARGEST_PAGE)
        scanned += len(page.records)
        for one in page.records:
            if isinstance(one, Artifact) and _is(one, wanted, anywhere=context_id is None):
                yield match_of(one, "by its name")
        if page.end is None:
            return
        listing = Listing(after=page.end, context_id=context_id)


def _is(record: Artifact, wanted: Name, *, anywhere: bool) -> bool:
    reading = read_artifact(record)
    if reading.name != wanted.name:
        return False
    if not wanted.is_latest and reading.version != wanted.version:
        return False
    if wanted.type and wanted.type.casefold() not in type_words(record.type):
        return False
    return not anywhere or not wanted.workspace or reading.workspace == wanted.workspace
