"""The charts of pages against what they draw, and against plotly's own validators."""

import json
import re
from datetime import UTC, datetime, timedelta
from pathlib import Path

import plotly.graph_objects as go
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from painted import named, painted

from webapp.charts.classification import MOST_CURVES, confusion, roc
from webapp.charts.timeline import Stretch, timeline
from webapp.charts.trend import Point, trend
from webapp.producers.classification import Curve, Matrix, Threshold

START = datetime(2026, 11, 3, 14, tzinfo=UTC)
TOKENS = Path(__file__).parents[2] / "static" / "css" / "tokens.css"
PROPERTIES = set(re.findall(r"(--[\w-]+):", TOKENS.read_text()))
POINTS = tuple(Threshold(t, r, f) for t, r, f in ((1.0, 0.0, 0.0), (0.5, 0.8, 0.1), (0, 1, 1)))
SCRIPT = "<script>alert(1)</script>"

texts = st.text(max_size=120)
numbers = st.floats(allow_nan=False, allow_infinity=False)
points = st.lists(
    st.builds(Point, st.integers(1, 99), texts, numbers, texts, st.booleans()), min_size=2
)
moments = st.timedeltas(timedelta(0), timedelta(days=9_000)).map(lambda one: START - one)
stretches = st.builds(
    Stretch,
    st.integers(1, 99), texts, texts, st.sampled_from(("COMPLETE", "CACHED", "FAILED", "ODD", "")),
    moments, st.one_of(st.none(), moments),
)  # fmt: skip
curves = st.builds(Curve, texts, st.just(POINTS))
matrices = st.integers(1, 5).flatmap(
    lambda size: st.builds(
        Matrix,
        texts,
        st.lists(texts, min_size=size, max_size=size).map(tuple),
        st.lists(
            st.lists(st.floats(0, 1e9), min_size=size, max_size=size).map(tuple),
            min_size=size,
            max_size=size,
        ).map(tuple),
    )
)
drawn = st.one_of(
    st.builds(trend, texts, points),
    st.builds(timeline, st.lists(stretches, min_size=1, max_size=20)),
    st.builds(roc, st.lists(curves, min_size=1, max_size=20)),
    st.builds(confusion, matrices),
)


@settings(max_examples=30, deadline=None)
@given(drawn)
def test_plotly_takes_every_figure(chart):
    go.Figure(painted(chart.figure))
    text = json.dumps(chart.figure, allow_nan=False)
    assert named(chart.figure) <= PROPERTIES
    assert chart.label
    assert "<script" not in text


def test_a_trend_is_the_values_of_the_versions():
    told = [("v1", 0.5), ("v2", 0.75), ("v3", 0.7)]
    points = [Point(n, v, x, f"m {v}", v == "v2") for n, (v, x) in enumerate(told, 1)]
    chart = trend("auc", points)
    (line,) = chart.figure["data"]
    assert (line["y"], line["customdata"]) == ([0.5, 0.75, 0.7], [1, 2, 3])
    (mark,) = chart.figure["layout"]["annotations"]
    assert (mark["x"], mark["text"]) == (1, "v2 0.75")
    assert line["marker"]["color"] == ["--surface", "--data", "--surface"]
    assert chart.figure["layout"]["xaxis"]["ticktext"] == ["v1", "v2", "v3"]
    assert chart.label == "auc by version, from 0.5 in v1 to 0.7 in v3. v2 is 0.75."


def test_many_versions_have_few_ticks_the_last_among_them():
    chart = trend("auc", [Point(n, f"v{n}", 0.5, "", n == 1) for n in range(1, 101)])
    ticks = chart.figure["layout"]["xaxis"]["ticktext"]
    assert len(ticks) <= 9
    assert ticks[-1] == "v100"


def test_bars_lie_where_executions_ran():
    minute = timedelta(minutes=1)
    chart = timeline(
        [
            Stretch(1, "load", "load #1", "COMPLETE", START, START + minute),
            Stretch(2, "train", "train #2", "FAILED", START + minute, START + 4 * minute),
            Stretch(3, "load", "load #3", "CACHED", START + 5 * minute, START + 5 * minute),
            Stretch(4, "serve", "serve #4", "RUNNING", START + 6 * minute),
        ]
    )
    traces = {one["name"]: one for one in chart.figure["data"]}
    assert traces.keys() == {"Complete", "Failed", "Cached", "No end recorded"}
    assert (traces["Failed"]["base"], traces["Failed"]["x"]) == (
        *(["2026-11-03T14:01:00.000"], [180_000]),
    )
    assert [traces[name]["y"] for name in traces] == [[1], [0], [0], [2]]
    assert chart.figure["layout"]["yaxis"]["ticktext"] == ["load", "train", "serve"]
    assert "2026-11-03 14:01:00 to 14:04:00" in traces["Failed"]["text"][0]
    # Told apart without colour, too.
    patterns = {
        traces[one]["marker"]["pattern"]["shape"] for one in ("Complete", "Failed", "Cached")
    }
    assert len(patterns) == 3


def test_what_failed_without_an_end_is_seen_to_have_failed():
    lines = [Stretch(n, state, state, state, START) for n, state in ((1, "FAILED"), (2, "RUNNING"))]
    failed, running = timeline(lines).figure["data"]
    assert (failed["name"], failed["marker"]["color"]) == ("Failed, no end recorded", "--fail")
    assert (running["name"], running["marker"]["color"]) == ("No end recorded", "--run")
    assert failed["marker"]["symbol"] != running["marker"]["symbol"]


def test_a_moment_has_ends_that_ticks_of_milliseconds_tell_apart():
    short = timeline([Stretch(1, "a", "a", "RUNNING", START)]).figure["layout"]["xaxis"]
    assert short["range"] == ["2026-11-03T13:59:59.995", "2026-11-03T14:00:00.005"]
    long = [Stretch(1, "a", "a", "COMPLETE", START, START + timedelta(seconds=1))]
    assert "range" not in timeline(long).figure["layout"]["xaxis"]


def test_a_curve_is_drawn_over_the_line_of_guessing():
    guessing, curve = roc([Curve("", POINTS)]).figure["data"]
    assert (guessing["x"], guessing["y"]) == ([0, 1], [0, 1])
    assert (curve["x"], curve["y"]) == ([0.0, 0.1, 1], [0.0, 0.8, 1])


def test_curves_of_slices_differ_in_hue_or_dash():
    traces = roc([Curve(f"s{n}", POINTS) for n in range(20)]).figure["data"][1:]
    looks = {(one["line"]["color"], one["line"]["dash"]) for one in traces}
    assert len(traces) == len(looks) == MOST_CURVES


def test_a_matrix_counts_what_was_right():
    chart = confusion(Matrix("left", ("cat", "dog"), ((9.0, 1.0), (2.0, 8.0))))
    (tiles,) = chart.figure["data"]
    assert tiles["z"] == [[9.0, 1.0], [2.0, 8.0]]
    assert tiles["text"][1][0] == "dog as cat"
    assert chart.label == "Confusion matrix of 2 classes, 17 of 20 right."
    assert chart.title == "Confusion matrix, left"


@pytest.mark.parametrize(
    "chart",
    [
        trend("x", [Point(1, SCRIPT, 1.0, SCRIPT, here=True), Point(2, "b", 2.0, SCRIPT)]),
        timeline([Stretch(1, SCRIPT, SCRIPT, "COMPLETE", START, START)]),
        roc([Curve(SCRIPT, POINTS), Curve("b", POINTS)]),
        confusion(Matrix("", (SCRIPT,), ((1.0,),))),
    ],
    ids=["trend", "timeline", "roc", "confusion"],
)
def test_no_text_of_a_store_is_markup(chart):
    text = json.dumps(chart.figure)
    assert "<script" not in text
    assert "&lt;script" in text
