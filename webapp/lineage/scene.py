"""A lineage as a picture: what stands where, in pixels, y downwards. SVG and plotly draw it."""

from collections.abc import Mapping
from typing import Literal, TypeAlias

from msgspec import Struct

from webapp.lineage.captions import Family
from webapp.lineage.detail import Box
from webapp.lineage.layout import Point
from webapp.lineage.opened import Mark, RunKey
from webapp.lineage.records import Direction
from webapp.lineage.routes import Curve

Shape: TypeAlias = Literal["circle", "diamond", "square", "stack"]

RADIUS: Mapping[Shape, float] = {"circle": 16, "diamond": 20, "square": 15, "stack": 18}
# How far a node reaches above and below its middle, its ring and its lines of text included.
ABOVE: Mapping[Shape, float] = {"circle": 21, "diamond": 27, "square": 36, "stack": 40}
BELOW: Mapping[Shape, float] = {"circle": 52, "diamond": 59, "square": 34, "stack": 38}
RING = 5.0
BOX_HEIGHT = 26.0


class SceneNode(Struct, frozen=True):
    """A glyph with its middle at x, y and its lines of text, cut to fit; `title` is uncut.

    `found` says whether it is what the page looks for; `badge` is a letter at its side.
    """

    key: Mark
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
    found: bool = False
    badge: str = ""

    @property
    def label(self) -> str:
        """What a screen reader says of it; that it is selected comes last, where scripts look."""
        return f"{self.title}, selected" if self.selected else self.title

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
        return self.y + (-self.radius - 8 if self.is_square else self.radius + 17)

    @property
    def note_y(self) -> float:
        """The base line of the note."""
        return self.y + self.radius + (15 if self.is_square else 32)

    @property
    def is_square(self) -> bool:
        """Whether it is an execution, or a run of them: its name stands above it."""
        return self.shape in ("square", "stack")


class SceneEdge(Struct, frozen=True):
    """An arrow; `side` says whether it lies upstream or downstream of the selected node.

    `role` is what the artifact is for the execution, short enough for the place `near_source` or
    `near_target`, where it stands once that end is selected. Where no event is more than declared
    or pending, the arrow is not `done`.
    """

    source: Mark
    target: Mark
    curve: Curve
    tip: Point
    side: Direction | Literal[""]
    title: str
    role: str
    near_source: Point
    near_target: Point
    done: bool = True


class SceneBox(Struct, frozen=True):
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


class SceneFrame(Struct, frozen=True):
    """A dashed box around the nodes of a run that is open."""

    run: RunKey
    x: float
    y: float
    width: float
    height: float
    name: str
    title: str


class Scene(Struct, frozen=True):
    """A picture that begins at left, top. Nodes are in order of flow."""

    nodes: tuple[SceneNode, ...]
    edges: tuple[SceneEdge, ...]
    boxes: tuple[SceneBox, ...]
    left: float
    top: float
    width: float
    height: float
    frames: tuple[SceneFrame, ...] = ()
