"""The picture: everything there, nothing on top of anything, nothing hostile in it."""

from itertools import combinations

import pytest
from event_graphs import captions_of, event_graphs, events, key, lineage_of, walk_through
from hypothesis import example, given, settings
from hypothesis import strategies as st

from webapp.lineage.bounds import Bounds
from webapp.lineage.captions import Caption
from webapp.lineage.detail import Crowding
from webapp.lineage.drawing import STRIP, Look, Sheet, draw, picture
from webapp.lineage.labels import width
from webapp.lineage.opened import Branch, Opened
from webapp.lineage.records import Key
from webapp.lineage.runs import runs_of
from webapp.lineage.scene import ABOVE, BELOW, BOX_HEIGHT
from webapp.lineage.walk import Walk
from webapp.metadata import Event

TEXT = "a1>e1 a2>e1 e1>a3 e1>a4 a3>e2 a4>e2 a3>e3 e2>a5 e3>a6 a2>e3"
LONG = "weekly-training-of-the-fraud-rank-model-2026-11-03"


def frames(scene):
    """What each node and box covers: left, top, right, bottom."""
    for node in scene.nodes:
        half = max(node.radius, width(node.name) / 2, width(node.note) / 2)
        yield (
            node.x - half,
            node.y - ABOVE[node.shape] + 6,
            node.x + half,
            node.y + BELOW[node.shape],
        )
    for box in scene.boxes:
        half, high = box.width / 2, BOX_HEIGHT / 2
        yield box.x - half, box.y - high, box.x + half, box.y + high


def covered(scene):
    """The same part by part, each with what it is of: beside a name may be room for a box."""
    for node in scene.nodes:
        r = node.radius
        yield node, (node.x - r, node.y - r, node.x + r, node.y + r)
        for text, base in ((node.name, node.name_y), (node.note, node.note_y)):
            half = width(text) / 2
            yield node, (node.x - half, base - 9, node.x + half, base + 3)
    for box in scene.boxes:
        half, high = box.width / 2, BOX_HEIGHT / 2
        yield box, (box.x - half, box.y - high, box.x + half, box.y + high)


def overlapping(scene):
    for (one, (l1, t1, r1, b1)), (other, (l2, t2, r2, b2)) in combinations(covered(scene), 2):
        if one is not other and min(r1, r2) - max(l1, l2) > 0.5 and min(b1, b2) - max(t1, t2) > 0.5:
            yield (l1, t1, r1, b1), (l2, t2, r2, b2)


@given(event_graphs(12), st.sampled_from(["a1", "e1"]), st.sampled_from([LONG, "a", "模型" * 30]))
# A box between the long name of an execution and its note.
@example(events("e1>a1 a1>e2 e2>a1 a2>e2"), "e1", LONG)
@settings(max_examples=60)
def test_nothing_covers_anything(found, start, name):
    lineage = walk_through(found, Walk(key(start), Bounds(up=3, down=3)))
    scene = draw(lineage, captions_of(lineage, name), Look())
    assert list(overlapping(scene)) == []


@given(event_graphs(12), st.sampled_from(["a1", "e1"]))
@settings(max_examples=60)
def test_everything_lies_within_the_frame(found, start):
    lineage = walk_through(found, Walk(key(start), Bounds(up=3, down=3)))
    scene = draw(lineage, captions_of(lineage), Look())
    points = [
        (x, y) for left, top, right, low in frames(scene) for x, y in ((left, top), (right, low))
    ]
    for edge in scene.edges:
        points += [(x / 10, y / 10) for x, y in zip(*edge.curve.along, strict=True)]
    # The zoom buttons take 40 pixels of a picture that may be drawn at three quarters of its size.
    assert min(x for x, _ in points) - scene.left > 40 * 4 / 3
    for x, y in points:
        assert scene.left <= x <= scene.left + scene.width
        assert scene.top <= y <= scene.top + scene.height


@given(event_graphs(12))
@settings(max_examples=40)
def test_every_node_and_every_pair_is_there_once(found):
    lineage = walk_through(found, Walk(key("a1"), Bounds(up=3, down=3)))
    scene = draw(lineage, captions_of(lineage), Look(), Sheet(crowding=Crowding(99, 99)))
    assert sorted(node.key for node in scene.nodes) == sorted(node.key for node in lineage.nodes)
    pairs = [(edge.source, edge.target) for edge in scene.edges]
    assert sorted(pairs) == sorted({(edge.source, edge.target) for edge in lineage.edges})


def test_nodes_come_in_order_of_flow():
    lineage = lineage_of("a3", TEXT)
    xs = [node.x for node in draw(lineage, captions_of(lineage), Look()).nodes]
    assert xs == sorted(xs)


def test_arrows_of_the_selected_node_say_their_side():
    lineage = lineage_of("a3", TEXT)
    scene = draw(lineage, captions_of(lineage), Look())
    sides = {(str(edge.source), str(edge.target)): edge.side for edge in scene.edges}
    assert sides["artifact/1", "execution/1"] == "up"
    assert sides["execution/2", "artifact/5"] == "down"
    assert sides["execution/1", "artifact/4"] == ""
    other = draw(lineage, captions_of(lineage), Look(selected=frozenset([Key("artifact", 5)])))
    assert {edge.side for edge in other.edges if str(edge.target) == "execution/2"} == {"up"}


def test_another_selection_moves_nothing():
    lineage = lineage_of("a3", TEXT)
    one = draw(lineage, captions_of(lineage), Look())
    other = draw(lineage, captions_of(lineage), Look(selected=frozenset([Key("artifact", 5)])))
    assert [(n.key, n.x, n.y) for n in one.nodes] == [(n.key, n.x, n.y) for n in other.nodes]
    assert [node.key.id for node in other.nodes if node.selected] == [5]


def test_a_selection_that_is_not_there_is_the_start():
    lineage = lineage_of("a3", TEXT)
    scene = draw(lineage, captions_of(lineage), Look(selected=frozenset([Key("artifact", 999)])))
    assert [str(node.key) for node in scene.nodes if node.selected] == ["artifact/3"]


def test_shapes_say_the_kind():
    lineage = lineage_of("a1", "a1>e1 a2>e1")
    captions = {
        key("a1"): Caption("m", family="model", type="Model"),
        key("e1"): Caption("t", state="FAILED", note="Failed"),
    }
    shapes = {
        str(n.key): (n.shape, n.icon, n.failed) for n in draw(lineage, captions, Look()).nodes
    }
    assert shapes["artifact/1"] == ("diamond", "model", False)
    assert shapes["execution/1"] == ("square", "fail", True)


def test_names_are_cut_in_the_middle_but_read_whole():
    lineage = lineage_of("a1", "a1>e1 e1>a2")
    (node, *_) = draw(lineage, captions_of(lineage, LONG), Look()).nodes
    assert node.name.startswith("weekly-")
    assert "…" in node.name
    assert node.name.endswith("v1")
    assert LONG in node.title


@pytest.mark.parametrize("name", ["", "\x00\u202e", "x" * 10_000, "a\nb"])
def test_any_name_makes_one_line_that_fits(name):
    lineage = lineage_of("a1", "a1>e1")
    scene = draw(lineage, captions_of(lineage, name), Look())
    for node in scene.nodes:
        assert node.name
        assert node.name.isprintable()
        assert width(node.name) <= 190


def test_what_is_hidden_gets_a_box_that_says_what():
    lineage = lineage_of("a1", "a1>e1 e1>a2 a2>e2 a2>e3", up=0, down=1)
    (box,) = draw(lineage, captions_of(lineage), Look()).boxes
    assert (box.text, box.title) == ("+2", "Show 2 more executions downstream of a name v2")


def test_a_strip_is_small():
    text = " ".join(f"a1>e{i} e{i}>a{i + 1}" for i in range(1, 30))
    lineage = lineage_of("a1", text, up=1, down=1, limit=40)
    scene = draw(lineage, captions_of(lineage), Look(), STRIP)
    assert sum(node.key.kind == "execution" for node in scene.nodes) == STRIP.crowding.siblings
    assert scene.height < 600


def test_one_node_is_a_picture():
    lineage = lineage_of("a1", "")
    scene = draw(lineage, captions_of(lineage), Look())
    assert len(scene.nodes) == 1
    assert 0 < scene.width < 400


# A box right below a model.
@example(found=events("a2>e1 e2>a3 e2>a1 e3>a1 a1>e1"), every=4, closed=False)
@given(event_graphs(10), st.integers(2, 4), st.booleans())
@settings(max_examples=60)
def test_no_stranger_stands_in_the_frame_of_a_run(found, every, closed):
    lineage = walk_through(found, Walk(key("a1"), Bounds(up=3, down=3)))
    runs = runs_of(
        (node.key, f"run {node.key.id % every}" if node.key.id % 5 else "")
        for node in lineage.nodes
    )
    opened = Opened(closed=tuple(runs.names)[:1] if closed else ())
    scene = draw(lineage, captions_of(lineage), Look(opened=opened, runs=runs))
    assert list(overlapping(scene)) == []
    drawn = {node.key for node in scene.nodes}
    assert drawn == {
        run if (run := runs.run_of.get(node.key)) in opened.closed and run else node.key
        for node in lineage.nodes
    }
    for frame in scene.frames:
        for node in scene.nodes:
            inside = (
                frame.x < node.x < frame.x + frame.width
                and frame.y < node.y < frame.y + frame.height
            )
            assert inside == (runs.run_of.get(node.key) == frame.run)
    for one, other in combinations(scene.frames, 2):
        across = min(one.x + one.width, other.x + other.width) - max(one.x, other.x)
        down = min(one.y + one.height, other.y + other.height) - max(one.y, other.y)
        assert across <= 0.5 or down <= 0.5


def test_too_many_for_one_look_close_their_runs_and_crowds():
    text = " ".join(f"a1>e{i} e{i}>a{1000 + i}" for i in range(1, 6))
    text += " " + " ".join(f"a1001>e{100 + i} e{100 + i}>a{2000 + i}" for i in range(200))
    lineage = lineage_of("a1", text, up=0, down=3, limit=1000)
    few = picture(lineage, captions_of(lineage), Look(), Sheet(readable=20))
    assert few.size < 20
    runs = runs_of((node.key, "one run" if node.key.id > 100 else "") for node in lineage.nodes)
    opened = Look(runs=runs, opened=Opened(branches=(Branch(Key("artifact", 1001), "down"),)))
    closed = picture(lineage, captions_of(lineage), opened, Sheet(readable=20))
    assert closed.runs.closed == set(runs.names)
    assert closed.size < 20


def test_roles_and_kinds_of_events_stand_on_the_arrows():
    found = [
        Event(1, 1, "INPUT", ("examples", 0)),
        Event(1, 1, "DECLARED_INPUT", ("examples", 0)),
        Event(3, 1, "DECLARED_INPUT"),
        Event(2, 1, "OUTPUT", ("model",)),
    ]
    lineage = walk_through(found, Walk(key("a2"), Bounds()))
    edges = {str(e.source): e for e in draw(lineage, captions_of(lineage), Look()).edges}
    assert edges["artifact/1"].title.endswith(": input, declared input as examples")
    assert (edges["artifact/1"].role, edges["artifact/1"].done) == ("examples", True)
    assert edges["artifact/3"].done is False
    assert edges["execution/1"].role == "model"
