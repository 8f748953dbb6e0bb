"""What is drawn of a crowd."""

import networkx as nx
from event_graphs import captions_of, event_graphs, lineage_of, walk_through
from hypothesis import given
from hypothesis import strategies as st

from webapp.lineage.bounds import Bounds
from webapp.lineage.captions import Caption
from webapp.lineage.detail import Crowding, detail, sketch
from webapp.lineage.graph import flow
from webapp.lineage.opened import Branch
from webapp.lineage.records import Key
from webapp.lineage.runs import Runs, runs_of
from webapp.lineage.walk import Walk

CROWD = "a1>e99 " + " ".join(f"a1>e{i} e{i}>a{100 + i}" for i in range(1, 13))
START = Key("artifact", 1)


def detail_of(lineage, captions=None, crowding=None, runs=None):
    drawn = sketch(lineage, runs or Runs(), {})
    return detail(drawn, captions or captions_of(lineage), crowding or Crowding())


def test_a_crowd_becomes_its_newest_and_a_box():
    lineage = lineage_of("a1", CROWD)
    captions = {k: Caption("Scorer" if k.id < 99 else "Other") for k in captions_of(lineage)}
    shown = detail_of(lineage, captions)
    scorers = {mark.id for mark in shown.marks if mark.kind == "execution"}
    assert scorers == {10, 11, 12, 99}
    (box,) = shown.boxes
    assert (box.at, box.direction, box.count, box.folded) == (START, "down", 9, 9)


def test_a_box_counts_by_type():
    lineage = lineage_of("a1", CROWD)
    captions = {k: Caption("Scorer", type=f"T{k.id % 2}") for k in captions_of(lineage)}
    (box,) = detail_of(lineage, captions, Crowding(1, 24, 400)).boxes
    assert box.types == (("T1", 6), ("T0", 5))


def test_an_opened_branch_shows_all_it_has():
    lineage = lineage_of("a1", CROWD)
    opened = frozenset([Branch(START, "down")])
    assert detail_of(lineage, crowding=Crowding(opened=opened)).boxes == ()


def test_many_small_crowds_are_a_crowd_too():
    lineage = lineage_of("a1", " ".join(f"a1>e{i}" for i in range(1, 60)))
    captions = {key: Caption(str(key), type=str(key)) for key in captions_of(lineage)}
    assert len(detail_of(lineage, captions).marks) == 1 + 24


def test_eight_are_no_crowd():
    lineage = lineage_of("a1", " ".join(f"a1>e{i}" for i in range(1, 9)))
    assert detail_of(lineage).boxes == ()


def test_hidden_and_folded_ones_share_a_box():
    lineage = lineage_of("a1", CROWD, limit=11)
    (box,) = [box for box in detail_of(lineage).boxes if box.at.id == 1]
    assert (box.count, box.folded) == (13 - 3, 10 - 3)


def test_a_closed_run_is_one_mark_with_all_its_edges():
    lineage = lineage_of("a1", "a1>e1 e1>a2 a2>e2 e2>a3 a3>e3", limit=5)
    inside = {Key("execution", 1), Key("artifact", 2), Key("execution", 2)}
    runs = runs_of((node.key, "nightly" if node.key in inside else "") for node in lineage.nodes)
    (run,) = runs.names
    closed = Runs(runs.names, runs.members, runs.run_of, frozenset([run]))
    captions = captions_of(lineage) | {run: Caption("nightly")}
    shown = detail_of(lineage, captions, runs=closed)
    assert set(shown.marks) == {START, run, Key("artifact", 3)}
    drawn = sketch(lineage, closed, {})
    assert list(drawn.near[run]["up"]) == [START]
    assert list(drawn.near[run]["down"]) == [Key("artifact", 3)]
    (box,) = shown.boxes
    assert (box.at, box.count) == (Key("artifact", 3), 1)


@given(event_graphs(), st.integers(1, 3), st.integers(1, 9))
def test_what_is_drawn_hangs_together_and_the_rest_is_counted(found, siblings, drawn):
    lineage = walk_through(found, Walk(START, Bounds(up=3, down=3)))
    shown = detail_of(lineage, crowding=Crowding(siblings, 5, drawn))
    assert len(shown.marks) <= drawn
    pairs = nx.Graph(flow(lineage)).subgraph(shown.marks)
    assert nx.is_connected(pairs)
    hidden = {(there.at, there.direction): there.count for there in lineage.hidden}
    full = flow(lineage)
    counts = {(box.at, box.direction): box.count for box in shown.boxes}
    for key in shown.marks:
        for direction, near in (("up", full.pred), ("down", full.succ)):
            left_out = sum(other not in shown.marks for other in near[key])
            expected = left_out + hidden.get((key, direction), 0)
            assert counts.get((key, direction), 0) == expected


@given(event_graphs(), st.integers(2, 4))
def test_closed_runs_stand_for_all_their_nodes(found, every):
    lineage = walk_through(found, Walk(START, Bounds(up=3, down=3)))
    runs = runs_of((node.key, f"run {node.key.id % every}") for node in lineage.nodes)
    closed = Runs(runs.names, runs.members, runs.run_of, frozenset(runs.names))
    drawn = sketch(lineage, closed, {})
    assert set(drawn.near) == {closed.mark(node.key) for node in lineage.nodes}
    expected = {
        (closed.mark(edge.source), closed.mark(edge.target))
        for edge in lineage.edges
        if closed.mark(edge.source) != closed.mark(edge.target)
    }
    assert {(at, to) for at, near in drawn.near.items() for to in near["down"]} == expected
