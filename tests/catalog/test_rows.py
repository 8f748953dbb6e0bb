"""Rows as they lie in the index, and as lists get them back."""

import math
from datetime import UTC, datetime

import pytest

from webapp.catalog.documents import Document
from webapp.catalog.rows import Row, packed, unpacked

MOMENT = datetime(2026, 11, 3, 14, 22, 9, 320000, tzinfo=UTC)
LONGEST_AGO = datetime(1, 1, 1, tzinfo=UTC)


def back(**said) -> Row:
    return unpacked(packed(Document("artifact", 26, **said)))


@pytest.mark.parametrize("time", [MOMENT, LONGEST_AGO, datetime(9999, 12, 31, tzinfo=UTC), None])
def test_times_come_back(time):
    assert back(created=time, used=time).created == time


@pytest.mark.parametrize("number", [2**63, 2**64, -(2**63) - 1, 10**30])
def test_integers_beyond_those_of_the_store_come_back_as_doubles(number):
    row = back(parameters={"steps": number, "on": True}, metrics={"loss": 0.5, "n": number})
    assert row.parameters == {"steps": float(number), "on": True}
    assert row.parameters["on"] is True
    assert row.metrics == {"loss": 0.5, "n": float(number)}


def test_numbers_beyond_doubles_come_back_as_infinity():
    assert back(metrics={"n": 10**400, "m": 1.0}).metrics == {"n": math.inf, "m": 1.0}


def test_what_json_cannot_hold_comes_back():
    row = back(metrics={"a": math.inf, "b": -math.inf, "c": math.nan, "d": 2**63 - 1})
    assert (row.metrics["a"], row.metrics["b"], row.metrics["d"]) == (
        math.inf,
        -math.inf,
        2**63 - 1,
    )
    assert math.isnan(row.metrics["c"])


def test_odd_text_comes_back():
    text = 'a "b" \x00 \u2028 \U0001f680'
    assert back(name=text, labels={text: text}).labels == {text: text}
