"""The formats of a lineage as a file, as addresses and pages name them."""

from collections.abc import Mapping
from typing import Final, Literal

from msgspec import Struct


class Format(Struct, frozen=True):
    """A kind of file: how its address ends, what it is, and what pages call it."""

    ending: str
    mimetype: str
    title: str
    note: str = ""
    group: Literal["Picture", "Data", "Everything"] = "Data"

    @property
    def is_picture(self) -> bool:
        """Whether it shows a picture, with all that is chosen in it."""
        return self.group == "Picture"

    @property
    def is_kept(self) -> bool:
        """Whether a browser is to put it in a file instead of showing it."""
        return self.ending.endswith((".csv", ".zip"))


FORMATS: Final[Mapping[str, Format]] = {
    "svg": Format("svg", "image/svg+xml", "SVG", group="Picture"),
    "png": Format("png", "image/png", "PNG", "2× scale", "Picture"),
    "json": Format("json", "application/json", "JSON"),
    "nodes.csv": Format("nodes.csv", "text/csv", "CSV", "nodes"),
    "events.csv": Format("events.csv", "text/csv", "CSV", "events"),
    "dot": Format("dot", "text/vnd.graphviz", "DOT", "Graphviz"),
    "graphml": Format("graphml", "application/graphml+xml", "GraphML"),
    "prov": Format("prov.json", "application/json", "W3C PROV", "JSON"),
    "openlineage": Format("openlineage.json", "application/json", "OpenLineage", "JSON"),
    "pack": Format("pack.zip", "application/zip", "Pack", "ZIP", "Everything"),
}
