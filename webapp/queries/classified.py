"""Curves and confusion matrices as an artifact's page shows them, as charts and as tables."""

from typing import Final

from msgspec import Struct

from webapp.charts.chart import Chart, some
from webapp.charts.classification import MOST_CURVES, confusion, roc
from webapp.metadata import Artifact
from webapp.producers.classification import Curve, Matrix, Threshold, classification

MOST_MATRICES: Final = 6
MOST_POINTS: Final = 100  # rows of one curve's table
MOST_CELLS: Final = 30  # classes of a matrix that is a table


class CurveTable(Struct, frozen=True):
    """A curve with as many of its points as a table takes, evenly spread."""

    curve: Curve
    rows: tuple[Threshold, ...]


class MatrixTable(Struct, frozen=True):
    """A matrix, its chart, and whether it is small enough to be a table too."""

    matrix: Matrix
    chart: Chart
    tabled: bool

    @property
    def columns(self) -> tuple[str, ...]:
        """The names of the predicted classes."""
        return self.matrix.classes[: len(self.matrix.rows[0])]


class Classified(Struct, frozen=True):
    """How well something classifies; `left_out` says that there is more than is shown."""

    roc: Chart | None = None
    curves: tuple[CurveTable, ...] = ()
    matrices: tuple[MatrixTable, ...] = ()
    left_out: bool = False


def classified(artifact: Artifact) -> Classified:
    """The charts and tables of an artifact; empty where it holds none."""
    found = classification(artifact)
    curves, matrices = found.curves[:MOST_CURVES], found.matrices[:MOST_MATRICES]
    return Classified(
        roc=roc(curves) if curves else None,
        curves=tuple(CurveTable(one, _spread(one)) for one in curves),
        matrices=tuple(
            MatrixTable(one, confusion(one), len(one.classes) <= MOST_CELLS) for one in matrices
        ),
        left_out=found.left_out or found.curves != curves or found.matrices != matrices,
    )


def _spread(curve: Curve) -> tuple[Threshold, ...]:
    return tuple(curve.points[place] for place in some(range(len(curve.points)), MOST_POINTS))
