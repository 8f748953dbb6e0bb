"""How two nodes are connected, and what several have in common."""

import heapq
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice

from msgspec import Struct

from webapp.lineage.acyclic import loops
from webapp.lineage.graph import flow
from webapp.lineage.networks import nx
from webapp.lineage.records import Edge, Key, Lineage, Node

MOST_PATHS = 12
_MOST_STEPS = 20_000  # of the search for paths


class Between(Struct, frozen=True):
    """Everything on the ways from the start of `lineage` to `target`.

    `paths` are the shortest ones, shortest first; `count` is the number of all paths, without
    those that go round a circle.
    """

    lineage: Lineage
    target: Key
    paths: tuple[tuple[Key, ...], ...]
    count: int


def between(above: Lineage, source: Key) -> Between | None:
    """The ways from `source` to the start of `above`, a lineage upstream; None if none is there."""
    target = above.start
    pairs = flow(above)
    if source == target or source not in pairs:
        return None
    # All of them are upstream of the target: what lies downstream of the source is on a way.
    inside = pairs.subgraph({source} | nx.descendants(pairs, source))
    if target not in inside:
        return None
    hops = nx.single_source_shortest_path_length(inside, source)
    lineage = _only(above, source, {key: int(hop) for key, hop in hops.items()})
    paths = tuple(islice(shortest_paths(inside, source, target), MOST_PATHS))
    return Between(lineage, target, paths, _count(inside, source, target))


def shortest_paths(pairs: "nx.DiGraph", source: Key, target: Key) -> Iterator[tuple[Key, ...]]:
    """The paths from one node to another that pass no node twice, shortest first.

    It ends early where the search takes too many steps.
    """
    left = nx.single_source_shortest_path_length(pairs.reverse(copy=False), target)
    queue: list[tuple[int, tuple[Key, ...]]] = [(int(left[source]), (source,))]
    for _ in range(_MOST_STEPS):
        if not queue:
            return
        _, path = heapq.heappop(queue)
        if path[-1] == target:
            yield path
            continue
        for after in pairs.succ[path[-1]]:
            if after in left and after not in path:
                heapq.heappush(queue, (len(path) + int(left[after]), (*path, after)))


def _count(pairs: "nx.DiGraph", source: Key, target: Key) -> int:
    executions = frozenset(key for key in pairs if key.kind == "execution")
    dag = nx.DiGraph(pairs)
    dag.remove_edges_from(loops(pairs, executions))
    ways = dict.fromkeys(dag, 0) | {source: 1}
    for key in nx.topological_sort(dag):
        for after in dag.succ[key]:
            ways[after] += ways[key]
    return max(ways[target], 1)


def _only(lineage: Lineage, start: Key, hops: Mapping[Key, int]) -> Lineage:
    """The part of a lineage that has these nodes, seen from another start."""
    nodes = sorted((Node(key, hop) for key, hop in hops.items()), key=_nearest_first)
    edges = tuple(e for e in lineage.edges if e.source in hops and e.target in hops)
    return Lineage(start, tuple(nodes), edges, (), lineage.stopped, lineage.later, lineage.events)


def _nearest_first(node: Node) -> tuple[int, int, Key]:
    return abs(node.hops), node.hops, node.key


class Shared(Struct, frozen=True):
    """What several nodes have in common upstream, and the ways from there to each of them.

    `nearest` are the common ancestors from which no way leads to another one; `others` the rest.
    `distances` has the hops from each to each of `keys`.
    """

    keys: tuple[Key, ...]
    lineage: Lineage
    nearest: tuple[Key, ...]
    others: tuple[Key, ...]
    distances: Mapping[Key, tuple[int, ...]]


def shared(above: Sequence[Lineage]) -> Shared:
    """What the starts of these lineages, all upstream, have in common; a start counts as its own.

    The lineage in it starts at the first of them.
    """
    hops = [{node.key: -node.hops for node in one.nodes} for one in above]
    common = set(hops[0]).intersection(*hops[1:])
    whole = merged(above)
    pairs = flow(whole)
    nearest = sorted(key for key in common if not common & set(pairs.succ[key]) - {key})
    distances = {key: tuple(one[key] for one in hops) for key in common}
    if not nearest and common:  # all of them lie on circles
        nearest = [min(common, key=lambda key: (sum(distances[key]), key))]
    keys = tuple(one.start for one in above)
    on_a_way = set(keys) | set(nearest)
    for key in nearest:
        on_a_way |= nx.descendants(pairs, key)
    kept = {node.key: node.hops for node in whole.nodes if node.key in on_a_way}
    in_order = sorted(common - set(nearest), key=lambda key: (sum(distances[key]), key))
    return Shared(
        keys,
        _only(whole, keys[0], kept),
        _by_distance(nearest, distances),
        tuple(in_order),
        distances,
    )


def _by_distance(keys: Iterable[Key], distances: Mapping[Key, tuple[int, ...]]) -> tuple[Key, ...]:
    return tuple(sorted(keys, key=lambda key: (sum(distances[key]), key)))


def merged(lineages: Sequence[Lineage]) -> Lineage:
    """All nodes and events of several lineages; a node is as far as in the first that has it."""
    nodes: dict[Key, Node] = {}
    edges: dict[Edge, None] = {}
    for one in lineages:
        for node in one.nodes:
            nodes.setdefault(node.key, node)
        edges.update(dict.fromkeys(one.edges))
    stopped = {one.stopped for one in lineages}
    return Lineage(
        lineages[0].start,
        tuple(nodes.values()),
        tuple(edges),
        stopped="time" if "time" in stopped else "limit" if "limit" in stopped else "",
        events={key: events for one in lineages for key, events in one.events.items()},
    )
