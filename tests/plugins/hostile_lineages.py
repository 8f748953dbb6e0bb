"""Lineages with names as hostile as stores may hold them."""

from event_graphs import events, key, walk_through
from hypothesis import strategies as st

from webapp.lineage.bounds import Bounds
from webapp.lineage.nodes import LineageNode, Walked
from webapp.lineage.records import Lineage
from webapp.lineage.walk import Walk

TEXT = "a1>e1 a2>e1 e1>a3 e1>a4 a3>e2 a4>e2 a3>e3 e2>a5 e3>a6 a2>e3"
HOSTILE = '<a href="https://example.org">\\N "quoted" \x00\x07 ]]> & \u202e模型 \ud7ff'
names = st.one_of(
    st.sampled_from([HOSTILE, "", "x" * 10_000, "a\nb", "\\", '"']),
    st.text(st.characters(exclude_categories=["Cs"]), max_size=20),
)


def told(lineage: Lineage, name: str = HOSTILE, uri: str = "gs://b/p") -> Walked:
    """The lineage with every text of every node the same hostile one."""
    nodes = {
        node.key: LineageNode(
            *node,
            name=name,
            type=name,
            type_name=name,
            version=name,
            family="exec" if node.key.kind == "execution" else "model",
            state="FAILED" if node.key.id == 2 else "COMPLETE",
            workspace=name,
            run=name,
            owner=name,
            uri=uri or name,
        )
        for node in lineage.nodes
    }
    return Walked(lineage, nodes)


def lineage_of_all(found=None) -> Lineage:
    """Everything around a3."""
    walk = Walk(key("a3"), Bounds(up=None, down=None, limit=5000))
    return walk_through(events(TEXT) if found is None else found, walk)
