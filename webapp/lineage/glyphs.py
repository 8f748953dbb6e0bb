"""What one node, and one "+N" box, looks like and where its arrows end."""

from webapp.lineage.detail import Box
from webapp.lineage.labels import cut, printable, width
from webapp.lineage.layout import Point
from webapp.lineage.records import Key
from webapp.lineage.routes import forward
from webapp.lineage.scene import RING, Caption, SceneBox, SceneNode, Shape

_GAP = 2.0  # between a glyph and its arrows
_LEASH = 27.0  # from a glyph to the box beside it
_BOX_PADDING = 14.0
_READABLE_VERSION = 12  # letters; a longer one was made by a machine
_ICONS = {"FAILED": "fail", "CACHED": "cached", "RUNNING": "running"}


def reach(node: SceneNode) -> float:
    """From a node's middle to where its arrows begin and end."""
    return node.radius + _GAP + (RING if node.selected else 0)


def node_of(key: Key, caption: Caption, place: Point, room: float, selected: Key) -> SceneNode:
    """The node at its place, its lines of text cut to `room` pixels."""
    is_execution = key.kind == "execution"
    shape: Shape = "diamond" if caption.family == "model" else "circle"
    name = printable(caption.full_name) or f"{key.kind.capitalize()} #{key.id}"
    return SceneNode(
        key=key,
        x=place[0],
        y=place[1],
        shape="square" if is_execution else shape,
        family="exec" if is_execution else caption.family,
        icon=_ICONS.get(caption.state, "play") if is_execution else caption.family,
        name=cut(_label(caption, name, room), room),
        note=cut(printable(caption.note), room),
        title=_title(key, caption, name, key == selected),
        selected=key == selected,
        failed=caption.state == "FAILED",
    )


def _label(caption: Caption, name: str, room: float) -> str:
    """The name, without a version that fits neither the picture nor anyone's memory.

    >>> _label(Caption("MNIST", "model_fb6da2a4ea0c4bb5"), "MNIST model_fb6da2a4ea0c4bb5", 110)
    'MNIST'
    """
    is_unreadable = len(caption.version) > _READABLE_VERSION and width(name) > room
    return (printable(caption.name) if is_unreadable else "") or name


def _title(key: Key, caption: Caption, name: str, is_selected: bool) -> str:
    """What a screen reader says of the node."""
    kind = "Execution" if key.kind == "execution" else printable(caption.type) or "Artifact"
    words = [
        f"{kind} {name}",
        caption.state.replace("_", " ").lower() if key.kind == "execution" else "",
    ]
    words += ["selected"] if is_selected else []
    return ", ".join(word for word in words if word)


def box_of(box: Box, node: SceneNode, place: Point | None, caption: Caption) -> SceneBox:
    """The box at its place, or straight beside its node where no column is left for it."""
    size = _BOX_PADDING + width(f"+{box.count:,}")
    side = 1 if box.direction == "down" else -1
    beside = (node.x + side * (node.radius + _LEASH + size / 2), node.y)
    x, y = place or beside
    near, far = (node.x + side * reach(node), node.y), (x - side * size / 2, y)
    curve = forward((near, far) if side == 1 else (far, near), (), {})
    others = "execution" if box.at.kind == "artifact" else "artifact"
    title = (
        f"Show {box.count:,} more {others}{'' if box.count == 1 else 's'} "
        f"{box.direction}stream of {printable(caption.full_name)}"
    )
    return SceneBox(box, x, y, size, curve, title)
