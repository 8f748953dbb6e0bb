"""The walk against networkx, its bounds, and what it counts as hidden."""

from datetime import UTC, datetime

import networkx as nx
import pytest
from event_graphs import event_graphs, events, key, lineage_of, walk_through
from hypothesis import given
from hypothesis import strategies as st

from webapp.lineage.bounds import Bounds
from webapp.lineage.graph import flow
from webapp.lineage.records import Edge, Key
from webapp.lineage.walk import MOST_ASKED, Walk
from webapp.metadata import Event

CHAIN = "a1>e1 e1>a2 a2>e2 e2>a3 a3>e3 e3>a4"
KEYS = st.builds(Key, st.sampled_from(["artifact", "execution"]), st.integers(1, 8))


def keys_of(lineage, *, aside=False):
    return {f"{node.key.kind[0]}{node.key.id}" for node in lineage.nodes if aside or not node.aside}


def whole_graph(found):
    edges = [edge for edge in map(Edge.of, found) if edge is not None]
    return nx.DiGraph([(edge.source, edge.target) for edge in edges])


@given(event_graphs(), KEYS)
def test_all_the_way_it_finds_what_networkx_finds(found, start):
    lineage = walk_through(found, Walk(start, Bounds(up=None, down=None, limit=5000)))
    truth = whole_graph(found)
    truth.add_node(start)
    expected = nx.ancestors(truth, start) | nx.descendants(truth, start) | {start}
    assert {node.key for node in lineage.nodes if not node.aside} == expected
    assert lineage.complete


@given(event_graphs(), KEYS, st.integers(0, 3), st.integers(0, 3))
def test_hops_are_the_shortest_ways_within_the_bounds(found, start, up, down):
    lineage = walk_through(found, Walk(start, Bounds(up=up, down=down, limit=5000)))
    truth = whole_graph(found)
    truth.add_node(start)
    less = start.kind == "execution"
    after = nx.single_source_shortest_path_length(truth, start, max(0, 2 * down - less))
    before = nx.single_source_shortest_path_length(truth.reverse(), start, max(0, 2 * up - less))
    expected = {k: min(after.get(k, 99), before.get(k, 99)) for k in after.keys() | before.keys()}
    assert {n.key: abs(n.hops) for n in lineage.nodes if not n.aside} == expected
    for node in lineage.nodes:
        assert node.aside or node.hops >= 0 or node.key in before


@given(event_graphs(), KEYS, st.integers(0, 2), st.integers(0, 2), st.integers(1, 9))
def test_nothing_is_lost_between_nodes_edges_and_hidden(found, start, up, down, limit):
    lineage = walk_through(found, Walk(start, Bounds(up=up, down=down, limit=limit)))
    truth = whole_graph(found)
    nodes = {node.key for node in lineage.nodes}
    asides = {node.key for node in lineage.nodes if node.aside}
    hidden = {
        (there.at, there.direction): {Key(there.kind, one) for one in there.ids}
        for there in lineage.hidden
    }
    assert len(nodes) == len(lineage.nodes) <= limit
    assert next(iter(lineage.nodes)).key == start
    for at in nodes - asides & set(truth):
        for direction, near in (("up", truth.pred), ("down", truth.succ)):
            neighbours = set(near[at]) if at in truth else set()
            assert hidden.get((at, direction), set()) == neighbours - nodes
    drawn = set(flow(lineage).edges())
    assert drawn == {pair for pair in truth.edges if set(pair) <= nodes}


def test_a_hop_is_one_artifact_further():
    assert keys_of(lineage_of("a2", CHAIN, up=1, down=1)) == {"a1", "e1", "a2", "e2", "a3"}
    assert keys_of(lineage_of("a2", CHAIN, up=0, down=2)) == {"a2", "e2", "a3", "e3", "a4"}
    assert keys_of(lineage_of("e2", CHAIN, up=1, down=1)) == {"a2", "e2", "a3"}
    assert keys_of(lineage_of("e2", CHAIN, up=2, down=0)) == {"a1", "e1", "a2", "e2"}


def test_hops_count_edges_and_are_negative_upstream():
    hops = {str(node.key): node.hops for node in lineage_of("a2", CHAIN, up=1, down=1).nodes}
    assert hops == {
        "artifact/2": 0,
        "execution/1": -1,
        "execution/2": 1,
        "artifact/1": -2,
        "artifact/3": 2,
    }


def test_other_outputs_of_upstream_executions_stand_aside_and_lead_nowhere():
    text = "a1>e1 e1>a2 e1>a3 a3>e2 e2>a4"
    both = lineage_of("a2", text)
    assert [(str(n.key), n.hops) for n in both.nodes if n.aside] == [("artifact/3", 0)]
    assert "e2" not in keys_of(both, aside=True)
    only_up = lineage_of("a2", text, up=2, down=0)
    assert not any(node.aside for node in only_up.nodes)
    assert [(str(h.at), h.direction) for h in only_up.hidden] == [("execution/1", "down")]


def test_what_lies_beyond_the_bounds_is_counted():
    lineage = lineage_of("a2", "a1>e1 e1>a2 a1>e7 a1>e8 e9>a1", up=1, down=0)
    counted = {(str(h.at), h.direction): h.count for h in lineage.hidden}
    assert counted == {("artifact/1", "up"): 1, ("artifact/1", "down"): 2}
    assert lineage.complete


@pytest.mark.parametrize("text", ["a1>e1 e1>a1", "a1>e1 e1>a2 a2>e2 e2>a1"])
def test_circles_end(text):
    lineage = lineage_of("a1", text, up=None, down=None)
    assert keys_of(lineage) == {word for edge in text.split() for word in edge.split(">")}


def test_event_types_stay_on_the_edges():
    found = [Event(1, 1, "INPUT"), Event(1, 1, "DECLARED_INPUT"), Event(2, 1, "PENDING_OUTPUT")]
    lineage = walk_through(found, Walk(key("a1"), Bounds()))
    assert [edge.event.type for edge in lineage.edges] == [one.type for one in found]


def test_the_limit_ends_the_walk_and_is_told():
    lineage = lineage_of("a1", " ".join(f"a1>e{i} e{i}>a{i + 1}" for i in range(1, 50)), limit=10)
    assert (len(lineage.nodes), lineage.stopped, lineage.complete) == (10, "limit", False)
    assert sum(h.count for h in lineage.hidden if h.at == key("a1")) == 40
    assert {n.key.id for n in lineage.nodes if n.key.kind == "execution"} == set(range(41, 50))


def test_a_crowd_below_leaves_room_for_what_is_above():
    text = "a9>e99 e99>a1 " + " ".join(f"a1>e{i}" for i in range(1, 50))
    assert "e99" in keys_of(lineage_of("a1", text, limit=4))


def test_a_limit_of_one_is_the_start_alone():
    lineage = lineage_of("a2", CHAIN, limit=1)
    assert [str(node.key) for node in lineage.nodes] == ["artifact/2"]
    assert sum(there.count for there in lineage.hidden) == 2


def test_no_time_left_is_told():
    walk = Walk(key("a2"), Bounds())
    walk.question()
    walk.feed([event for event in events(CHAIN) if event.artifact_id == 2])
    walk.stop()
    assert walk.question() is None
    lineage = walk.lineage()
    assert (lineage.stopped, keys_of(lineage)) == ("time", {"a2", "e1", "e2"})


def test_stopping_a_walk_that_is_done_changes_nothing():
    walk = Walk(key("a2"), Bounds())
    walk_through(events(CHAIN), walk)
    walk.stop()
    assert walk.lineage().complete


def test_a_start_without_events_stands_alone():
    lineage = lineage_of("a77", CHAIN)
    assert (keys_of(lineage), lineage.edges, lineage.hidden) == ({"a77"}, (), ())


def test_one_question_a_level():
    walk, asked = Walk(key("a1"), Bounds(up=None, down=None)), 0
    found = events(" ".join(f"a1>e{i} e{i}>a{i + 1}" for i in range(1, 60)))
    while (question := walk.question()) is not None:
        asked += 1
        field = f"{question.kind}_id"
        walk.feed([one for one in found if getattr(one, field) in question.ids])
    assert asked == 3


def test_what_came_after_the_date_is_not_there_and_is_counted():
    early, late = datetime(2026, 3, 1, tzinfo=UTC), datetime(2026, 3, 2, tzinfo=UTC)
    found = [
        Event(1, 1, "INPUT", time=early),
        Event(2, 1, "OUTPUT", time=early),
        Event(3, 1, "OUTPUT", time=late),
        Event(2, 2, "INPUT"),
    ]
    then = walk_through(found, Walk(key("a2"), Bounds(as_of=early)))
    assert keys_of(then, aside=True) == {"a1", "e1", "a2", "e2"}
    assert then.later == 1
    now = walk_through(found, Walk(key("a2"), Bounds(as_of=late)))
    assert keys_of(now, aside=True) == {"a1", "e1", "a2", "e2", "a3"}
    assert now.later == 0


def test_a_wide_level_is_asked_for_in_parts():
    found = events(" ".join(f"a1>e{i} e{i}>a{i + 1}" for i in range(1, MOST_ASKED + 9)))
    walk = Walk(key("a1"), Bounds(up=0, down=1, limit=5000))
    sizes = []
    while (question := walk.question()) is not None:
        sizes.append(len(question.ids))
        field = f"{question.kind}_id"
        walk.feed([one for one in found if getattr(one, field) in question.ids])
    assert max(sizes) == MOST_ASKED
    assert len(walk.lineage().nodes) == 1 + 2 * (MOST_ASKED + 8)


def test_time_that_runs_out_within_a_level_leaves_what_was_asked():
    text = " ".join(f"a1>e{i} e{i}>a{i + 1}" for i in range(1, MOST_ASKED + 9))
    walk = Walk(key("a1"), Bounds(up=0, down=1, limit=5000))
    for _ in range(2):
        question = walk.question()
        field = f"{question.kind}_id"
        walk.feed([one for one in events(text) if getattr(one, field) in question.ids])
    walk.stop()
    lineage = walk.lineage()
    assert lineage.stopped == "time"
    assert sum(there.count for there in lineage.hidden) == MOST_ASKED
