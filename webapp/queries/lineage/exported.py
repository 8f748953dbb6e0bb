"""A lineage as a file: the same bytes whether a page or the command line asks for it."""

from collections.abc import Callable, Mapping
from typing import Final

from msgspec import Struct

from webapp.assets import icons, source_text, static_text
from webapp.catalog.reader import Reader
from webapp.exports.dot import dot
from webapp.exports.graphml import graphml
from webapp.exports.lineage_csv import events_csv, nodes_csv
from webapp.exports.lineage_json import lineage_json
from webapp.exports.openlineage import openlineage
from webapp.exports.pack import pack
from webapp.exports.png import png
from webapp.exports.prov import prov_json
from webapp.exports.remark import remark
from webapp.exports.stylesheet import stylesheet
from webapp.exports.svg import svg_file
from webapp.lineage.drawing import picture, scene
from webapp.lineage.nodes import Walked, captions
from webapp.lineage.scene import Scene
from webapp.queries.lineage.between import between_found
from webapp.queries.lineage.drawn import look_at
from webapp.queries.lineage.nodes import walked
from webapp.queries.lineage.walk import PAGE, Patience
from webapp.queries.lineage.wanted import Wanted
from webapp.store.client import Store

# For a file that the command line writes: nobody waits for a page.
FILE: Final = Patience(10.0, 20.0, asks_each=True)
# A file of the server is asked for on purpose, and waited for longer than a page.
DOWNLOAD: Final = Patience(3.0, 5.0)


def download(store: Store, name: str) -> Patience:
    """How long the server may take for a format: never most of a page's deadline.

    JSON is the page to a program, and says itself what it leaves out.
    """
    if name == "json":
        return PAGE
    left = store.seconds_left
    return Patience(min(DOWNLOAD.walking, left / 4), min(DOWNLOAD.reading, left * 0.4))


class File(Struct, frozen=True):
    """What a file holds; `remark` says why that is not all, "" where it is."""

    content: bytes
    remark: str


_DATA: Final[Mapping[str, Callable[[Walked], str]]] = {
    "json": lineage_json,
    "nodes.csv": nodes_csv,
    "events.csv": events_csv,
    "dot": dot,
    "graphml": graphml,
    "prov": prov_json,
    "openlineage": openlineage,
}


def exported(
    store: Store,
    wanted: Wanted,
    name: str,
    catalog: Reader | None = None,
    patience: Patience = FILE,
) -> File:
    """The lineage in the format of that name; NotFoundError if the store has no such record."""
    if wanted.source or wanted.target:
        found = between_found(store, wanted, patience, catalog)
    else:
        found = walked(store, wanted.start, wanted.bounds, catalog, patience)
    return File(_content(found, wanted, name), remark(found))


def _content(found: Walked, wanted: Wanted, name: str) -> bytes:
    if name in _DATA:
        return _DATA[name](found).encode()
    look, note = look_at(found, wanted), remark(found)
    drawn = scene(picture(found.lineage, captions(found), look), found.lineage, look)
    text = picture_file(drawn, f"Lineage of {found.start.full_name}", note)
    if name == "pack":
        return pack(found, text, source_text("recipe.py"), wanted.reach)
    return text.encode() if name == "svg" else png(text, drawn.width, drawn.height, note)


def picture_file(drawn: Scene, title: str, note: str) -> str:
    """A scene as an SVG that stands alone."""
    style = stylesheet(static_text("css/tokens.css"), static_text("css/graph.css"))
    return svg_file(drawn, title[:200], style, icons(), note)
