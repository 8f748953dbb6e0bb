"""The pictures of lineages in pages, with links as the page's address asks for them."""

from flask import request
from markupsafe import Markup

from webapp.assets import icons
from webapp.exports.svg import Links, svg
from webapp.lineage.detail import Box
from webapp.lineage.opened import Mark, RunKey
from webapp.lineage.records import Key
from webapp.lineage.scene import Scene
from webapp.metadata import Kind
from webapp.queries.lineage.wanted import Wanted

LEAST_WIDTH = {"big": 960, "strip": 760}
MOST_SHRUNK = 1340


def picture(scene: Scene, label: str, asked: Wanted, size: str = "big") -> Markup:
    """The picture of a lineage, its links as the page's address asks for them."""
    root = request.script_root

    def node(mark: Mark) -> str:
        return f"{root}/{mark.kind}s/{mark.id}"

    def box(one: Box) -> str:
        return f"{root}{asked.following(one.branch, one.count)}"

    def run(key: RunKey) -> str:
        is_closed = any(one.key == key for one in scene.nodes)
        return f"{root}{asked.place}{asked.toggling(key, is_open=is_closed)}"

    classes = ["graph", f"g-{size}"]
    # A picture a little wider than its place shrinks into it, a much wider one scrolls.
    if LEAST_WIDTH[size] < scene.width <= MOST_SHRUNK:
        classes.append("g-fit")
    # Every string in it was escaped where it was written.
    return Markup(svg(scene, label, icons(), Links(node, box, run), " ".join(classes)))  # noqa: S704


def strip_picture(scene: Scene, label: str, kind: Kind, record: int) -> Markup:
    """The small picture on the page of a record."""
    return picture(scene, label, Wanted(Key(kind, record)), "strip")
