"""Why a lineage has nothing in it, or nothing on one side."""

from msgspec import Struct

from webapp.lineage.nodes import Walked
from webapp.queries.lineage.wanted import Wanted


class Absence(Struct, frozen=True):
    """Why nothing is there, and what to try: (words, parameters) pairs."""

    title: str
    text: str
    tries: tuple[tuple[str, str], ...] = ()


def absence(found: Walked, wanted: Wanted) -> Absence | None:
    """Why the start stands alone, None where it does not."""
    lineage = found.lineage
    if len(lineage.nodes) > 1:
        return None
    name = found.start.full_name[:80]
    if lineage.stopped == "time":
        again = ("Try again", wanted.query())
        return Absence(
            f"The store was too slow to follow {name}",
            "Not a single event arrived in time, so what is around it is not known.",
            (again,),
        )
    known = {there.direction: there.count for there in lineage.hidden}
    if not known and lineage.later:
        return Absence(
            f"Nothing had happened to {name} yet",
            f"All {lineage.later:,} of its events came after {wanted.as_of}.",
            (("As it is now", wanted.query(as_of="", pin="")),),
        )
    if not known:
        is_artifact = lineage.start.kind == "artifact"
        what = "made or used it" if is_artifact else "been its input or output"
        return Absence(
            f"Nothing around {name}",
            f"No event of this {lineage.start.kind} is recorded: nothing is known to have {what}.",
        )
    if wanted.limit == 1:
        count = sum(known.values())
        neighbours = "neighbour is" if count == 1 else "neighbours are"
        wider = ("Up to 150 nodes", wanted.query(limit=""))
        return Absence(f"Only {name} was asked for", f"{count:,} {neighbours} known.", (wider,))
    return _one_sided(found, wanted, known.get("up", 0), known.get("down", 0))


def _one_sided(found: Walked, wanted: Wanted, up: int, down: int) -> Absence:
    """Neighbours are known, none on a side that was followed."""
    name, is_artifact = found.start.full_name[:80], found.lineage.start.kind == "artifact"
    show_up = ("Show upstream", wanted.query("open select", up="", down="0"))
    show_down = ("Show downstream", wanted.query("open select", up="0", down=""))
    ways = [way for way, count in ((show_up, up), (show_down, down)) if count]
    others = "execution" if is_artifact else "artifact"

    def told(count: int) -> str:
        return f"{count:,} {others}{'' if count == 1 else 's'}"

    if wanted.up != 0 and not up:
        title = f"No execution wrote {name}" if is_artifact else f"{name} read no artifact"
        why = "so the store holds nothing before it. " if is_artifact else ""
        first = f"It was only ever an input, {why}" if is_artifact else ""
        return Absence(title, f"{first}Downstream: {told(down)}.", tuple(ways))
    if wanted.down != 0 and not down:
        title = f"No execution read {name}" if is_artifact else f"{name} wrote no artifact"
        return Absence(title, f"Nothing depends on it yet. Upstream: {told(up)}.", tuple(ways))
    return Absence(
        f"Nothing within these bounds around {name}",
        f"Known, but outside of them: {told(up)} upstream, {told(down)} downstream.",
        tuple(ways),
    )
