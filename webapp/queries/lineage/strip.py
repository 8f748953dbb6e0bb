"""The small picture on detail pages."""

from typing import Final, Literal

from webapp.lineage.bounds import Bounds
from webapp.lineage.drawing import STRIP, Look, draw
from webapp.lineage.nodes import captions
from webapp.lineage.records import Key
from webapp.lineage.scene import Scene
from webapp.queries.lineage.nodes import walked
from webapp.store.client import Store

ONE_STEP: Final = Bounds(up=1, down=1, limit=40)


def one_step(store: Store, kind: Literal["artifact", "execution"], record_id: int) -> Scene:
    """The small picture of one artifact or execution: one step each side."""
    found = walked(store, Key(kind, record_id), ONE_STEP)
    return draw(found.lineage, captions(found), Look(), STRIP)
