"""A scene as SVG: for the page, where every glyph is a link, and as a file that stands alone.

Both have the same elements and classes; the page brings its style sheet, the file its own copy.
"""

from collections.abc import Callable, Iterable, Mapping
from html import escape

from msgspec import Struct

from webapp.assets import Icon
from webapp.lineage.detail import Box
from webapp.lineage.labels import printable
from webapp.lineage.lengths import px
from webapp.lineage.opened import Mark, RunKey
from webapp.lineage.scene import (
    BOX_HEIGHT,
    Scene,
    SceneBox,
    SceneEdge,
    SceneFrame,
    SceneNode,
)

_ICON = {"circle": 14, "diamond": 16, "square": 14, "stack": 16}
_RING = {"circle": 5, "diamond": 7, "square": 5, "stack": 5}
_CORNER = 7
_SHADOW = 4  # how far a closed run's second sheet shows behind the first


class Links(Struct, frozen=True):
    """Where the links of a picture lead: a glyph, a "+N" box, a run that opens or closes."""

    node: Callable[[Mark], str]
    box: Callable[[Box], str]
    run: Callable[[RunKey], str]


def svg(
    scene: Scene,
    label: str,
    icons: Mapping[str, Icon],
    links: Links | None = None,
    class_name: str = "graph",
) -> str:
    """The picture as one svg element; without `links` it has none.

    Everything stands in order of flow, so that Tab follows it.
    """
    parts = [
        *(_frame(frame, links) for frame in scene.frames),
        *(_edge(edge) for edge in scene.edges),
        *_roles(scene),
        *(_box(box, place, links) for place, box in enumerate(scene.boxes)),
        *(_node(node, icons, links) for node in scene.nodes),
    ]
    box = f"{px(scene.left)} {px(scene.top)} {px(scene.width)} {px(scene.height)}"
    size = f'width="{round(scene.width)}" height="{round(scene.height)}" viewBox="{box}"'
    role = f'role="group" aria-label="{escape(label)}"'
    return f'<svg class="{class_name}" {size} {role}>\n{"".join(parts)}</svg>'


def svg_file(
    scene: Scene, title: str, style: str, icons: Mapping[str, Icon], note: str = ""
) -> str:
    """The picture as a file of its own; `style` is CSS, a `note` its description."""
    title = printable(title)
    drawn = svg(scene, title, icons)
    ground = (
        f'<rect class="ground" x="{px(scene.left)}" y="{px(scene.top)}" '
        f'width="{px(scene.width)}" height="{px(scene.height)}"/>'
    )
    head, _, body = drawn.partition("\n")
    opening = head.replace("<svg ", '<svg xmlns="http://www.w3.org/2000/svg" ', 1)
    opening = opening.replace('role="group"', 'role="img"')
    named = f"<title>{escape(title)}</title>{f'<desc>{escape(note)}</desc>' if note else ''}"
    return f"{opening}{named}<style>{style}</style>{ground}\n{body}\n"


def _frame(frame: SceneFrame, links: Links | None) -> str:
    x, y = frame.x, frame.y
    shape = (
        f'<rect class="frame" x="{px(x)}" y="{px(y)}" width="{px(frame.width)}" '
        f'height="{px(frame.height)}" rx="8"/>'
    )
    words = f'<text class="run" x="{px(x + 24)}" y="{px(y + 16)}">{escape(frame.name)}</text>'
    if links is None:
        return f"{shape}{words}\n"
    sign = (
        f'<rect class="hit" x="{px(x)}" y="{px(y)}" width="24" height="24"/>'
        f'<path class="sign" d="M{px(x + 9)} {px(y + 12)}h7"/>'
    )
    link = _link(links.run(frame.run), frame.title, f'class="shut" data-run="{frame.run}"')
    return f"{shape}{link}{sign}{words}</a>\n"


def _edge(edge: SceneEdge) -> str:
    side = {"up": " e-up", "down": " e-dn", "": ""}[edge.side]
    kind = side if edge.done else f"{side} e-told"
    x, y = edge.tip
    tip = f"M{px(x - 8)} {px(y - 4.5)}L{px(x)} {px(y)}L{px(x - 8)} {px(y + 4.5)}Z"
    return (
        f'<g data-edge="{edge.source} {edge.target}"><title>{escape(edge.title)}</title>'
        f'<path class="edge{kind}" d="{edge.curve.path}"/>'
        f'<path class="tip{side}" d="{tip}"/></g>\n'
    )


def _roles(scene: Scene) -> Iterable[str]:
    """The roles beside the selected nodes."""
    selected = {node.key for node in scene.nodes if node.selected}
    for edge in scene.edges:
        for end, (x, y) in ((edge.source, edge.near_source), (edge.target, edge.near_target)):
            if edge.role and end in selected:
                yield (f'<text class="role" x="{px(x)}" y="{px(y)}">{escape(edge.role)}</text>\n')


def _box(drawn: SceneBox, place: int, links: Links | None) -> str:
    x, y, width = drawn.x, drawn.y, drawn.width
    inside = (
        f'<title>{escape(drawn.title)}</title><rect x="{px(x - width / 2)}" '
        f'y="{px(y - BOX_HEIGHT / 2)}" width="{px(width)}" height="{px(BOX_HEIGHT)}" rx="6"/>'
        f'<text x="{px(x)}" y="{px(y + 4)}">{drawn.text}</text>'
    )
    tie = f'<path class="edge tie" d="{drawn.curve.path}"/>'
    if links is None:
        return f'{tie}<g class="plus">{inside}</g>\n'
    named = f'class="plus" data-box="{place}" data-branch="{drawn.box.branch}"'
    return f"{tie}{_link(links.box(drawn.box), drawn.title, named)}{inside}</a>\n"


def _node(node: SceneNode, icons: Mapping[str, Icon], links: Links | None) -> str:
    classes = [f"n-{node.family}"]
    flags = {"n-failed": node.failed, "on": node.selected, "hit-on": node.found}
    classes += [name for name, is_on in flags.items() if is_on]
    if node.badge:
        classes.append(f"only-{node.badge.lower()}")
    inside = (
        f"<title>{escape(node.label)}</title>{_glyph(node, icons[node.icon])}"
        f'<text class="name" x="{px(node.x)}" y="{px(node.name_y)}">{escape(node.name)}</text>'
    )
    if node.note:
        place = f'x="{px(node.x)}" y="{px(node.note_y)}"'
        inside += f'<text class="sub" {place}>{escape(node.note)}</text>'
    if links is None:
        return f'<g class="{" ".join(classes)}">{inside}</g>\n'
    attributes = f'class="{" ".join(classes)}" data-key="{node.key}"'
    hit = (
        f'<rect class="hit" x="{px(node.x - 48)}" y="{px(node.y - node.above)}" '
        f'width="96" height="{px(node.above + node.below)}"/>'
    )
    href = links.run(node.key) if isinstance(node.key, RunKey) else links.node(node.key)
    return f"{_link(href, node.label, attributes)}{hit}{inside}</a>\n"


def _glyph(node: SceneNode, drawn: Icon) -> str:
    r, half = node.radius, _ICON[node.shape] / 2
    icon = (
        f'<svg class="icon" x="{px(node.x - half)}" y="{px(node.y - half)}" '
        f'width="{_ICON[node.shape]}" height="{_ICON[node.shape]}" viewBox="{drawn.box}" '
        f'aria-hidden="true">{drawn.body}</svg>'
    )
    behind = _outline(node, "body", r, _SHADOW) if node.shape == "stack" else ""
    mark = ""
    if node.badge:
        x, y = node.x + r * 0.8, node.y - r * 0.8
        mark = (
            f'<circle class="badge" cx="{px(x)}" cy="{px(y)}" r="8"/>'
            f'<text class="letter" x="{px(x)}" y="{px(y + 3.5)}">{escape(node.badge)}</text>'
        )
    ring = _outline(node, "ring", r + _RING[node.shape])
    return f"{ring}{behind}{_outline(node, 'body', r)}{icon}{mark}"


def _outline(node: SceneNode, name: str, r: float, shift: float = 0.0) -> str:
    x, y = node.x + shift, node.y - shift
    if node.shape == "circle":
        return f'<circle class="{name}" cx="{px(x)}" cy="{px(y)}" r="{px(r)}"/>'
    if node.shape == "diamond":
        corners = f"M{px(x)} {px(y - r)}L{px(x + r)} {px(y)}L{px(x)} {px(y + r)}"
        return f'<path class="{name}" d="{corners}L{px(x - r)} {px(y)}Z"/>'
    corner = _CORNER + (4 if name == "ring" else 0)
    size = f'width="{px(2 * r)}" height="{px(2 * r)}" rx="{corner}"'
    return f'<rect class="{name}" x="{px(x - r)}" y="{px(y - r)}" {size}/>'


def _link(href: str, title: str, attributes: str) -> str:
    return f'<a {attributes} href="{escape(href)}" aria-label="{escape(title)}">'
