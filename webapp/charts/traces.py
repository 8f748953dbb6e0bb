"""Plotly traces that carry in `meta` what the page needs to colour and to pick out their parts.

They are plain JSON, not graph objects: plotly's validators take longer than the whole layout. The
tests hold every figure to them instead.
"""

from collections.abc import Sequence
from html import escape
from typing import Any, TypeAlias

from msgspec import Struct

from webapp.charts.outlines import tenths

# A plotly trace as JSON.
Trace: TypeAlias = dict[str, Any]

# Whose line it is (a node's key, or the two keys of an edge), and its xs and ys in tenths.
Part: TypeAlias = tuple[list[str], tuple[Sequence[int], Sequence[int]]]
# Whose text it is, where its middle stands, and the text.
Words: TypeAlias = tuple[str, float, float, str]


class Pen(Struct, frozen=True):
    """How a line is drawn; colours are custom properties of the style sheet."""

    line: str
    fill: str = ""
    width: float = 1.5
    dash: str = "solid"


class Font(Struct, frozen=True):
    """How a text is drawn; the colour is a custom property of the style sheet."""

    line: str
    size: int
    weight: int


def lines(role: str, parts: list[Part], pen: Pen) -> Trace:
    """One trace for all parts, a gap between each and the next."""
    xs: list[int | None] = []
    ys: list[int | None] = []
    spans: list[list[Any]] = []
    for whose, (x, y) in parts:
        start = len(xs)
        xs += x
        ys += y
        spans.append([*whose, start, len(xs)])
        xs.append(None)
        ys.append(None)
    return _scatter(
        mode="lines",
        x=xs[:-1],
        y=ys[:-1],
        line={"width": pen.width, "dash": pen.dash, "simplify": False},
        fill="toself" if pen.fill else "none",
        hoverinfo="skip",
        meta={"role": role, "line": pen.line, "fill": pen.fill, "parts": spans},
    )


def texts(role: str, words: list[Words], font: Font, at: str = "middle center") -> Trace:
    """One trace for all texts, escaped: plotly reads them as markup.

    `at` says on which side of its place each stands.
    """
    return _scatter(
        mode="text",
        x=[tenths(x) for _, x, _, _ in words],
        y=[tenths(y) for _, _, y, _ in words],
        text=[escape(text, quote=False) for _, _, _, text in words],
        textposition=at,
        textfont={"size": font.size, "weight": font.weight},
        hoverinfo="skip",
        meta={"role": role, "line": font.line, "size": font.size, "keys": [w[0] for w in words]},
    )


def targets(role: str, words: list[Words], size: int) -> Trace:
    """Invisible targets for the pointer, with what is shown while it is there."""
    return _scatter(
        mode="markers",
        x=[tenths(x) for _, x, _, _ in words],
        y=[tenths(y) for _, _, y, _ in words],
        customdata=[key for key, _, _, _ in words],
        text=[escape(text, quote=False) for _, _, _, text in words],
        hovertemplate="%{text}<extra></extra>",
        marker={"size": size, "opacity": 0},
        meta={"role": role, "size": size},
    )


def _scatter(**trace: object) -> Trace:
    return {"type": "scatter", **trace}
