"""A lineage as a picture: what stands where, in pixels, y downwards. SVG and plotly draw it."""

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import takewhile
from typing import Literal, TypeAlias

from webapp.lineage.detail import Box
from webapp.lineage.layout import Point
from webapp.lineage.records import Direction, Key
from webapp.lineage.routes import Curve
from webapp.lineage.walk import MOST_NODES, NODES

Shape: TypeAlias = Literal["circle", "diamond", "square"]
Family: TypeAlias = Literal["data", "model", "metric", "report", "config", "endpoint", "exec"]

RADIUS: Mapping[Shape, float] = {"circle": 16, "diamond": 20, "square": 15}
# How far a node reaches above and below its middle, its ring and its lines of text included.
ABOVE: Mapping[Shape, float] = {"circle": 21, "diamond": 27, "square": 36}
BELOW: Mapping[Shape, float] = {"circle": 52, "diamond": 59, "square": 34}
RING = 5.0
BOX_HEIGHT = 26.0


@dataclass(frozen=True, slots=True)
class Caption:
    """What a node shows. `state` is MLMD's word; `note` is the quiet line."""

    name: str
    version: str = ""
    type: str = ""
    family: Family = "exec"
    state: str = ""
    note: str = ""

    @property
    def full_name(self) -> str:
        """Name and version, as they stand in a sentence."""
        return f"{self.name} {self.version}".rstrip()

    @property
    def crowd(self) -> str:
        """What its like have in common: the type, of executions also how their names begin.

        Producers give the executions of a pipeline one type, or each step its own.

        >>> Caption("BatchScorer 2026-11-03", type="execution").crowd
        'execution BatchScorer'
        >>> Caption("scores", "v3", "DataSet", "data").crowd
        'DataSet'
        """
        if self.family != "exec":
            return self.type
        return f"{self.type} {''.join(takewhile(str.isalpha, self.name))}".rstrip()


@dataclass(frozen=True, slots=True)
class SceneNode:
    """A glyph with its middle at x, y and its lines of text, cut to fit; `title` is uncut."""

    key: Key
    x: float
    y: float
    shape: Shape
    family: Family
    icon: str
    name: str
    note: str
    title: str
    selected: bool
    failed: bool

    @property
    def radius(self) -> float:
        """From the middle to the glyph's edge."""
        return RADIUS[self.shape]

    @property
    def above(self) -> float:
        """How far it reaches above its middle, text included."""
        return ABOVE[self.shape]

    @property
    def below(self) -> float:
        """How far it reaches below its middle, text included."""
        return BELOW[self.shape]

    @property
    def name_y(self) -> float:
        """The base line of the name: below artifacts, above executions."""
        return self.y + (-23.0 if self.shape == "square" else self.radius + 17)

    @property
    def note_y(self) -> float:
        """The base line of the note."""
        return self.y + (30.0 if self.shape == "square" else self.radius + 32)


@dataclass(frozen=True, slots=True)
class SceneEdge:
    """An arrow; `side` says whether it lies upstream or downstream of the selected node."""

    source: Key
    target: Key
    curve: Curve
    tip: Point
    side: Direction | Literal[""]


@dataclass(frozen=True, slots=True)
class SceneBox:
    """A "+N" box with its middle at x, y, and the dashed line that ties it to its node."""

    box: Box
    x: float
    y: float
    width: float
    curve: Curve
    title: str

    @property
    def text(self) -> str:
        """What stands in the box."""
        return f"+{self.box.count:,}"

    @property
    def limit(self) -> int:
        """How many nodes to ask for to see what is in the box, and what lies right behind it."""
        return min(max(2 * self.box.count, NODES), MOST_NODES)


@dataclass(frozen=True, slots=True)
class Scene:
    """A picture that begins at left, top. Nodes are in order of flow."""

    nodes: tuple[SceneNode, ...]
    edges: tuple[SceneEdge, ...]
    boxes: tuple[SceneBox, ...]
    left: float
    top: float
    width: float
    height: float
