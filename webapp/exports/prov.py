"""A lineage in W3C's provenance model, as PROV-JSON.

Artifacts are entities, executions activities; an input is `used`, an output `wasGeneratedBy`.
"""

import json
from typing import Final

from webapp.exports.json import Content, rfc3339
from webapp.exports.remark import remark
from webapp.lineage.graph import edges_in_order, order_of_flow
from webapp.lineage.nodes import LineageNode, Walked

# Ids are those of one store: whoever joins two renames them.
NAMESPACE: Final = "urn:mlmd:"


def prov_json(found: Walked) -> str:
    """The whole lineage; what was only declared or is pending has `mlmd:event` to say so."""
    entities: dict[str, dict[str, Content]] = {}
    activities: dict[str, dict[str, Content]] = {}
    for one in order_of_flow(found.lineage):
        node = found.nodes[one.key]
        if one.key.kind == "artifact":
            entities[_name(node)] = _entity(node)
        else:
            activities[_name(node)] = _activity(node)
    if note := remark(found):
        # PROV-JSON has no words about a whole document: those of its start speak of it.
        start = found.start
        of_start = entities if start.key.kind == "artifact" else activities
        of_start[_name(start)]["mlmd:remark"] = note
    used: dict[str, Content] = {}
    generated: dict[str, Content] = {}
    for place, edge in enumerate(edges_in_order(found.lineage), 1):
        event = edge.event
        relation: dict[str, Content] = {
            "prov:entity": f"mlmd:artifact/{event.artifact_id}",
            "prov:activity": f"mlmd:execution/{event.execution_id}",
            "mlmd:event": event.type,
        }
        if event.time:
            relation["prov:time"] = rfc3339(event.time)
        if event.role:
            relation["prov:role"] = event.role
        (used if event.is_input else generated)[f"_:{place}"] = relation
    document = {
        "prefix": {"mlmd": NAMESPACE},
        "entity": entities,
        "activity": activities,
        "used": used,
        "wasGeneratedBy": generated,
    }
    return json.dumps(document, ensure_ascii=False, indent=1) + "\n"


def _name(node: LineageNode) -> str:
    return f"mlmd:{node.key}"


def _entity(node: LineageNode) -> dict[str, Content]:
    said = {
        "prov:label": node.full_name,
        "prov:location": node.uri,
        "mlmd:type": node.type_name,
        "mlmd:version": node.version,
        "mlmd:state": node.state,
        "mlmd:workspace": node.workspace,
        "mlmd:owner": node.owner,
        "mlmd:run": node.run,
    }
    return {name: value for name, value in said.items() if value}


def _activity(node: LineageNode) -> dict[str, Content]:
    said = {
        "prov:label": node.full_name,
        "prov:startTime": rfc3339(node.started) or "",
        "prov:endTime": rfc3339(node.finished) or "",
        "mlmd:type": node.type_name,
        "mlmd:state": node.state,
        "mlmd:workspace": node.workspace,
        "mlmd:run": node.run,
    }
    return {name: value for name, value in said.items() if value}
