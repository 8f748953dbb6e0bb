"""Where a lineage can start."""

from contextlib import suppress
from datetime import datetime
from typing import Final

from msgspec import Struct

from webapp.catalog.pages import Page, Stretch, page
from webapp.catalog.query.tree import Equal, Field, Node, Or, Query
from webapp.catalog.search import Search
from webapp.catalog.snapshot import Snapshot
from webapp.errors import CatalogError
from webapp.lineage.captions import Family
from webapp.lineage.records import Key
from webapp.metadata import Artifact
from webapp.producers import ArtifactReading, family
from webapp.queries.freshness import standing
from webapp.queries.indexed.types import TYPE, of_models
from webapp.queries.readings import readings_of
from webapp.queries.sources import Sources
from webapp.store.client import Store
from webapp.store.pages import read_ids, read_page
from webapp.store.paging import Listing

# How many of the newest artifacts are looked through, and how many starts are shown.
LOOKED_THROUGH = 500
SHOWN = 12
NAME: Final = Field("name")


class Start(Struct, frozen=True):
    """An artifact at which a lineage can start."""

    id: int
    name: str
    version: str
    type: str
    family: Family
    created: datetime | None


class Starts(Struct, frozen=True):
    """Some starts, and in words which."""

    title: str
    starts: tuple[Start, ...]


def start_named(store: Store, text: str) -> Key | None:
    """The record whose id is `text` (26, #26, artifact/26, execution/19), if there is one."""
    number = text.removeprefix("#")
    for key in (Key.parse(text), Key.parse(f"artifact/{number}"), Key.parse(f"execution/{number}")):
        if key is not None:
            found, unreadable = read_ids(store, key.kind, [key.id])
            if found or unreadable:
                return key
    return None


def lineage_starts(sources: Sources, text: str = "") -> Starts:
    """The newest models, or the newest artifacts with `text` in their name."""
    snapshot = standing(sources.catalog, sources.now).snapshot
    if snapshot is not None:
        with suppress(CatalogError):
            return _named(snapshot, text) if text else _models(snapshot)
    return _newest(sources.store, text)


def _named(snapshot: Snapshot, text: str) -> Starts:
    """Of all artifacts with the text in their name the newest."""
    found = _page(snapshot, Equal(NAME, text))
    have = "artifact has" if found.total == 1 else "artifacts have"
    return Starts(f"{found.total:,} {have} that in their name", _rows(found))


def _models(snapshot: Snapshot) -> Starts:
    """The newest models of all, or where there is none the newest artifacts."""
    models = of_models(snapshot, Search("artifact"))
    found = _page(snapshot, Or(tuple(Equal(TYPE, name) for name in models))) if models else None
    if found is not None and found.rows:
        return Starts("Models", _rows(found))
    return Starts("Artifacts", _rows(_page(snapshot)))


def _page(snapshot: Snapshot, *asked: Node) -> Page:
    return page(snapshot, Search("artifact", Query(asked)), stretch=Stretch(SHOWN))


def _rows(found: Page) -> tuple[Start, ...]:
    return tuple(
        Start(
            id=row.id,
            name=row.name,
            version=row.version,
            type=row.short_type,
            family=family(row.short_type),
            created=row.created,
        )
        for row in found.rows
        if not row.unreadable
    )


def _newest(store: Store, text: str) -> Starts:
    """The newest models, or those of the newest artifacts with the text in their name."""
    records = read_page(store, "artifact", Listing(), LOOKED_THROUGH).records
    artifacts = [record for record in records if isinstance(record, Artifact)]
    readings = readings_of(store, artifacts)
    starts = [_start(one, readings[one.id]) for one in artifacts]
    if text:
        named = [start for start in starts if text.lower() in start.name.lower()]
        title = f"{len(named):,} of the newest {len(starts):,} artifacts have that in their name"
        return Starts(title, tuple(named[:SHOWN]))
    models = [start for start in starts if start.family == "model"]
    if models:
        return Starts("Models", tuple(models[:SHOWN]))
    return Starts("Artifacts", tuple(starts[:SHOWN]))


def _start(artifact: Artifact, reading: ArtifactReading) -> Start:
    return Start(
        id=artifact.id,
        name=reading.name,
        version=reading.version,
        type=reading.type,
        family=reading.family,
        created=artifact.created,
    )
