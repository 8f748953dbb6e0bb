"""What keeps a lineage page from showing all that was asked for, and what would show more."""

from collections.abc import Iterator
from datetime import datetime
from typing import Literal

from msgspec import Struct

from webapp.lineage.bounds import MOST_NODES
from webapp.lineage.nodes import Walked
from webapp.queries.lineage.drawn import MOST_DRAWN, MOST_ROWS, Drawn
from webapp.queries.lineage.wanted import Wanted


class Notice(Struct, frozen=True):
    """What happened and what is shown; `query` are the parameters that would show more, if any."""

    title: str
    text: str
    tone: Literal["info", "warn"] = "info"
    query: str = ""
    action: str = ""


def notices(found: Walked, wanted: Wanted, shown: Drawn, now: datetime) -> Iterator[Notice]:
    """All that has to be told."""
    yield from _of_the_walk(found, wanted)
    yield from _of_the_picture(wanted, shown)
    yield from _of_the_address(found, wanted, shown, now)


def _of_the_walk(found: Walked, wanted: Wanted) -> Iterator[Notice]:
    nodes = len(found.lineage.nodes)
    if found.lineage.stopped == "limit":
        more = min(max(4 * wanted.limit, MOST_DRAWN), MOST_NODES)
        is_more = more > wanted.limit
        yield Notice(
            f"The walk stopped at {nodes:,} nodes, the nearest ones",
            "What is left out is counted where it begins.",
            "warn",
            wanted.query(limit=str(more)) if is_more else "",
            f"Up to {more:,} nodes" if is_more else "",
        )
    if found.lineage.stopped == "time":
        yield Notice(
            f"The walk ran out of time at {nodes:,} nodes",
            "Fewer artifacts up or down, or another start, show what is missing.",
            "warn",
        )
    # What came since a link was pinned is told with the pin.
    if wanted.time and found.lineage.later and not wanted.pin:
        later = found.lineage.later
        yield Notice(
            f"{later:,} later event{'' if later == 1 else 's'} left out",
            f"{'It' if later == 1 else 'They'} came after {wanted.as_of}.",
            query=wanted.query(as_of=""),
            action="As it is now",
        )


def _of_the_picture(wanted: Wanted, shown: Drawn) -> Iterator[Notice]:
    if shown.scene is None:
        yield Notice(
            f"{shown.nodes_total:,} nodes are too many for one readable picture",
            "The tables below have the nearest, the files all of them."
            + ("" if wanted.group else " Grouped by run they may fit."),
            "warn",
            wanted.query(limit=str(MOST_DRAWN), open=""),
            f"Draw the nearest {MOST_DRAWN}",
        )
        return
    if wanted.group == "run" and not shown.runs.names:
        yield Notice(
            "No run is known of these records",
            "There is nothing to draw frames around.",
            query=wanted.query(group=""),
            action="Without groups",
        )
    told = []
    if shown.runs_closed:
        told.append(f"{shown.runs_closed:,} runs are closed")
    if shown.folded:
        told.append("many of one type are folded into a +N box")
    if told and shown.size < shown.nodes_total:
        words = " and ".join(told)
        yield Notice(
            f"The picture shows {shown.size:,} of {shown.nodes_total:,} nodes",
            f"{words[:1].upper()}{words[1:]}; click one to open it.",
        )
    if shown.nodes_total > MOST_ROWS:
        yield Notice(
            f"The tables have the nearest {MOST_ROWS:,} of {shown.nodes_total:,} nodes",
            "The CSV files have all of them.",
        )


def _of_the_address(found: Walked, wanted: Wanted, shown: Drawn, now: datetime) -> Iterator[Notice]:
    if wanted.time and wanted.time > now and wanted.time.date() > now.date():
        yield Notice(
            f"{wanted.as_of} is in the future",
            "What is shown is what is known now.",
            query=wanted.query(as_of=""),
            action="Without a date",
        )
    gone = [str(key) for key in wanted.selected if key not in found.nodes]
    gone += [
        str(branch)
        for branch in wanted.opened.branches
        if branch.at.kind != "run" and str(branch.at) not in {str(key) for key in found.nodes}
    ]
    if wanted.group == "run":
        hands = (*wanted.opened.runs, *wanted.opened.closed)
        gone += [str(run) for run in hands if shown.runs.named(run) is None]
    lost = [*wanted.unread, *gone]
    if lost:
        named = ", ".join(word[:60] for word in lost[:5])
        yield Notice(
            f"Not in this graph: {named}{' and more' if len(lost) > 5 else ''}",  # noqa: PLR2004
            "The address selects or opens it, but within these bounds it is not there.",
        )
    if wanted.find and not shown.matches:
        yield Notice(
            f"Nothing here has “{wanted.find[:80]}” in its name, version or type",
            "Only what is within these bounds was looked through.",
            query=wanted.query(find=""),
            action="Clear",
        )
