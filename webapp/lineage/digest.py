"""What tells two lineages apart, short enough for a link."""

from hashlib import sha256

from webapp.lineage.records import Lineage


def digest(lineage: Lineage) -> str:
    """Sixteen hex digits over the nodes and events of a lineage, in whatever order they came.

    Names, states and other facts of records are not part of it: they may change.

    >>> from webapp.lineage.records import Key, Node
    >>> start = Key("artifact", 26)
    >>> len(digest(Lineage(start, (Node(start, 0),), ())))
    16
    """
    lines = sorted(f"{node.key}" for node in lineage.nodes)
    for edge in lineage.edges:
        event = edge.event
        time = event.time.isoformat() if event.time else ""
        path = "/".join(str(step) for step in event.path)
        lines.append(f"{edge.source}>{edge.target} {event.type} {time} {path}")
    text = "\n".join([str(lineage.start), *sorted(lines)])
    return sha256(text.encode()).hexdigest()[:16]
