"""Stored values as pages write them."""

import base64
import json

import pytest
from hostile_values import values
from hypothesis import given, settings

from webapp.queries.shown import values as shown
from webapp.queries.written import LONGEST_LINE, LONGEST_OPENED, written


def test_what_is_short_stands_on_its_line():
    assert (written("MNIST").line, written("MNIST").opened) == ("MNIST", "")
    assert (written({"a": [1, 2]}).line, written({"a": [1, 2]}).opened) == ('{"a": [1, 2]}', "")


def test_what_is_long_is_folded_with_its_size():
    told = written("x" * 6_000)
    assert len(told.line) <= 100
    assert (told.line[-1], told.opened, told.size, told.is_cut) == ("…", "x" * 6_000, 6_000, False)
    huge = written("x" * 1_000_000)
    assert (len(huge.opened), huge.size, huge.is_cut) == (LONGEST_OPENED, 1_000_000, True)


def test_lines_are_kept_where_they_are_opened():
    assert written("one\ntwo").line == "one two"
    assert written("one\ntwo").opened == "one\ntwo"


@pytest.mark.parametrize("as_text", [True, False])
def test_a_structure_is_opened_with_a_line_for_each_member(as_text):
    stored = {"layers": list(range(40)), "name": "é"}
    told = written(json.dumps(stored) if as_text else stored)
    assert told.kind == ("string, JSON" if as_text else "struct")
    assert told.opened == json.dumps(stored, ensure_ascii=False, indent=2)


def test_a_protobuf_value_is_named_by_its_type():
    packed = base64.b64encode(b"12345").decode()
    told = written({"@type": "type.googleapis.com/google.protobuf.Duration", "value": packed})
    assert (told.kind, told.line) == ("protobuf", "google.protobuf.Duration, 5 bytes")


def test_many_long_values_share_the_room_of_a_page():
    rows = shown({f"p{place}": "y" * 50_000 for place in range(20)}, 60_000).rows
    assert len(rows) == 20
    assert sum(len(row.written.opened) for row in rows) < 60_000


@settings(max_examples=60, deadline=None)
@given(values)
def test_any_value_is_written(value):
    told = written(value)
    assert len(told.line) <= LONGEST_LINE
    assert len(told.opened) <= LONGEST_OPENED
    assert told.opened or not told.size
