"""What one node, and one "+N" box, looks like and where its arrows end."""

from webapp.lineage.captions import Caption
from webapp.lineage.detail import Box
from webapp.lineage.labels import cut, printable, width
from webapp.lineage.layout import Point
from webapp.lineage.opened import Mark
from webapp.lineage.routes import forward
from webapp.lineage.scene import RING, SceneBox, SceneNode, Shape

_GAP = 2.0  # between a glyph and its arrows
_LEASH = 27.0  # from a glyph to the box beside it
_BOX_PADDING = 14.0
_MOST_TYPES = 4
_READABLE_VERSION = 12  # letters; a longer one was made by a machine
_ICONS = {"FAILED": "fail", "CACHED": "cached", "RUNNING": "running"}


def reach(node: SceneNode) -> float:
    """From a node's middle to where its arrows begin and end."""
    return node.radius + _GAP + (RING if node.selected else 0)


def node_of(key: Mark, caption: Caption, place: Point, room: float, is_selected: bool) -> SceneNode:
    """The node at its place, its lines of text cut to `room` pixels."""
    is_execution = key.kind != "artifact"
    shapes: dict[str, Shape] = {"execution": "square", "run": "stack"}
    shape = shapes.get(key.kind, "diamond" if caption.family == "model" else "circle")
    name = printable(caption.full_name) or f"{key.kind.capitalize()} #{key.id}"
    return SceneNode(
        key=key,
        x=place[0],
        y=place[1],
        shape=shape,
        family="exec" if is_execution else caption.family,
        icon=_icon(key, caption),
        name=cut(_label(caption, name, room), room),
        note=cut(printable(caption.note), room),
        title=_title(key, caption, name),
        selected=is_selected,
        failed=caption.state == "FAILED",
    )


def _icon(key: Mark, caption: Caption) -> str:
    if key.kind == "artifact":
        return caption.family
    return _ICONS.get(caption.state, "run" if key.kind == "run" else "play")


def _label(caption: Caption, name: str, room: float) -> str:
    """The name, without a version that fits neither the picture nor anyone's memory.

    >>> _label(Caption("MNIST", "model_fb6da2a4ea0c4bb5"), "MNIST model_fb6da2a4ea0c4bb5", 110)
    'MNIST'
    """
    is_unreadable = len(caption.version) > _READABLE_VERSION and width(name) > room
    return (printable(caption.name) if is_unreadable else "") or name


def _title(key: Mark, caption: Caption, name: str) -> str:
    """What a screen reader says of the node, selected or not."""
    kind = printable(caption.type) if key.kind == "artifact" else key.kind.capitalize()
    words = [f"{kind or 'Artifact'} {name}"]
    if key.kind == "execution":
        words.append(caption.state.replace("_", " ").lower())
    if key.kind == "run":
        words.append(f"{caption.note}, opens")
    return ", ".join(word for word in words if word)


def box_of(box: Box, node: SceneNode, place: Point | None, caption: Caption) -> SceneBox:
    """The box at its place, or straight beside its node where no column is left for it."""
    size = _BOX_PADDING + width(f"+{box.count:,}")
    side = 1 if box.direction == "down" else -1
    beside = (node.x + side * (node.radius + _LEASH + size / 2), node.y)
    x, y = place or beside
    near, far = (node.x + side * reach(node), node.y), (x - side * size / 2, y)
    curve = forward((near, far) if side == 1 else (far, near), (), {})
    return SceneBox(box, x, y, size, curve, _box_title(box, caption))


def _box_title(box: Box, caption: Caption) -> str:
    """What the box holds, by type as far as that is known."""
    others = "execution" if box.at.kind == "artifact" else "artifact"
    others = "node" if box.at.kind == "run" else others
    title = (
        f"Show {box.count:,} more {others}{'' if box.count == 1 else 's'} "
        f"{box.direction}stream of {printable(caption.full_name)}"
    )
    told = box.types[:_MOST_TYPES]
    words = [f"{count:,} {printable(name) or others}" for name, count in told]
    rest = box.count - sum(count for _, count in told)
    if rest and words:
        words.append(f"{rest:,} of other or unknown types")
    return f"{title}: {', '.join(words)}" if words else title
