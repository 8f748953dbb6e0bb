"""Lineages that are drawn whole, as large as a benchmark wants them."""

import itertools
from collections.abc import Mapping
from dataclasses import dataclass

from benchmarks import shapes
from benchmarks.client import WrongError
from benchmarks.neighbourhoods import events_of, nearest
from webapp.assets import icons
from webapp.exports.svg import Links, svg
from webapp.lineage.captions import Caption
from webapp.lineage.detail import Crowding
from webapp.lineage.drawing import Look, Sheet, draw
from webapp.lineage.records import Key, Lineage
from webapp.lineage.scene import Scene


@dataclass(frozen=True, slots=True)
class Pictured:
    """A lineage of so many nodes, to be drawn whole."""

    size: int
    lineage: Lineage
    captions: Mapping[Key, Caption]
    sheet: Sheet

    @classmethod
    def of(cls, size: int) -> "Pictured":
        """That of runs of a pipeline."""
        found = pipelines(size)
        captions = {
            node.key: Caption(f"{node.key.kind} {node.key.id}", type="Model", family="model")
            if node.key.kind == "artifact"
            else Caption(f"train {node.key.id}", type="execution")
            for node in found.nodes
        }
        sheet = Sheet(crowding=Crowding(size, size, size + 1), readable=size)
        return cls(size, found, captions, sheet)

    def scene(self) -> Scene:
        """Its picture; WrongError where nodes are left out."""
        scene = draw(self.lineage, self.captions, Look(), self.sheet)
        if len(scene.nodes) != len(self.lineage.nodes):
            raise WrongError(f"{len(scene.nodes)} of {self.size} nodes are drawn")
        return scene

    def svg(self) -> str:
        """Its picture as a page has it."""
        return svg(self.scene(), "Lineage graph", icons(), Links(str, str, str))


def pipelines(size: int) -> Lineage:
    """Runs of a pipeline, as many as make so many nodes."""
    steps = itertools.islice(shapes.pipelines(), size)
    return nearest((event for step in steps for event in events_of(step)), size)
