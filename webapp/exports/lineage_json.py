"""A lineage as JSON, in the shape that its twin has."""

import json

from webapp.exports.json import Content, rfc3339
from webapp.lineage.nodes import Walked


def lineage_json(found: Walked) -> str:
    """The lineage as text: all that was walked, nearest first, never clustered."""
    return json.dumps(_content(found), ensure_ascii=False, separators=(",", ":"))


def _content(found: Walked) -> dict[str, Content]:
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
                "time": rfc3339(edge.event.time),
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
