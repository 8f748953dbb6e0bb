"""Paths and common ancestors against networkx's own."""

import networkx as nx
from event_graphs import event_graphs, key, lineage_of, walk_through
from hypothesis import given, settings
from hypothesis import strategies as st

from webapp.lineage.between import MOST_PATHS, between, shared
from webapp.lineage.bounds import Bounds
from webapp.lineage.graph import flow
from webapp.lineage.records import Key
from webapp.lineage.walk import Walk

KEYS = st.builds(Key, st.sampled_from(["artifact", "execution"]), st.integers(1, 6))
TWO_WAYS = "a1>e1 e1>a2 a2>e2 e2>a3 e1>a4 a4>e2 a1>e3 e3>a3"


def above(found, start):
    return walk_through(found, Walk(start, Bounds(up=None, down=0, limit=5000)))


def whole(found, *keys):
    pairs = nx.DiGraph()
    pairs.add_nodes_from(keys)
    for start in keys:
        pairs.add_edges_from(flow(above(found, start)).edges())
    return pairs


@given(event_graphs(6), KEYS, KEYS)
@settings(max_examples=200)
def test_everything_on_a_path_is_there_and_nothing_else(found, source, target):
    answer = between(above(found, target), source)
    truth = whole(found, source, target)
    if source == target or not nx.has_path(truth, source, target):
        assert answer is None
        return
    inside = {*nx.descendants(truth, source), source} & {*nx.ancestors(truth, target), target}
    assert {node.key for node in answer.lineage.nodes} == inside
    hops = nx.single_source_shortest_path_length(truth.subgraph(inside), source)
    assert {node.key: node.hops for node in answer.lineage.nodes} == dict(hops)


@given(event_graphs(6), KEYS, KEYS)
@settings(max_examples=200)
def test_the_paths_are_the_shortest_simple_ones(found, source, target):
    answer = between(above(found, target), source)
    if answer is None:
        return
    truth = whole(found, source, target)
    lengths = sorted(len(path) for path in nx.all_simple_paths(truth, source, target))
    assert [len(path) for path in answer.paths] == lengths[:MOST_PATHS]
    for path in answer.paths:
        assert nx.is_simple_path(truth, path)
        assert (path[0], path[-1]) == (source, target)
    if nx.is_directed_acyclic_graph(truth):
        assert answer.count == len(lengths)


def test_more_paths_than_anyone_could_list_are_counted():
    text = " ".join(
        f"a{i}>e{i} a{i}>e{i + 500} e{i}>a{i + 1} e{i + 500}>a{i + 1}" for i in range(1, 200)
    )
    lineage = lineage_of("a200", text, up=None, down=0, limit=5000)
    found = between(lineage, key("a1"))
    assert found.count == 2**199
    assert len(found.paths[0]) == 399


@given(event_graphs(6), st.lists(KEYS, min_size=2, max_size=3, unique=True))
@settings(max_examples=200)
def test_common_ancestors_are_those_of_networkx(found, keys):
    answer = shared([above(found, one) for one in keys])
    truth = whole(found, *keys)
    common = set.intersection(*({one, *nx.ancestors(truth, one)} for one in keys))
    assert {*answer.nearest, *answer.others} == common
    for one in answer.nearest if nx.is_directed_acyclic_graph(truth) else ():
        assert not (nx.descendants(truth, one) & common)
    for one in common:
        lengths = [nx.shortest_path_length(truth, one, start) for start in keys]
        assert list(answer.distances[one]) == lengths
    drawn = {node.key for node in answer.lineage.nodes}
    assert {*keys, *answer.nearest} <= drawn


def test_what_two_models_share():
    text = "a1>e1 e1>a2 a2>e2 a2>e3 e2>a3 e3>a4 a9>e3"
    lineages = [lineage_of(one, text, up=None, down=0) for one in ("a3", "a4")]
    answer = shared(lineages)
    assert answer.nearest == (key("a2"),)
    assert set(answer.others) == {key("e1"), key("a1")}
    assert answer.distances[key("a2")] == (2, 2)
    drawn = {str(node.key) for node in answer.lineage.nodes}
    assert drawn == {"artifact/2", "execution/2", "execution/3", "artifact/3", "artifact/4"}
