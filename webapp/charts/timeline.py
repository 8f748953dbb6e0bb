"""When executions ran: a bar for each, on one line of time."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any, Final, Literal

from msgspec import Struct

from webapp.charts.chart import QUIET, Chart, Trace, axis, layout, titled, words

LONGEST_LINE: Final = 34
END_OF_SECONDS: Final = len("2026-11-03 14:22:09")  # in a time with its zone
MOST_LOW: Final = 6  # lines that fit into a low chart, and into a middle one
MOST_MIDDLE: Final = 14
# How each state is drawn: its words, its colour, a pattern that tells it without colour.
LOOKS: Final = {
    "FAILED": ("Failed", "--fail", "x"),
    "CACHED": ("Cached", "--edge", "/"),
    "CANCELED": ("Canceled", "--warn", "."),
    "COMPLETE": ("Complete", "--data", ""),
}
OTHER: Final = ("Other", "--node", "")
# A mark for what has no end: its words, its colour, its shape. What failed is seen to have failed.
FAILED_OPEN: Final = ("Failed, no end recorded", "--fail", "x")
OPEN: Final = ("No end recorded", "--run", "triangle-right-open")
SHORTEST: Final = timedelta(milliseconds=10)
SECOND, MINUTE, DAY = 1_000, 60_000, 86_400_000
# Up to which step between ticks, in milliseconds, they are written how: days as on all pages, and
# below a line what changes seldom.
TICKS: Final = (
    (SECOND - 1, "%S.%L\n%H:%M, %-d %b %Y"),
    (MINUTE - 1, "%H:%M:%S\n%-d %b %Y"),
    (DAY - 1, "%H:%M\n%-d %b %Y"),
    (27 * DAY, "%-d %b\n%Y"),
    ("M12", "%b\n%Y"),
    (None, "%Y"),
)


class Stretch(Struct, frozen=True):
    """One execution: the line it stands on, when it ran, and what is told of it.

    Without an end it is drawn as a mark where it started.
    """

    id: int
    line: str
    title: str
    state: str
    started: datetime
    finished: datetime | None = None


def timeline(stretches: Sequence[Stretch], title: str = "Timeline") -> Chart:
    """The stretches, each on its line, the lines from top to bottom in the order of the first."""
    lines = list(dict.fromkeys(one.line for one in stretches))
    place = {line: number for number, line in enumerate(lines)}
    ended = [one for one in stretches if one.finished is not None]
    looks = [*LOOKS.values(), OTHER]
    bars = [
        _bars([one for one in ended if LOOKS.get(one.state, OTHER) == look], look, place)
        for look in looks
    ]
    starts = [
        _starts(
            [one for one in stretches if one.finished is None and _mark(one) == mark], mark, place
        )
        for mark in (FAILED_OPEN, OPEN)
    ]
    figure = {
        "data": [one for one in (*bars, *starts) if one["y"]],
        "layout": layout(
            barmode="overlay",
            bargap=0.45,
            dragmode="zoom",
            showlegend=True,
            legend={
                "orientation": "h",
                "x": 0,
                "y": 1,
                "yanchor": "bottom",
                "itemclick": False,
                "itemdoubleclick": False,
                "font": {**QUIET, "color": "--ink-2"},
            },
            xaxis=axis(
                type="date",
                title=titled("UTC"),
                fixedrange=False,
                nticks=5,
                tickangle=0,
                tickformatstops=_formats(),
                **_ends(stretches),
            ),
            yaxis=axis(
                showgrid=False,
                tickvals=list(range(len(lines))),
                ticktext=[words(line, LONGEST_LINE) for line in lines],
                tickfont={"color": "--ink-2", "size": 12},
                range=[len(lines) - 0.4, -0.6],
            ),
        ),
    }
    return Chart(title, _label(stretches), figure, _height(len(lines)))


def _bars(ended: Sequence[Stretch], look: tuple[str, str, str], place: dict[str, int]) -> Trace:
    name, colour, pattern = look
    return {
        **_shared(ended, place, name),
        "type": "bar",
        "orientation": "h",
        "textposition": "none",
        "base": [_time(one.started) for one in ended],
        "x": [_milliseconds(one) for one in ended],
        "marker": {
            "color": colour,
            "cornerradius": 3,
            "line": {"color": colour, "width": 2},
            "pattern": {
                "shape": pattern,
                "fillmode": "overlay",
                "fgcolor": "--surface",
                "size": 6,
                "solidity": 0.2,
            },
        },
    }


def _ends(stretches: Sequence[Stretch]) -> dict[str, Any]:
    """Ends for what would have ticks of less than the millisecond that they are written to."""
    begin, end = _whole(stretches)
    if end - begin >= SHORTEST:
        return {}
    return {"range": [_time(begin - SHORTEST / 2), _time(end + SHORTEST / 2)]}


def _whole(stretches: Sequence[Stretch]) -> tuple[datetime, datetime]:
    begin = min(one.started for one in stretches)
    return begin, max(one.finished or one.started for one in stretches)


def _formats() -> list[dict[str, Any]]:
    lows = [None, *(up_to for up_to, _ in TICKS)]
    return [
        {"dtickrange": [low, up_to], "value": form}
        for low, (up_to, form) in zip(lows, TICKS, strict=False)
    ]


def _mark(one: Stretch) -> tuple[str, str, str]:
    return FAILED_OPEN if one.state == "FAILED" else OPEN


def _starts(
    open_ended: Sequence[Stretch], mark: tuple[str, str, str], place: dict[str, int]
) -> Trace:
    name, colour, symbol = mark
    return {
        **_shared(open_ended, place, name),
        "type": "scatter",
        "mode": "markers",
        "x": [_time(one.started) for one in open_ended],
        "marker": {"symbol": symbol, "size": 11, "color": colour},
    }


def _shared(some: Sequence[Stretch], place: dict[str, int], name: str) -> Trace:
    return {
        "name": name,
        "y": [place[one.line] for one in some],
        "text": [f"{words(one.title, 200)}<br>{name}, {_span(one)}" for one in some],
        "hovertemplate": "%{text}<extra></extra>",
        "customdata": [one.id for one in some],
    }


def _time(time: datetime) -> str:
    # Without a zone: plotly would shift it into the reader's.
    return time.astimezone(UTC).replace(tzinfo=None).isoformat(timespec="milliseconds")


def _span(one: Stretch) -> str:
    start = one.started.astimezone(UTC).isoformat(" ", "seconds")[:END_OF_SECONDS]
    if one.finished is None:
        return start
    return f"{start} to {one.finished.astimezone(UTC).time().isoformat('seconds')}"


def _milliseconds(one: Stretch) -> int:
    span = (one.finished or one.started) - one.started
    return max(1, round(span.total_seconds() * 1000))


def _height(lines: int) -> Literal["low", "middle", "high"]:
    if lines <= MOST_LOW:
        return "low"
    return "middle" if lines <= MOST_MIDDLE else "high"


def _label(stretches: Sequence[Stretch]) -> str:
    begin, end = _whole(stretches)
    span = f"from {begin:%Y-%m-%d %H:%M} to {end:%Y-%m-%d %H:%M} UTC"
    return f"When each of {len(stretches)} executions ran, {span}."
