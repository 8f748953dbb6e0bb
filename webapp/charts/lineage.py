"""A scene as a plotly figure, in whole tenths of the scene's pixels.

It has no colours: each trace names in `meta` the custom properties of the style sheet that it is
drawn with, so that one figure serves both themes, and whose points are whose (`parts`), so that
the page can light up a part of it. No scattergl: it needs `unsafe-eval`, and a GPU to be fast.
"""

from typing import Any, TypeAlias

from webapp.charts.icons import FILLS, STROKES
from webapp.charts.outlines import bodies_of, icon_on, rounded, stamp, tenths
from webapp.charts.traces import Font, Part, Pen, Trace, Words, lines, targets, texts
from webapp.lineage.scene import BOX_HEIGHT, Scene, SceneNode

Figure: TypeAlias = dict[str, Any]

FAMILIES = ("data", "model", "metric", "report", "config", "endpoint", "exec", "failed")
_MIDDLE = 4.2  # from the base line of 12 px text up to its middle
_ROLE_MIDDLE = 3.4  # and of 10 px text
_SIGN = stamp(((-3.5, 0), (3.5, 0)))
_TIP = stamp(((-8, -4.5), (0, 0), (-8, 4.5), (-8, -4.5)))


def lineage_figure(scene: Scene) -> Figure:
    """The figure, ready for JSON."""
    return {
        "data": [
            *_frames(scene),
            *_edges(scene),
            *_boxes(scene),
            *_nodes(scene),
            *_badges(scene),
            *_texts(scene),
            *_targets(scene),
        ],
        "layout": {
            "template": "none",
            "margin": {"l": 0, "r": 0, "t": 0, "b": 0},
            "dragmode": "pan",
            "hovermode": "closest",
            "showlegend": False,
            "xaxis": {"visible": False, "range": _range(scene.left, scene.left + scene.width)},
            "yaxis": {
                "visible": False,
                "range": _range(scene.top + scene.height, scene.top),
                "scaleanchor": "x",
            },
        },
    }


def _range(first: float, last: float) -> list[int]:
    return [tenths(first), tenths(last)]


def _frames(scene: Scene) -> list[Trace]:
    """The frames around open runs, with the sign that closes each."""
    frames: list[Part] = []
    signs: list[Part] = []
    for frame in scene.frames:
        middle = frame.x + frame.width / 2, frame.y + frame.height / 2
        outline = rounded(*middle, frame.width / 2, frame.height / 2, 8)
        frames.append(([str(frame.run)], outline))
        y = frame.y + 12
        signs.append(([str(frame.run)], _SIGN.at(frame.x + 12.5, y)))
    if not frames:
        return []
    return [
        lines("frames", frames, Pen("--line-2", fill="--frame", width=1, dash="4px,4px")),
        lines("signs", signs, Pen("--ink-2", width=1.5)),
    ]


def _edges(scene: Scene) -> list[Trace]:
    arrows: list[Part] = []
    told: list[Part] = []
    tips: list[Part] = []
    for edge in scene.edges:
        whose = [str(edge.source), str(edge.target)]
        (arrows if edge.done else told).append((whose, edge.curve.along))
        tips.append((whose, _TIP.at(*edge.tip)))
    return [
        lines("edges", arrows, Pen("--edge")),
        *([lines("edges", told, Pen("--edge", dash="6px,4px"))] if told else []),
        lines("tips", tips, Pen("--edge", fill="--edge", width=0)),
    ]


def _badges(scene: Scene) -> list[Trace]:
    """The letters at the side of nodes."""
    marked = [(node, node.radius * 0.8) for node in scene.nodes if node.badge]
    if not marked:
        return []
    discs: list[Part] = [
        ([str(node.key)], rounded(node.x + far, node.y - far, 8, 8, 8)) for node, far in marked
    ]
    letters: list[Words] = [
        (str(node.key), node.x + far, node.y - far, node.badge) for node, far in marked
    ]
    return [
        lines("badges", discs, Pen("--ink-2", fill="--surface", width=1)),
        texts("letters", letters, Font("--ink", 10, 600)),
    ]


def _boxes(scene: Scene) -> list[Trace]:
    ties: list[Part] = [([str(box.box.at)], box.curve.along) for box in scene.boxes]
    frames: list[Part] = [
        ([str(box.box.at)], rounded(box.x, box.y, box.width / 2, BOX_HEIGHT / 2, 6))
        for box in scene.boxes
    ]
    return [
        lines("ties", ties, Pen("--edge", dash="3px,3px")),
        lines("boxes", frames, Pen("--control", fill="--surface", width=1, dash="2px,2px")),
    ]


def _nodes(scene: Scene) -> list[Trace]:
    """The bodies and icons of each family that is in the scene."""
    traces = []
    for family in FAMILIES:
        members = [node for node in scene.nodes if _look(node) == family]
        if not members:
            continue
        line, fill, ink = _colours(family)
        bodies: list[Part] = [
            ([str(node.key)], outline) for node in members for outline in bodies_of(node)
        ]
        strokes: list[Part] = [
            ([str(node.key)], icon_on(stroke, node))
            for node in members
            for stroke in STROKES[node.icon]
        ]
        fills: list[Part] = [
            ([str(node.key)], icon_on(FILLS[node.icon], node))
            for node in members
            if node.icon in FILLS
        ]
        traces.append(lines("bodies", bodies, Pen(line, fill=fill)))
        traces.append(lines("icons", strokes, Pen(ink, width=1.3)))
        traces.append(lines("icons", fills, Pen(ink, fill=ink, width=0)))
    return traces


def _texts(scene: Scene) -> list[Trace]:
    names = [_words(node, node.name_y, node.name) for node in scene.nodes]
    notes = [_words(n, n.note_y, n.note) for n in scene.nodes if n.note and not n.failed]
    failed = [_words(n, n.note_y, n.note) for n in scene.nodes if n.note and n.failed]
    roles = [
        (str(end), x, y - _ROLE_MIDDLE, edge.role)
        for edge in scene.edges
        if edge.role
        for end, (x, y) in ((edge.source, edge.near_source), (edge.target, edge.near_target))
    ]
    runs = [(str(f.run), f.x + 24, f.y + 16 - _MIDDLE, f.name) for f in scene.frames]
    counts: list[Words] = [(str(box.box.at), box.x, box.y, box.text) for box in scene.boxes]
    return [
        texts("names", names, Font("--ink", 12, 500)),
        texts("notes", notes, Font("--ink-3", 11, 400)),
        texts("notes", failed, Font("--fail", 11, 400)),
        texts("counts", counts, Font("--accent", 12, 600)),
        texts("roles", roles, Font("--ink-2", 10, 400)),
        *([texts("runs", runs, Font("--ink-2", 11, 500), at="middle right")] if runs else []),
    ]


def _words(node: SceneNode, base_line: float, text: str) -> Words:
    return str(node.key), node.x, base_line - _MIDDLE, text


def _targets(scene: Scene) -> list[Trace]:
    """Nodes by their key, boxes as "box" and their place, frames as "shut" and their run.

    Arrows have theirs half way, to say what they are.
    """
    nodes: list[Words] = [(str(node.key), node.x, node.y, node.title) for node in scene.nodes]
    boxes: list[Words] = [
        (f"box/{place}", box.x, box.y, box.title) for place, box in enumerate(scene.boxes)
    ]
    frames: list[Words] = [
        (f"shut/{frame.run}", frame.x + 12, frame.y + 12, frame.title) for frame in scene.frames
    ]
    arrows: list[Words] = [
        (f"{edge.source}>{edge.target}", *edge.curve.middle, edge.title) for edge in scene.edges
    ]
    return [targets("hints", arrows, 16), targets("targets", [*nodes, *boxes, *frames], 36)]


def _look(node: SceneNode) -> str:
    return "failed" if node.failed else node.family


def _colours(family: str) -> tuple[str, str, str]:
    """The custom properties of a family's outline, tint and icon."""
    if family == "exec":
        return "--node", "--surface", "--ink-2"
    name = "fail" if family == "failed" else family
    return f"--{name}", f"--{name}-bg", f"--{name}"
