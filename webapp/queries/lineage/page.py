"""What the lineage page shows."""

from datetime import datetime

from msgspec import Struct

from webapp.catalog.reader import Reader
from webapp.lineage.nodes import LineageNode
from webapp.queries.lineage.absence import Absence, absence
from webapp.queries.lineage.drawn import Drawn, drawn, look_at
from webapp.queries.lineage.impact import Impact, impact
from webapp.queries.lineage.nodes import walked
from webapp.queries.lineage.notices import Notice, notices
from webapp.queries.lineage.pinned import Pinned, pin, pinned
from webapp.queries.lineage.shared import Common, common_of
from webapp.queries.lineage.wanted import Wanted
from webapp.store.client import Store


class LineagePage(Struct, frozen=True):
    """The lineage page. `absence` says why there is nothing around the start, None if there is.

    `pin` are the parameters of a link to exactly what is shown, "" where there can be none.
    `common` tells what several selected nodes share, None with fewer.
    """

    wanted: Wanted
    start: LineageNode
    drawn: Drawn
    hidden: int
    complete: bool
    notices: tuple[Notice, ...]
    absence: Absence | None
    impact: Impact | None
    pinned: Pinned | None
    pin: str
    common: Common | None


def lineage_page(
    store: Store, wanted: Wanted, now: datetime, catalog: Reader | None = None
) -> LineagePage:
    """The lineage around the start; NotFoundError if the store has no such record."""
    found = walked(store, wanted.start, wanted.bounds, catalog=catalog)
    shown = drawn(found, look_at(found, wanted))
    return LineagePage(
        wanted=wanted,
        start=found.start,
        drawn=shown,
        hidden=len(found.lineage.hidden),
        complete=found.lineage.complete,
        notices=tuple(notices(found, wanted, shown, now)),
        absence=absence(found, wanted),
        impact=impact(found),
        pinned=pinned(store, found, wanted),
        pin=pin(found, wanted, now),
        common=common_of(found, wanted.selected),
    )
