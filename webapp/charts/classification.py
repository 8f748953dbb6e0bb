"""How well something classifies: ROC curves and confusion matrices."""

from collections.abc import Sequence
from typing import Final

from webapp.charts.chart import HUES, QUIET, Chart, Trace, axis, layout, titled, words
from webapp.producers.classification import Curve, Matrix

MOST_CURVES: Final = 12
DASHES: Final = ("solid", "dash", "dot", "dashdot")


def roc(curves: Sequence[Curve]) -> Chart:
    """The curves over the line that guessing draws; several are told apart by hue and dash."""
    drawn = curves[:MOST_CURVES]
    guessing = {
        "type": "scatter",
        "mode": "lines",
        "x": [0, 1],
        "y": [0, 1],
        "line": {"color": "--line-2", "width": 1, "dash": "dot"},
        "hoverinfo": "skip",
        "showlegend": False,
    }
    figure = {
        "data": [guessing, *(_curve(one, place) for place, one in enumerate(drawn))],
        "layout": layout(
            showlegend=len(drawn) > 1,
            legend={"orientation": "h", "y": -0.25, "font": {**QUIET, "color": "--ink-2"}},
            xaxis=_share("False positive rate"),
            yaxis=_share("Recall"),
        ),
    }
    return Chart("ROC curve", _label(drawn), figure, "square")


def confusion(matrix: Matrix) -> Chart:
    """The matrix as tinted squares: a row for each true class, a column for each predicted one."""
    rows = [words(one, 24) for one in matrix.classes[: len(matrix.rows)]]
    columns = [words(one, 24) for one in matrix.classes[: len(matrix.rows[0])]]
    down, across = list(range(len(rows))), list(range(len(columns)))
    figure = {
        "data": [
            {
                "type": "heatmap",
                "x": across,
                "y": down,
                "z": [list(row) for row in matrix.rows],
                "text": [[f"{rows[y]} as {columns[x]}" for x in across] for y in down],
                "texttemplate": "%{z:,.4~g}",
                "hovertemplate": "%{text}: %{z:,.6~g}<extra></extra>",
                "showscale": False,
                "xgap": 2,
                "ygap": 2,
                "colorscale": [[0, "--data-bg"], [1, "--data"]],
            }
        ],
        "layout": layout(
            xaxis=axis(
                title=titled("Predicted"), showgrid=False, tickvals=across, ticktext=columns
            ),
            yaxis=axis(
                title=titled("True"),
                showgrid=False,
                tickvals=down,
                ticktext=rows,
                range=[len(rows) - 0.5, -0.5],
            ),
        ),
    }
    right = sum(row[place] for place, row in enumerate(matrix.rows) if place < len(row))
    everything = sum(map(sum, matrix.rows))
    told = f"Confusion matrix of {len(rows)} classes, {right:,.6g} of {everything:,.6g} right."
    title = f"Confusion matrix, {matrix.slice}" if matrix.slice else "Confusion matrix"
    return Chart(title, told, figure, "square")


def _curve(curve: Curve, place: int) -> Trace:
    thresholds = [one.confidence for one in curve.points]
    return {
        "type": "scatter",
        "mode": "lines+markers" if len(curve.points) <= 50 else "lines",  # noqa: PLR2004
        "name": words(curve.slice or "all", 32),
        "x": [one.false_positive_rate for one in curve.points],
        "y": [one.recall for one in curve.points],
        "text": ["" if one is None else f"threshold {one:.4g}" for one in thresholds],
        "hovertemplate": "recall %{y:.4~g} at rate %{x:.4~g}<br>%{text}<extra></extra>",
        "line": {
            "color": HUES[place % len(HUES)],
            "width": 1.5,
            "dash": DASHES[place // len(HUES) % len(DASHES)],
        },
        "marker": {"size": 5},
    }


def _share(title: str) -> dict[str, object]:
    return axis(title=titled(title), range=[-0.02, 1.02], nticks=6, showline=True)


def _label(curves: Sequence[Curve]) -> str:
    areas = (f"{one.slice or 'all'} {one.area:.3f}" for one in curves if one.area is not None)
    return f"ROC curve, recall by false positive rate; areas: {', '.join(areas) or 'none'}."
