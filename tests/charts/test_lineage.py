"""The figure against the scene it draws, and against plotly's own validators."""

import json

import plotly.graph_objects as go
import pytest
from event_graphs import captions_of, event_graphs, key, lineage_of, walk_through
from hypothesis import given, settings

from webapp.charts.icons import FILLS, STROKES
from webapp.charts.lineage import FAMILIES, lineage_figure
from webapp.lineage.bounds import Bounds
from webapp.lineage.captions import Caption
from webapp.lineage.drawing import Look, draw
from webapp.lineage.opened import Opened
from webapp.lineage.runs import runs_of
from webapp.lineage.walk import Walk
from webapp.metadata import Event

TEXT = "a1>e1 a2>e1 e1>a3 e1>a4 a3>e2 a4>e2 a3>e3 e2>a5 e3>a6 a2>e3"


def scene_of(text=TEXT, start="a3", name="a name", **bounds):
    lineage = lineage_of(start, text, **bounds)
    return draw(lineage, captions_of(lineage, name), Look())


def traces(figure, role):
    return [trace for trace in figure["data"] if trace["meta"]["role"] == role]


def parts(figure, role):
    return [part[:-2] for trace in traces(figure, role) for part in trace["meta"]["parts"]]


@given(event_graphs())
@settings(max_examples=30, deadline=None)
def test_plotly_takes_every_figure(found):
    lineage = walk_through(found, Walk(key("a1"), Bounds(up=1, down=1)))
    figure = lineage_figure(draw(lineage, captions_of(lineage), Look()))
    go.Figure(figure)
    json.dumps(figure, allow_nan=False)


def test_points_are_the_scene_s_nodes_and_boxes():
    scene = scene_of(up=0, down=1)
    (targets,) = traces(lineage_figure(scene), "targets")
    expected = [str(node.key) for node in scene.nodes]
    expected += [f"box/{place}" for place in range(len(scene.boxes))]
    assert targets["customdata"] == expected
    assert targets["x"][: len(scene.nodes)] == [round(10 * node.x) for node in scene.nodes]


def test_every_node_has_one_body_and_every_arrow_one_line_and_tip():
    scene = scene_of()
    figure = lineage_figure(scene)
    assert sorted(parts(figure, "bodies")) == sorted([str(node.key)] for node in scene.nodes)
    pairs = [[str(edge.source), str(edge.target)] for edge in scene.edges]
    assert parts(figure, "edges") == parts(figure, "tips") == pairs


def test_an_arrow_of_what_was_only_declared_is_dashed():
    declared = [Event(1, 1, "DECLARED_INPUT"), Event(2, 1, "OUTPUT")]
    lineage = walk_through(declared, Walk(key("a2"), Bounds()))
    figure = lineage_figure(draw(lineage, captions_of(lineage), Look()))
    dashed = [trace for trace in traces(figure, "edges") if trace["line"]["dash"] != "solid"]
    assert [part[:2] for part in dashed[0]["meta"]["parts"]] == [["artifact/1", "execution/1"]]


def test_runs_have_frames_and_closed_ones_a_glyph():
    lineage = lineage_of("a1", "a1>e1 e1>a2 a2>e2 e2>a3")
    runs = runs_of((node.key, f"run {node.key.id}") for node in lineage.nodes)
    framed = lineage_figure(draw(lineage, captions_of(lineage), Look(runs=runs)))
    assert [part[0] for part in parts(framed, "frames")] == [str(run) for run in runs.names]
    (targets,) = traces(framed, "targets")
    assert {f"shut/{run}" for run in runs.names} <= set(targets["customdata"])
    closing = Opened(closed=tuple(runs.names))
    closed = lineage_figure(draw(lineage, captions_of(lineage), Look(opened=closing, runs=runs)))
    assert traces(closed, "frames") == []
    assert {part[0] for part in parts(closed, "bodies")} >= {str(run) for run in runs.names}
    go.Figure(closed)
    go.Figure(framed)


def test_parts_say_where_their_points_are():
    figure = lineage_figure(scene_of())
    for trace in figure["data"]:
        for *_, start, end in trace["meta"].get("parts", ()):
            assert None not in trace["x"][start:end]
            assert trace["x"][end : end + 1] in ([None], [])


def test_it_has_no_colour_of_its_own():
    figure = json.dumps(lineage_figure(scene_of(up=0, down=1)))
    assert "#" not in figure.replace("#1", "")
    assert "rgb" not in figure
    assert "scattergl" not in figure


@pytest.mark.parametrize("name", ['<a href="https://example.org">x</a>', "<b>&amp;</b>", "%{x}"])
def test_names_are_escaped(name):
    figure = lineage_figure(scene_of(name=name))
    shown = [text for trace in figure["data"] for text in trace.get("text", ())]
    assert not any("<" in text for text in shown)
    (targets,) = traces(figure, "targets")
    assert (
        name.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;") in targets["text"][0]
    )


def test_a_failed_execution_has_its_own_look():
    lineage = lineage_of("a1", "a1>e1")
    captions = captions_of(lineage) | {key("e1"): Caption("t", state="FAILED", note="Failed")}
    figure = lineage_figure(draw(lineage, captions, Look()))
    (body,) = [
        t for t in traces(figure, "bodies") if t["meta"]["parts"][0][:2] == ["execution/1", 0]
    ]
    assert body["meta"]["line"] == "--fail"
    assert [t["text"] for t in traces(figure, "notes") if t["meta"]["line"] == "--fail"] == [
        ["Failed"]
    ]


def test_every_icon_has_lines_on_its_grid():
    icons = {*FAMILIES, "play", "fail", "cached", "running", "run"} - {"exec", "failed"}
    assert icons == STROKES.keys()
    for lines in (*STROKES.values(), FILLS.values()):
        for points in lines:
            assert all(0 <= x <= 16 and 0 <= y <= 16 for x, y in points)
