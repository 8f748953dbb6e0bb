"""What is drawn of a crowd."""

import networkx as nx
from event_graphs import captions_of, event_graphs, lineage_of, walk_through
from hypothesis import given
from hypothesis import strategies as st

from webapp.lineage.detail import detail
from webapp.lineage.graph import graph
from webapp.lineage.records import Key
from webapp.lineage.walk import Bounds, Walk

CROWD = "a1>e99 " + " ".join(f"a1>e{i} e{i}>a{100 + i}" for i in range(1, 13))


def crowds_of(lineage):
    return {key: caption.crowd for key, caption in captions_of(lineage).items()}


def test_a_crowd_becomes_its_newest_and_a_box():
    lineage = lineage_of("a1", CROWD)
    crowds = {key: "Scorer" if key.id < 99 else "Other" for key in crowds_of(lineage)}
    shown = detail(lineage, crowds, 8, 24, 400)
    scorers = {key.id for key in shown.keys if key.kind == "execution"}
    assert scorers == {5, 6, 7, 8, 9, 10, 11, 12, 99}
    (box,) = shown.boxes
    assert (box.at, box.direction, box.count, box.folded) == (Key("artifact", 1), "down", 4, 4)


def test_many_small_crowds_are_a_crowd_too():
    lineage = lineage_of("a1", " ".join(f"a1>e{i}" for i in range(1, 60)))
    shown = detail(lineage, {key: str(key) for key in crowds_of(lineage)}, 8, 24, 400)
    assert len(shown.keys) == 1 + 24


def test_eight_are_no_crowd():
    lineage = lineage_of("a1", " ".join(f"a1>e{i}" for i in range(1, 9)))
    assert detail(lineage, crowds_of(lineage), 8, 24, 400).boxes == ()


def test_hidden_and_folded_ones_share_a_box():
    lineage = lineage_of("a1", CROWD, limit=11)
    (box,) = [
        box for box in detail(lineage, crowds_of(lineage), 8, 24, 400).boxes if box.at.id == 1
    ]
    assert (box.count, box.folded) == (13 - 8, 10 - 8)


@given(event_graphs(), st.integers(1, 3), st.integers(1, 9))
def test_what_is_drawn_hangs_together_and_the_rest_is_counted(found, siblings, drawn):
    start = Key("artifact", 1)
    lineage = walk_through(found, Walk(start, Bounds(up=3, down=3)))
    shown = detail(lineage, crowds_of(lineage), siblings, 5, drawn)
    assert len(shown.keys) <= drawn
    pairs = nx.Graph(graph(lineage)).subgraph(shown.keys)
    assert nx.is_connected(pairs)
    hidden = {(there.at, there.direction): there.count for there in lineage.hidden}
    full = nx.DiGraph(graph(lineage))
    counts = {(box.at, box.direction): box.count for box in shown.boxes}
    for key in shown.keys:
        for direction, near in (("up", full.pred), ("down", full.succ)):
            left_out = sum(other not in shown.keys for other in near[key])
            expected = left_out + hidden.get((key, direction), 0)
            assert counts.get((key, direction), 0) == expected
