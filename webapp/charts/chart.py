"""What every chart of a record's page is made of: its figure, its words, its axes.

A figure has no colours of its own: under keys that end in `color` it names custom properties of the
style sheet, so that one figure serves both themes. Texts of a store are escaped, since plotly reads
them as markup.
"""

from collections.abc import Mapping, Sequence
from html import escape
from typing import Any, Final, Literal, TypeAlias

from msgspec import Struct

from webapp.texts import cut_at

Figure: TypeAlias = Mapping[str, Any]
Trace: TypeAlias = dict[str, Any]

# Hues that are told apart, in this order; charts tell by shape or dash as well.
HUES: Final = ("--data", "--metric", "--model", "--report", "--endpoint", "--config")
QUIET: Final = {"color": "--ink-3", "size": 11}
CLEAR: Final = "rgba(0,0,0,0)"


class Chart(Struct, frozen=True):
    """A figure, what stands above it, what it shows in words, and how high it is."""

    title: str
    label: str
    figure: Figure
    height: Literal["low", "square", "middle", "high"] = "low"


def layout(**own: Any) -> dict[str, Any]:
    """A layout without a template, on the ground of the page."""
    return {
        "template": "none",
        "paper_bgcolor": CLEAR,
        "plot_bgcolor": CLEAR,
        "margin": {"l": 8, "r": 12, "t": 8, "b": 8},
        "showlegend": False,
        "hovermode": "closest",
        "dragmode": False,
        "hoverlabel": {"bgcolor": "--ink", "font": {"color": "--surface", "size": 12}},
        **own,
    }


def axis(**own: Any) -> dict[str, Any]:
    """An axis with quiet words and hairlines, its margin as wide as its words."""
    return {
        "automargin": True,
        "zeroline": False,
        "ticks": "",
        "fixedrange": True,
        "gridcolor": "--line",
        "linecolor": "--line-2",
        "tickfont": QUIET,
        **own,
    }


def titled(text: str) -> dict[str, Any]:
    """The title of an axis."""
    return {"text": words(text), "font": QUIET, "standoff": 8}


def words(text: str, longest: int = 80) -> str:
    """A store's text as plotly may draw it.

    >>> words("<b>loss</b>"), words("abcdef", 4)
    ('&lt;b&gt;loss&lt;/b&gt;', 'abc…')
    """
    return escape(cut_at(text, longest), quote=False)


def some(places: Sequence[int], most: int) -> list[int]:
    """At most so many of the places, evenly spread, the last among them.

    >>> some([0, 1, 2], 10), some(range(20), 4)
    ([0, 1, 2], [4, 9, 14, 19])
    """
    step = -(-len(places) // most) if places else 1
    return [place for place in places if (len(places) - 1 - place) % step == 0]
