"""A lineage as a graph in Graphviz's DOT language."""

from collections.abc import Iterator, Mapping
from typing import Final

from webapp.exports.remark import remark
from webapp.lineage.graph import edges_in_order, order_of_flow
from webapp.lineage.labels import printable
from webapp.lineage.nodes import LineageNode, Walked

SHAPES: Final = {"model": "diamond", "exec": "box"}


def dot(found: Walked) -> str:
    """The whole lineage, from left to right; node ids are artifact/26 and execution/19."""
    return "\n".join([*_lines(found), ""])


def _lines(found: Walked) -> Iterator[str]:
    if note := remark(found):
        yield f"// {note}"
    yield "digraph lineage {"
    yield "  rankdir=LR;"
    for node in order_of_flow(found.lineage):
        yield f"  {quoted(str(node.key))} {_attributes(_node(found.nodes[node.key]))};"
    for edge in edges_in_order(found.lineage):
        event = edge.event
        said = {"event": event.type, "label": event.role}
        if event.type.startswith(("DECLARED", "PENDING")):
            said["style"] = "dashed"
        ends = f"{quoted(str(edge.source))} -> {quoted(str(edge.target))}"
        yield f"  {ends} {_attributes(said)};"
    yield "}"


def _node(node: LineageNode) -> dict[str, str]:
    said = {
        "label": node.full_name,
        "shape": SHAPES.get(node.family, "ellipse"),
        "kind": node.key.kind,
        "type": node.type_name,
        "state": node.state,
        "run": node.run,
        "workspace": node.workspace,
    }
    return said if node.state != "FAILED" or node.family != "exec" else said | {"color": "red"}


def _attributes(said: Mapping[str, str]) -> str:
    pairs = (f"{name}={quoted(value)}" for name, value in said.items() if value)
    return f"[{', '.join(pairs)}]"


def quoted(text: str) -> str:
    r"""A string of DOT; what would be an escape in a label is written as it is read.

    >>> print(quoted('say "hi"\n\\N'))
    "say \"hi\" \\N"
    """
    plain = printable(text).replace("\\", "\\\\").replace('"', '\\"')
    return f'"{plain}"'
