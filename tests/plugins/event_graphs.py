"""Event graphs, written by hand ("a1>e1 e1>a2") and by chance."""

from collections.abc import Iterable

from hypothesis import strategies as st

from webapp.lineage.bounds import Bounds
from webapp.lineage.captions import Caption, Family
from webapp.lineage.records import Key, Lineage
from webapp.lineage.walk import Walk
from webapp.metadata import Event

FAMILIES: tuple[Family, ...] = ("data", "model", "metric", "report", "config", "endpoint")
TYPES = ("INPUT", "OUTPUT", "DECLARED_INPUT", "INTERNAL_OUTPUT", "PENDING_OUTPUT", "UNKNOWN")


def event(text: str) -> Event:
    """The event of "a1>e2" (an input) or "e2>a3" (an output)."""
    source, _, target = text.partition(">")
    if source[0] == "a":
        return Event(int(source[1:]), int(target[1:]), "INPUT")
    return Event(int(target[1:]), int(source[1:]), "OUTPUT")


def events(text: str) -> list[Event]:
    """The events of a text."""
    return [event(word) for word in text.split()]


def key(text: str) -> Key:
    """The key of "a1" or "e2"."""
    return Key("artifact" if text[0] == "a" else "execution", int(text[1:]))


def walk_through(found: Iterable[Event], walk: Walk) -> Lineage:
    """What the walk finds in these events; fails if it asks twice for one id."""
    found = list(found)
    asked: set[Key] = set()
    while (question := walk.question()) is not None:
        keys = {Key(question.kind, number) for number in question.ids}
        assert not keys & asked
        asked |= keys
        field = f"{question.kind}_id"
        walk.feed([one for one in found if getattr(one, field) in question.ids])
    return walk.lineage()


def lineage_of(start: str, text: str, **bounds: int | None) -> Lineage:
    """The lineage around a start in the events of a text."""
    return walk_through(events(text), Walk(key(start), Bounds(**bounds)))


def captions_of(lineage: Lineage, name: str = "a name") -> dict[Key, Caption]:
    """A caption for each node, families in turn."""
    found = {}
    for node in lineage.nodes:
        family: Family = "exec"
        if node.key.kind == "artifact":
            family = FAMILIES[node.key.id % len(FAMILIES)]
        found[node.key] = Caption(name, f"v{node.key.id}", family.title(), family, "LIVE", family)
    return found


def event_graphs(size: int = 8) -> st.SearchStrategy[list[Event]]:
    """Any events between a few artifacts and executions: cycles, self-loops, many producers."""
    number = st.integers(1, size)
    return st.lists(st.builds(Event, number, number, st.sampled_from(TYPES)), max_size=3 * size)
