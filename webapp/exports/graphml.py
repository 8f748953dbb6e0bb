"""A lineage as GraphML, for networkx, Gephi, yEd and others."""

from webapp.exports.json import rfc3339
from webapp.exports.remark import remark
from webapp.lineage.graph import edges_in_order, order_of_flow
from webapp.lineage.labels import printable
from webapp.lineage.networks import nx
from webapp.lineage.nodes import Walked


def graphml(found: Walked) -> str:
    """The whole lineage; node ids are artifact/26 and execution/19, one edge an event."""
    whole = nx.MultiDiGraph(start=str(found.lineage.start))
    if note := remark(found):
        whole.graph.update(complete=False, remark=note)
    for one in order_of_flow(found.lineage):
        node = found.nodes[one.key]
        whole.add_node(
            str(one.key),
            kind=node.key.kind,
            id=node.key.id,
            type=printable(node.type_name),
            name=printable(node.name),
            version=printable(node.version),
            state=node.state,
            workspace=printable(node.workspace),
            run=printable(node.run),
            hops=node.hops,
            aside=node.aside,
        )
    for edge in edges_in_order(found.lineage):
        event = edge.event
        whole.add_edge(
            str(edge.source),
            str(edge.target),
            key=event.type,
            event=event.type,
            role=printable(event.role),
            time=rfc3339(event.time) or "",
        )
    return "\n".join([*nx.generate_graphml(whole), ""])
