"""A lineage for machines."""

from webapp.queries.lineage.nodes import Walked
from webapp.views.times import iso


def lineage_twin(found: Walked) -> dict[str, object]:
    """The lineage as JSON: all that was walked, nearest first, never clustered."""
    lineage = found.lineage
    return {
        "start": str(lineage.start),
        "nodes": [
            {
                "key": str(node.key),
                "kind": node.key.kind,
                "id": node.key.id,
                "type": node.type_name,
                "name": node.name,
                "state": node.state,
                "hops": node.hops,
                "aside": node.aside,
            }
            for node in found.nodes.values()
        ],
        "edges": [
            {
                "from": str(edge.source),
                "to": str(edge.target),
                "event": edge.event.type,
                "role": edge.event.role,
                "time": iso(edge.event.time) or None,
            }
            for edge in lineage.edges
        ],
        "hidden": [
            {
                "at": str(there.at),
                "direction": there.direction,
                "count": there.count,
                "types": dict(there.types),
            }
            for there in lineage.hidden
        ],
        "complete": lineage.complete,
    }
