"""Where a lineage can start."""

from datetime import datetime

from msgspec import Struct

from webapp.lineage.captions import Family
from webapp.lineage.records import Key
from webapp.metadata import Artifact
from webapp.producers import read_artifact
from webapp.store.client import Store
from webapp.store.pages import read_ids, read_page
from webapp.store.paging import Listing

# How many of the newest artifacts are looked through, and how many starts are shown.
LOOKED_THROUGH = 500
SHOWN = 12


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


def lineage_starts(store: Store, text: str = "") -> Starts:
    """The newest models, or the newest artifacts with `text` in their name."""
    page = read_page(store, "artifact", Listing(), LOOKED_THROUGH)
    starts = [_start(record) for record in page.records if isinstance(record, Artifact)]
    if text:
        named = [start for start in starts if text.lower() in start.name.lower()]
        title = f"{len(named):,} of the newest {len(starts):,} artifacts have that in their name"
        return Starts(title, tuple(named[:SHOWN]))
    models = [start for start in starts if start.family == "model"]
    if models:
        return Starts("Models", tuple(models[:SHOWN]))
    return Starts("Artifacts", tuple(starts[:SHOWN]))


def _start(artifact: Artifact) -> Start:
    reading = read_artifact(artifact)
    return Start(
        id=artifact.id,
        name=reading.name,
        version=reading.version,
        type=reading.type,
        family=reading.family,
        created=artifact.created,
    )
