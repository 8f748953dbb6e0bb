"""What the text of a value says."""

from datetime import UTC, datetime

import pytest

from webapp.catalog.query.values import number, period, whole


def milliseconds(*parts):
    return int(datetime(*parts, tzinfo=UTC).timestamp() * 1000)


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("2026", (2026, 1, 1), (2027, 1, 1)),
        ("2024", (2024, 1, 1), (2025, 1, 1)),
        ("2026-10", (2026, 10, 1), (2026, 11, 1)),
        ("2026-12", (2026, 12, 1), (2027, 1, 1)),
        ("2024-02", (2024, 2, 1), (2024, 3, 1)),
        ("2026-10-01", (2026, 10, 1), (2026, 10, 2)),
        ("2026-10-01T12", (2026, 10, 1, 12), (2026, 10, 1, 13)),
        ("2026-10-01T12:30", (2026, 10, 1, 12, 30), (2026, 10, 1, 12, 31)),
        ("2026-10-01 12:30", (2026, 10, 1, 12, 30), (2026, 10, 1, 12, 31)),
        ("2026-10-01T12:30:05Z", (2026, 10, 1, 12, 30, 5), (2026, 10, 1, 12, 30, 6)),
        ("2026-10-01T12:30-05:30", (2026, 10, 1, 18, 0), (2026, 10, 1, 18, 1)),
    ],
)
def test_a_time_is_as_long_as_it_is_precise(text, start, end):
    found = period(text)
    assert (found.start, found.end) == (milliseconds(*start), milliseconds(*end))


def test_a_fraction_is_a_millisecond():
    found = period("1970-01-01T00:00:01.0015Z")
    assert (found.start, found.end) == (1001, 1002)


def test_the_last_year_there_is_has_an_end():
    assert period("9999").end - period("9999-12").start == 31 * 86_400_000


@pytest.mark.parametrize(
    "text", ["", "20", "2026-1", "2026-13", "2026-02-30", "0000", "2026-10-01T25", "2026Z", "now"]
)
def test_what_is_no_time(text):
    assert period(text) is None


@pytest.mark.parametrize("text", ["", "x", "1_000", "٣", "0x10", "1 ", "--1", "1" * 500, "inf"])
def test_what_is_no_number(text):
    assert number(text) is None
    assert whole(text) is None


def test_there_is_one_zero():
    assert str(number("-0")) == "0.0"
