"""The page of many records: a chart of their parameters against their metrics, and its table."""

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Final

from msgspec import Struct

from webapp.charts.axes import Axis
from webapp.charts.comparison import Figure, Mark, parallel, scatter
from webapp.metadata import Value
from webapp.queries.compare.asked import Asked, Comparable, ids_text
from webapp.queries.compare.points import Point, points_of
from webapp.queries.direction import direction
from webapp.queries.rows import ArtifactRow
from webapp.store.client import Store
from webapp.texts import cut_at

FORMS: Final = ("parallel", "scatter")

MOST_AXES: Final = 8  # parameters side by side
MOST_COLUMNS: Final = 4  # metrics beside them in the table
MOST_CHOICES: Final = 100
BEST: Final = 10  # one of so many records stands out
LONGEST_VALUE: Final = 200
PARAM: Final = "param."
METRIC: Final = "metric."


class Wish(Struct, frozen=True):
    """What is to be drawn: a form of FORMS; `x` and `y` name axes as queries do, "" any."""

    form: str = "parallel"
    x: str = ""
    y: str = ""


class ChartRow(Struct, frozen=True):
    """A record and what it has on each axis of the table."""

    point: Point
    values: tuple[Value, ...]


class ChartPage(Struct, frozen=True):
    """Many records. `x` and `y` are the axes drawn, "" where there is nothing to draw.

    `choices` are all axes there are; rows come with the best first where that is known.
    """

    asked: Asked
    wish: Wish
    points: tuple[Point, ...]
    missing: tuple[int, ...]
    choices: tuple[str, ...]
    columns: tuple[str, ...]
    rows: tuple[ChartRow, ...]
    figure: Figure | None

    @property
    def kind(self) -> Comparable:
        """What is compared."""
        return self.asked.kind

    def ids_of(self, record_id: int) -> str:
        """A record as the parameter `ids` names it."""
        return ids_text(self.kind, (record_id,))

    @property
    def metrics(self) -> tuple[str, ...]:
        """The choices that are metrics."""
        return tuple(one for one in self.choices if one.startswith(METRIC))

    @property
    def best(self) -> ChartRow | None:
        """The record with the best value of `y`, None where nobody knows which that is."""
        if not self.rows or not direction(self.wish.y.removeprefix(METRIC)):
            return None
        return self.rows[0]

    @property
    def place(self) -> int:
        """The column of `y`."""
        return self.columns.index(self.wish.y)


def chart_page(store: Store, asked: Asked, wish: Wish) -> ChartPage:
    """The records that are asked for as a chart and a table."""
    points = points_of(store, asked)
    there = {one.row.id for one in points}
    axes = _axes(points)
    wish = _settled(wish, axes)
    order = _order(axes[wish.y]) if wish.y else list(range(len(points)))
    columns = _columns(axes, wish)
    return ChartPage(
        asked=asked,
        wish=wish,
        points=tuple(points),
        missing=tuple(one for one in asked.ids if one not in there),
        choices=tuple(axes)[:MOST_CHOICES],
        columns=columns,
        rows=tuple(
            ChartRow(points[place], tuple(_short(axes[name].values[place]) for name in columns))
            for place in order
        ),
        figure=_figure(points, axes, wish, order),
    )


def _axes(points: Sequence[Point]) -> dict[str, Axis]:
    """Every parameter and metric whose values differ, those that most records have first."""
    named: Mapping[str, list[Mapping[str, Value]]] = {
        PARAM: [dict(one.parameters) for one in points],
        METRIC: [dict(one.metrics) for one in points],
    }
    found: dict[str, Axis] = {}
    for before, tables in named.items():
        counted = Counter(name for table in tables for name in table)
        for name, _ in counted.most_common():
            axis = Axis(name, tuple(table.get(name) for table in tables))
            if axis.is_drawn:
                found[f"{before}{name}"] = axis
    return found


def _settled(wish: Wish, axes: Mapping[str, Axis]) -> Wish:
    """The wish with axes that are there: the first metric over the first parameter."""
    metrics = [name for name in axes if name.startswith(METRIC)]
    telling = [name for name in metrics if direction(name.removeprefix(METRIC))]
    y = wish.y if wish.y in metrics else next(iter((*telling, *metrics)), "")
    others = [name for name in axes if name != y]
    x = wish.x if wish.x in others else next(iter(others), "")
    return Wish(wish.form, x, y)


def _columns(axes: Mapping[str, Axis], wish: Wish) -> tuple[str, ...]:
    """The axes of the table and of the parallel chart; the one that matters stands last."""
    parameters = [name for name in axes if name.startswith(PARAM)][:MOST_AXES]
    metrics = [name for name in axes if name.startswith(METRIC) and name != wish.y]
    wanted = (*parameters, wish.x, *metrics[: MOST_COLUMNS - 1], wish.y)
    return tuple(name for name in dict.fromkeys(wanted) if name)


def _order(axis: Axis) -> list[int]:
    """The records by their value, the best first; those without one last."""
    higher = direction(axis.name) != "lower"

    def rank(place: int) -> tuple[bool, float]:
        value = axis.values[place]
        if not isinstance(value, int | float):
            return True, 0.0
        return False, -value if higher else value

    return sorted(range(len(axis.values)), key=rank)


def _figure(
    points: Sequence[Point], axes: Mapping[str, Axis], wish: Wish, order: Sequence[int]
) -> Figure | None:
    if not (wish.x and wish.y):
        return None
    best = set(order[: max(1, len(order) // BEST)] if direction(axes[wish.y].name) else ())
    marks = [_mark(one, axes[wish.y], place, place in best) for place, one in enumerate(points)]
    if wish.form == "scatter":
        return scatter(axes[wish.x], axes[wish.y], marks)
    parameters = [one for name, one in axes.items() if name.startswith(PARAM)][:MOST_AXES]
    others = [] if axes[wish.x] in parameters else [axes[wish.x]]
    return parallel([*parameters, *others, axes[wish.y]], marks)


def _mark(point: Point, axis: Axis, place: int, best: bool) -> Mark:
    row = point.row
    kind = "artifacts" if isinstance(row, ArtifactRow) else "executions"
    title = f"{cut_at(row.name, 60)} {cut_at(row.version, 40) or f'#{row.id}'}"
    value = axis.values[place]
    return Mark(f"{kind}/{row.id}", title if value is None else f"{title}: {value}", best)


def _short(value: Value) -> Value:
    return cut_at(value, LONGEST_VALUE) if isinstance(value, str) else value
