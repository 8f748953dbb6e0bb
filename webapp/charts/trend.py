"""One metric over the versions of a name."""

from collections.abc import Sequence
from typing import Final

from msgspec import Struct

from webapp.charts.chart import Chart, axis, layout, some, words

MOST_TICKS: Final = 9


class Point(Struct, frozen=True):
    """A version's value; `id` is its artifact, `title` what is told of it, `here` its page."""

    id: int
    version: str
    value: float
    title: str
    here: bool = False


def trend(metric: str, points: Sequence[Point]) -> Chart:
    """The values of a metric in the order of the versions, the page's own filled and labelled."""
    places = range(len(points))
    ticks = some(places, MOST_TICKS)
    labels = [words(one.version, 14) for one in points]
    figure = {
        "data": [
            {
                "type": "scatter",
                "mode": "lines+markers",
                "x": list(places),
                "y": [one.value for one in points],
                "customdata": [one.id for one in points],
                "text": [words(one.title) for one in points],
                "hovertemplate": "%{text}<br>%{y:.6~g}<extra></extra>",
                "line": {"color": "--data", "width": 1.5},
                "marker": {
                    "size": [10 if one.here else 7 for one in points],
                    "color": ["--data" if one.here else "--surface" for one in points],
                    "line": {"color": "--data", "width": 2},
                },
            }
        ],
        "layout": layout(
            margin={"l": 8, "r": 20, "t": 24, "b": 8},
            annotations=[
                {
                    "x": place,
                    "y": one.value,
                    "text": f"{labels[place]} {one.value:.4g}",
                    "showarrow": False,
                    "yshift": 20,
                    "borderpad": 4,
                    "bgcolor": "--ink",
                    "font": {"color": "--surface", "size": 11},
                }
                for place, one in enumerate(points)
                if one.here
            ],
            xaxis=axis(
                showgrid=False,
                showline=True,
                range=[-0.4, len(points) - 0.6],
                tickvals=ticks,
                ticktext=[labels[place] for place in ticks],
                tickangle=0,
            ),
            yaxis=axis(nticks=5),
        ),
    }
    return Chart(f"{metric} by version", _label(metric, points), figure)


def _label(metric: str, points: Sequence[Point]) -> str:
    first, last = points[0], points[-1]
    own = next((f" {one.version} is {one.value:.4g}." for one in points if one.here), "")
    return (
        f"{metric} by version, from {first.value:.4g} in {first.version} "
        f"to {last.value:.4g} in {last.version}.{own}"
    )
