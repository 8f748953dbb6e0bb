"""Figures as the page paints them: with colours where they name custom properties."""

import re
from typing import Any

COLOURED = re.compile(r"color(scale)?$")


def painted(value: Any, coloured: bool = False) -> Any:
    """The figure with black for every custom property; as static/js/chart-figure.js does it."""
    match value:
        case str():
            return "#000" if coloured and value.startswith("--") else value
        case dict():
            return {name: painted(one, bool(COLOURED.search(name))) for name, one in value.items()}
        case list() | tuple():
            return [painted(one, coloured) for one in value]
    return value


def named(value: Any, coloured: bool = False) -> set[str]:
    """The custom properties that a figure names."""
    match value:
        case str():
            return {value} if coloured and value.startswith("--") else set()
        case dict():
            found = (named(one, bool(COLOURED.search(name))) for name, one in value.items())
            return set().union(*found)
        case list() | tuple():
            return set().union(*(named(one, coloured) for one in value))
    return set()
