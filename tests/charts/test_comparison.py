"""Figures of many records against plotly's own validators."""

import json

import plotly.graph_objects as go
from hypothesis import given, settings
from hypothesis import strategies as st

from webapp.charts.axes import Axis
from webapp.charts.comparison import Mark, parallel, scatter

VALUES = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(),
    st.sampled_from(["adam", "sgd", "<b>"]),
    st.lists(st.integers(), max_size=2),
)
NUMBERS = st.one_of(st.none(), st.floats(allow_nan=False, allow_infinity=False), st.integers())


def marks(number):
    return [Mark(f"artifacts/{place}", f"<i>{place}", best=place == 0) for place in range(number)]


@st.composite
def two_axes(draw):
    number = draw(st.integers(2, 6))
    x = Axis("<x>", tuple(draw(st.lists(VALUES, min_size=number, max_size=number))))
    y = Axis("y", tuple(draw(st.lists(NUMBERS, min_size=number, max_size=number))))
    return x, y


@given(two_axes())
@settings(max_examples=60, deadline=None)
def test_plotly_takes_every_figure(axes):
    x, y = axes
    if not (x.is_drawn and y.is_drawn and y.is_numeric):
        return
    for figure in (parallel([x, y], marks(len(x.values))), scatter(x, y, marks(len(x.values)))):
        go.Figure(figure)
        text = json.dumps(figure, allow_nan=False)
        assert "<i>" not in text
        assert "<x>" not in text
    for axis in (x, y):
        assert all(place is None or -1e-9 <= place <= 1 + 1e-9 for place in axis.places)
        assert len(axis.ticks) >= 2


def test_every_record_is_one_line_and_the_best_lie_on_top():
    axes = [Axis("rate", (0.1, 0.2, None)), Axis("auc", (0.8, 0.9, 0.7))]
    rest, best, *ticks = parallel(axes, marks(3))["data"]
    assert best["meta"]["records"] == [0] * 3
    assert rest["meta"]["records"] == [1] * 3 + [2] * 3
    assert rest["y"] == [1.0, 1.0, None, None, 0.0, None]
    assert [tick["text"][0] for tick in ticks] == [" 0.1", " 0.7"]


def test_points_are_the_records_that_have_both_values():
    trace = scatter(Axis("rate", (1, 10_000, None)), Axis("auc", (0.8, 0.9, 0.7)), marks(3))
    assert trace["data"][0]["meta"]["records"] == [0, 1]
    assert trace["layout"]["meta"][1]["path"] == "artifacts/1"
    assert trace["layout"]["xaxis"]["type"] == "log"


def test_words_stand_at_places_that_plotly_cannot_misread():
    figure = scatter(Axis("day", ("2026-01-02", "2026-01-01")), Axis("auc", (1, 2)), marks(2))
    assert figure["data"][0]["x"] == [1.0, 0.0]
    assert figure["layout"]["xaxis"]["ticktext"] == ["2026-01-01", "2026-01-02"]
