"""Columns, order and heights."""

from itertools import pairwise

import networkx as nx
from event_graphs import event_graphs, events
from hypothesis import assume, given, settings

from webapp.lineage.acyclic import loops
from webapp.lineage.columns import MOST_WAYPOINTS, column_of, columns
from webapp.lineage.crossings import crossings
from webapp.lineage.layout import layout
from webapp.lineage.ordering import order
from webapp.lineage.records import Edge


def graph_of(found):
    edges = [edge for edge in map(Edge.of, found) if edge is not None]
    pairs = nx.DiGraph()
    pairs.add_nodes_from(sorted({key for edge in edges for key in (edge.source, edge.target)}))
    pairs.add_edges_from(sorted((edge.source, edge.target) for edge in edges))
    return pairs, frozenset(key for key in pairs if key.kind == "execution")


@given(event_graphs())
def test_without_its_loops_a_graph_has_no_circle_and_only_inputs_are_loops(found):
    pairs, executions = graph_of(found)
    back = loops(pairs, executions)
    assert all(target in executions for _, target in back)
    pairs.remove_edges_from(back)
    assert nx.is_directed_acyclic_graph(pairs)


@given(event_graphs())
def test_columns_are_pure_and_edges_lead_right(found):
    pairs, executions = graph_of(found)
    placed = layout(pairs, executions)
    kinds: dict[float, set[bool]] = {}
    for key, (x, _) in placed.places.items():
        kinds.setdefault(x, set()).add(key in executions)
    assert all(len(pure) == 1 for pure in kinds.values())
    for source, target in pairs.edges:
        if (source, target) not in placed.loops:
            assert placed.places[source][0] < placed.places[target][0]


@given(event_graphs())
def test_edges_are_as_short_as_can_be(found):
    """Columns and flows are each other's duals: networkx finds the least length its own way."""
    pairs, executions = graph_of(found)
    assume(pairs)
    pairs.remove_edges_from(loops(pairs, executions))
    column = column_of(pairs, executions)
    flow = nx.DiGraph()
    for key in pairs:
        flow.add_node(key, demand=pairs.in_degree(key) - pairs.out_degree(key))
    flow.add_edges_from(pairs.edges, weight=-1)
    length = sum(column[target] - column[source] for source, target in pairs.edges)
    assert length == -nx.min_cost_flow_cost(flow)


@given(event_graphs())
def test_nodes_of_a_column_keep_their_distance(found):
    pairs, executions = graph_of(found)
    rows: dict[float, list[float]] = {}
    places = layout(pairs, executions).places
    assert places.keys() == set(pairs)
    for x, y in places.values():
        rows.setdefault(x, []).append(y)
    for ys in rows.values():
        ys.sort()
        assert all(below - above > 0.999 for above, below in pairwise(ys))


@given(event_graphs())
@settings(max_examples=30)
def test_the_same_graph_gives_the_same_picture(found):
    pairs, executions = graph_of(found)
    assert layout(pairs, executions) == layout(pairs.copy(), executions)


def test_a_source_that_is_an_execution_stays_out_of_the_artifacts_column():
    pairs, executions = graph_of(events("a1>e1 e1>a2 e9>a2"))
    placed = layout(pairs, executions).places
    assert {str(key): x for key, (x, _) in placed.items()} == {
        "artifact/1": 0,
        "execution/1": 1,
        "execution/9": 1,
        "artifact/2": 2,
    }


def test_crossings_are_taken_out():
    pairs, executions = graph_of(events("a1>e3 a2>e2 a3>e1"))
    grid = columns(pairs, column_of(pairs, executions))
    assert crossings(grid, grid.members) == 3
    assert crossings(grid, order(grid)) == 0


def test_long_edges_do_without_way_points_where_there_are_too_many():
    chain = " ".join(f"a{i}>e{i} e{i}>a{i + 1} a0>e{i}" for i in range(200))
    pairs, executions = graph_of(events(chain))
    grid = columns(pairs, column_of(pairs, executions))
    assert len(grid.left) - len(grid.nodes) <= MOST_WAYPOINTS
    assert len(grid.chains) < len(pairs.edges)


def test_leaves_get_no_column_of_their_own():
    pairs, executions = graph_of(events("a1>e1 e1>a2"))
    first, last = next(iter(pairs)), list(pairs)[1]
    leaves = {"before": ("before", first), "after": (last, "after"), "beside": (first, "beside")}
    placed = layout(pairs, executions, leaves).places
    assert placed["beside"][0] == 1
    assert "before" not in placed


def test_nothing_is_a_layout_too():
    assert layout(nx.DiGraph(), frozenset()).places == {}
