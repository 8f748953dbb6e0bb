"""The nodes and the events of a lineage as CSV."""

from typing import Final

from webapp.exports.csv import csv_lines
from webapp.exports.json import rfc3339
from webapp.lineage.graph import edges_in_order, order_of_flow
from webapp.lineage.nodes import Walked

NODE_COLUMNS: Final = (
    *("key", "kind", "id", "type", "name", "version", "state", "workspace", "run", "owner"),
    *("uri", "created", "hops", "aside"),
)
EVENT_COLUMNS: Final = ("from", "to", "event", "role", "time")


def nodes_csv(found: Walked) -> str:
    """Every node in order of flow; `hops` is negative upstream."""
    nodes = (found.nodes[one.key] for one in order_of_flow(found.lineage))
    rows = (
        (
            *(str(node.key), node.key.kind, node.key.id, node.type_name, node.name, node.version),
            *(node.state, node.workspace, node.run, node.owner, node.uri),
            *(rfc3339(node.created), node.hops, node.aside),
        )
        for node in nodes
    )
    return "".join(csv_lines([NODE_COLUMNS, *rows]))


def events_csv(found: Walked) -> str:
    """Every event in order of flow."""
    rows = (
        (str(one.source), str(one.target), one.event.type, one.event.role, rfc3339(one.event.time))
        for one in edges_in_order(found.lineage)
    )
    return "".join(csv_lines([EVENT_COLUMNS, *rows]))
