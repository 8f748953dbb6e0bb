"""Many records as plotly figures: their values along parallel axes, or two of them as points.

Like the lineage figure they have no colours: traces name in `meta` the custom properties of the
style sheet. The records' paths and titles stand once, in the layout's `meta`; the `records` of a
trace say, point by point, whose each is.
"""

from collections.abc import Iterable, Sequence
from html import escape
from typing import Any, Final, TypeAlias

from msgspec import Struct

from webapp.charts.axes import Axis
from webapp.charts.traces import Trace

Figure: TypeAlias = dict[str, Any]

MARGIN: Final = {"l": 64, "r": 24, "t": 40, "b": 64}
LONGEST_TITLE: Final = 24
HOVER: Final = "%{text}<extra></extra>"


class Mark(Struct, frozen=True):
    """A record in a figure: its path, what is said while it is pointed at; the best stand out."""

    path: str
    title: str
    best: bool = False


def parallel(axes: Sequence[Axis], marks: Sequence[Mark]) -> Figure:
    """A line for each record through its place on every axis, the best ones drawn last."""
    places = [axis.places for axis in axes]
    rest = [place for place, mark in enumerate(marks) if not mark.best]
    best = [place for place, mark in enumerate(marks) if mark.best]
    return _figure(
        [
            _lines(rest, places, "--edge", 1),
            _lines(best, places, "--accent", 2),
            *(_ticks(axis, x) for x, axis in enumerate(axes)),
        ],
        marks,
        xaxis={
            "range": [-0.35, len(axes) - 1 + 0.35],
            "tickvals": list(range(len(axes))),
            "ticktext": [_title(axis.name) for axis in axes],
            "showgrid": True,
            "showline": False,
            "zeroline": False,
            "side": "top",
        },
        yaxis={"visible": False, "range": [-0.06, 1.06]},
    )


def scatter(x: Axis, y: Axis, marks: Sequence[Mark]) -> Figure:
    """A point for each record that has both values."""
    xs, ys = _along(x), _along(y)
    both = [
        place
        for place in range(len(marks))
        if x.values[place] is not None and y.values[place] is not None
    ]
    trace: Trace = {
        "type": "scatter",
        "mode": "markers",
        "x": [xs[place] for place in both],
        "y": [ys[place] for place in both],
        "hovertemplate": HOVER,
        "marker": {"size": 10, "line": {"width": 2}},
        "meta": {"line": "--data", "fill": "--surface", "records": both},
    }
    return _figure(
        [trace],
        marks,
        xaxis={**_scale(x), "title": {"text": _title(x.name)}, "showgrid": False},
        yaxis={**_scale(y), "title": {"text": _title(y.name)}, "showgrid": True},
    )


def _lines(
    records: Iterable[int], places: Sequence[Sequence[float | None]], line: str, width: int
) -> Trace:
    """One trace for all of the records, a gap after each."""
    xs: list[int | None] = []
    ys: list[float | None] = []
    whose: list[int] = []
    for record in records:
        for x, axis in enumerate(places):
            xs.append(x)
            ys.append(axis[record])
        xs.append(None)
        ys.append(None)
        whose += [record] * (len(places) + 1)
    return {
        "type": "scatter",
        "mode": "lines+markers",
        "x": xs,
        "y": ys,
        "hovertemplate": HOVER,
        "line": {"width": width},
        "marker": {"size": 5},
        "meta": {"line": line, "fill": line, "records": whose},
    }


def _ticks(axis: Axis, x: int) -> Trace:
    ticks = axis.ticks
    return {
        "type": "scatter",
        "mode": "text",
        "x": [x] * len(ticks),
        "y": [place for place, _ in ticks],
        "text": [f" {escape(text, quote=False)}" for _, text in ticks],
        "textposition": "middle right",
        "textfont": {"size": 11},
        "cliponaxis": False,
        "hoverinfo": "skip",
        "meta": {"line": "--ink-2"},
    }


def _along(axis: Axis) -> Sequence[Any]:
    """The values where plotly can place them, else their places."""
    return axis.values if axis.is_numeric else axis.places


def _scale(axis: Axis) -> dict[str, Any]:
    """How plotly writes the axis."""
    if axis.is_numeric:
        return {"zeroline": False, "type": "log" if axis.is_logarithmic else "linear"}
    ticks = axis.ticks
    return {
        "zeroline": False,
        "tickvals": [place for place, _ in ticks],
        "ticktext": [escape(text, quote=False) for _, text in ticks],
    }


def _title(name: str) -> str:
    short = name if len(name) <= LONGEST_TITLE else f"…{name[1 - LONGEST_TITLE :]}"
    return escape(short, quote=False)


def _figure(
    data: list[Trace], marks: Sequence[Mark], xaxis: dict[str, Any], yaxis: dict[str, Any]
) -> Figure:
    layout = {
        "meta": [{"path": one.path, "title": escape(one.title, quote=False)} for one in marks],
        "template": "none",
        "margin": MARGIN,
        "dragmode": False,
        "hovermode": "closest",
        "showlegend": False,
        "xaxis": {"fixedrange": True, **xaxis},
        "yaxis": {"fixedrange": True, **yaxis},
    }
    return {"data": data, "layout": layout}
