"""Whether a lineage still is what a link pinned, and what came since."""

from datetime import datetime

from msgspec import Struct
from msgspec.structs import replace

from webapp.lineage.digest import digest
from webapp.lineage.nodes import Walked
from webapp.lineage.records import Lineage
from webapp.queries.lineage.walk import walk
from webapp.queries.lineage.wanted import Wanted
from webapp.store.client import Store


class Pinned(Struct, frozen=True):
    """`same` says whether the lineage up to the date is what was pinned.

    `nodes` and `events` count what came after the date, within the same bounds.
    """

    same: bool
    nodes: int
    events: int


def pinned(store: Store, found: Walked, wanted: Wanted) -> Pinned | None:
    """What became of the lineage that the address pins, None where it pins none."""
    if not wanted.pin:
        return None
    same = digest(found.lineage) == wanted.pin.lower()
    if not wanted.as_of:
        return Pinned(same, 0, 0)
    then, now = found.lineage, walk(store, wanted.start, replace(wanted.bounds, as_of=None))
    known = {node.key for node in then.nodes}
    events = set(_names(now)) - set(_names(then))
    return Pinned(same, sum(node.key not in known for node in now.nodes), len(events))


def pin(found: Walked, wanted: Wanted, now: datetime) -> str:
    """The parameters that pin this lineage as it is; "" where it was not walked to its end."""
    if found.lineage.stopped == "time":
        return ""
    until = wanted.as_of or now.isoformat(timespec="milliseconds").replace("+00:00", "Z")
    return wanted.query(as_of=until, pin=digest(found.lineage))


def _names(lineage: Lineage) -> list[tuple[int, int, str]]:
    events = (edge.event for edge in lineage.edges)
    return [(event.artifact_id, event.execution_id, event.type) for event in events]
