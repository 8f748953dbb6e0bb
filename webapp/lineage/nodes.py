"""The nodes of a lineage with what their records say."""

from collections.abc import Mapping
from datetime import datetime
from functools import cached_property
from itertools import islice

from msgspec import Struct

from webapp.lineage.captions import Caption, Family
from webapp.lineage.graph import flow
from webapp.lineage.networks import nx
from webapp.lineage.records import Key, Lineage
from webapp.metadata import Artifact, Context, Execution, Properties

_QUIET = frozenset({"LIVE", "COMPLETE", "UNKNOWN", ""})  # states that need no word
# Why a node has no record, where there was no time to ask for it.
NOT_READ = "not read in time"


class LineageNode(Struct, frozen=True):
    """A node and what its record says. `type` is short, `type_name` as the store has it.

    `meant` is the state as its producer means it, "" where that is MLMD's word. `missing` says why
    there is no record, "" where there is one.
    """

    key: Key
    hops: int
    aside: bool
    name: str
    type: str = ""
    type_name: str = ""
    version: str = ""
    family: Family = "exec"
    state: str = ""
    meant: str = ""
    workspace: str = ""
    run: str = ""
    owner: str = ""
    uri: str = ""
    created: datetime | None = None
    updated: datetime | None = None
    started: datetime | None = None
    finished: datetime | None = None
    parameters: Properties = {}
    metrics: Mapping[str, float] = {}
    missing: str = ""

    @property
    def duration_seconds(self) -> float | None:
        """How long it ran, None where that is not known."""
        if self.started is None or self.finished is None:
            return None
        return (self.finished - self.started).total_seconds()

    @property
    def shown_state(self) -> str:
        """The state as pages and pictures show it."""
        return self.meant or self.state

    @property
    def mark(self) -> str:
        """What tells it apart from others of its name: a version, of executions the id."""
        if self.key.kind == "artifact":
            return self.version
        number = f"#{self.key.id}"
        return "" if self.name.endswith(number) else number

    @property
    def full_name(self) -> str:
        """The name and what tells it apart."""
        return f"{self.name} {self.mark}".rstrip()

    @property
    def first_metrics(self) -> tuple[tuple[str, float], ...]:
        """As many metrics as fit beside a picture."""
        return tuple(islice(self.metrics.items(), 4))

    @property
    def path(self) -> str:
        """The path of its own page."""
        return f"/{self.key.kind}s/{self.key.id}"


# Without slots: the parts of a page ask for its graph, and it is made once.
class Walked(Struct, frozen=True, dict=True):
    """A lineage with its nodes read, in the lineage's order, and the records behind them."""

    lineage: Lineage
    nodes: Mapping[Key, LineageNode]
    records: Mapping[Key, Artifact | Execution | Context] = {}

    @property
    def start(self) -> LineageNode:
        """The node at which the walk began."""
        return self.nodes[self.lineage.start]

    @property
    def unread(self) -> int:
        """How many of the nodes are there by number only, for want of time."""
        return sum(node.missing == NOT_READ for node in self.nodes.values())

    @cached_property
    def flow(self) -> "nx.DiGraph":
        """Which node flows into which."""
        return flow(self.lineage)


def captions(walked: Walked) -> dict[Key, Caption]:
    """What the picture writes at each node."""
    return {
        key: Caption(
            name=node.name,
            version=node.version,
            type=node.type,
            family=node.family,
            state=node.shown_state,
            note=_note(node),
        )
        for key, node in walked.nodes.items()
    }


def _note(node: LineageNode) -> str:
    """The quiet line: an execution's unusual state, an artifact's type and what stands out."""
    if node.missing:
        return node.missing
    state = "" if node.state in _QUIET else node.shown_state.replace("_", " ").lower()
    if node.key.kind == "execution":
        return state.capitalize()
    first = [f"{name} {value:.3g}" for name, value in node.first_metrics[:1]]
    words = first if first and node.family == "metric" else [node.type, *first]
    return ", ".join(word for word in (*words, state) if word)
