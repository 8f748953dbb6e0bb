"""The keys that work on every page; static/js/keys.js gives them their meaning."""

from typing import Final

from flask import Blueprint, render_template
from msgspec import Struct


class Shortcut(Struct, frozen=True):
    """Keys, struck one after the other, and what they do."""

    keys: tuple[str, ...]
    what: str


SHORTCUTS: Final = {
    "Everywhere": (
        Shortcut(("/",), "Search"),
        Shortcut(("?",), "This list"),
        Shortcut(("y",), "Copy the link of this page"),
        Shortcut(("t",), "Colour theme: system, light, dark"),
        Shortcut(("Esc",), "Close a menu, leave a field"),
    ),
    "Go to": (
        Shortcut(("g", "o"), "Overview"),
        Shortcut(("g", "a"), "Artifacts"),
        Shortcut(("g", "e"), "Executions"),
        Shortcut(("g", "w"), "Workspaces"),
        Shortcut(("g", "l"), "Lineage"),
    ),
    "In tables": (
        Shortcut(("j",), "Next row"),
        Shortcut(("k",), "Previous row"),
        Shortcut(("Enter",), "Open it"),
        Shortcut(("n",), "Next page"),
        Shortcut(("p",), "Previous page"),
    ),
    "In a lineage": (
        Shortcut(("Tab",), "Next node, in order of flow"),
        Shortcut(("←",), "What it came from"),
        Shortcut(("→",), "What came of it"),
        Shortcut(("↑",), "The one above in its column"),
        Shortcut(("↓",), "The one below in its column"),
        Shortcut(("Space",), "Select it"),
        Shortcut(("Shift+Space",), "Select it, too"),
        Shortcut(("Enter",), "Open it"),
        Shortcut(("c",), "Start there"),
        Shortcut(("/",), "Find in the graph; Enter goes on to the next, Esc to the node itself"),
        Shortcut(("Esc",), "One step back"),
        Shortcut(("+",), "Zoom in"),
        Shortcut(("-",), "Zoom out"),
        Shortcut(("0",), "Fit the graph"),
    ),
}

blueprint = Blueprint("shortcuts", __name__)


@blueprint.get("/shortcuts")
def index() -> str:
    """The keys, by where they work."""
    return render_template("shortcuts/index.html", groups=SHORTCUTS)
