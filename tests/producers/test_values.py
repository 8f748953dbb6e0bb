"""JSON in texts, read as json reads it: whatever a producer wrote."""

import json

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from webapp.producers.values import DEEPEST, parsed

VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=12,
)


@given(st.lists(VALUES, max_size=3) | st.dictionaries(st.text(), VALUES, max_size=3), st.booleans())
@example(value=[float("nan"), float("inf"), -float("inf"), -0.0, 1e308], plain=True)
@example(value=[2**64, -(2**63) - 1, 10**40], plain=True)
def test_json_is_read_as_it_was_written(value, plain):
    # NaN equals nothing, so what is compared is how it is written.
    assert repr(parsed(json.dumps(value, ensure_ascii=plain))) == repr(value)


@given(st.sampled_from("{["), st.text('{}[]",:0123456789.eE+-aNnulltrue \\\x01', max_size=30))
def test_what_is_no_json_stays_as_it_is(start, rest):
    try:
        expected = json.loads(start + rest)
    except ValueError:
        expected = start + rest
    assert repr(parsed(start + rest)) == repr(expected)


@pytest.mark.parametrize("levels", [DEEPEST, DEEPEST + 1, 200_000])
def test_what_lies_too_deep_is_left_out(levels):
    depth, found = 0, parsed("[" * levels + "]" * levels)
    while isinstance(found, list) and found:
        depth, found = depth + 1, found[0]
    assert depth <= DEEPEST


def test_half_a_surrogate_pair_is_replaced():
    assert parsed('["\\ud83d\\ude00", "a\\ud83db"]') == ["😀", "a?b"]
