"""The frames around the runs of a picture that are open."""

from collections.abc import Mapping

from webapp.lineage.labels import cut, printable
from webapp.lineage.layout import Point
from webapp.lineage.opened import Mark, RunKey
from webapp.lineage.runs import Runs
from webapp.lineage.scene import SceneFrame, SceneNode

_TITLE = 18.0  # the line of text at the top
_INSET = 3.0  # between the frames of two neighbouring columns
_PADDING = 4.0
_TITLE_START = 24.0  # where the name begins, behind the sign that closes the run


def frames(
    runs: Runs, groups: Mapping[Mark, RunKey], nodes: Mapping[Mark, SceneNode], pitch: Point
) -> list[SceneFrame]:
    """A frame for each run in `groups`, around the nodes that it has there."""
    found = []
    for run in dict.fromkeys(groups.values()):
        inside = [nodes[mark] for mark, of in groups.items() if of == run]
        left = min(node.x for node in inside) - pitch[0] / 2 + _INSET
        right = max(node.x for node in inside) + pitch[0] / 2 - _INSET
        top = min(node.y - node.above for node in inside) - _TITLE - _PADDING
        bottom = max(node.y + node.below for node in inside) + _PADDING
        name = f"Run {printable(runs.names[run])}"
        room = right - left - _TITLE_START - 2 * _PADDING
        title = f"Close {name}, {len(runs.members[run])} nodes"
        size = (right - left, bottom - top)
        found.append(SceneFrame(run, left, top, *size, name=cut(name, room), title=title))
    return found
