"""What pages write for values that stores really hold."""

from datetime import UTC, datetime, timedelta

import pytest

from webapp.metadata import MAX_ID
from webapp.views import filters, numbers, times
from webapp.views.filters import FILTERS

NOW = datetime(2026, 11, 23, 5, 43, tzinfo=UTC)


def test_every_filter_has_its_own_name_in_templates():
    assert FILTERS["ago"] is times.ago
    assert FILTERS["number"] is numbers.number
    assert FILTERS["state_words"] is filters.state_words


@pytest.mark.parametrize(
    ("before", "expected"),
    [
        (timedelta(seconds=59), "just now"),
        (timedelta(seconds=-20), "just now"),
        (timedelta(seconds=60), "1 min ago"),
        (timedelta(minutes=59, seconds=59), "59 min ago"),
        (timedelta(hours=2), "2 h ago"),
        (timedelta(hours=11, minutes=59), "11 h ago"),
        (timedelta(hours=12), "yesterday"),
        (timedelta(days=1, hours=5), "yesterday"),
        (timedelta(days=14), "14 days ago"),
        (timedelta(days=15), "8 Nov"),
        (timedelta(days=400), "19 Oct 2025"),
        (timedelta(days=-2), "25 Nov"),
    ],
)
def test_ago(before, expected):
    assert times.ago(NOW - before, NOW) == expected


def test_what_happened_before_dawn_is_hours_ago_all_day_long():
    evening = NOW.replace(hour=23)
    assert times.ago(NOW, evening) == "18 h ago"


@pytest.mark.parametrize(
    ("seconds", "expected"),
    [
        (0, "0 ms"),
        (9.94, "9.9 s"),
        (9.96, "10 s"),
        (59.4, "59 s"),
        (59.5, "1 min"),
        (3599.6, "1 h"),
        (3661, "1 h 1 min"),
        (86_400 * 3, "3 d"),
        (-1, "–"),
        (float("nan"), "–"),
    ],
)
def test_duration(seconds, expected):
    assert numbers.duration(seconds) == expected


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (0.0, "0.000"),
        (-0.0, "0.000"),
        (1.0, "1.000"),
        (1e12, "1.000e+12"),
        (True, "true"),
        (MAX_ID, "9,223,372,036,854,775,807"),
        (float("inf"), "∞"),
    ],
)
def test_metric(value, expected):
    assert numbers.metric(value) == expected


@pytest.mark.parametrize(
    ("count", "expected"),
    [
        (999.4, "999 B"),
        (1000, "1.0 kB"),
        (9960, "10 kB"),
        (999_600, "1.0 MB"),
        (5e15, "5,000.0 TB"),
    ],
)
def test_size(count, expected):
    assert numbers.size(count) == expected


def test_long_values_are_cut_and_never_parsed():
    assert len(filters.shown("x" * 10_000_000)) == filters.LONGEST_VALUE + 1
    assert filters.shown({"a": float("nan")}) == '{"a": NaN}'


@pytest.mark.parametrize("width", [3, 15, 28, 40])
def test_cut_keeps_its_width(width):
    shortened = filters.cut("weekly-train-2026-11-03-and-everything-after-it", width)
    assert len(shortened) == width
    assert shortened.startswith("w")
    assert shortened.endswith("t")


def test_no_name_turns_its_own_end_around():
    assert filters.cut("report\u202egnp.exe") == "reportgnp.exe"
