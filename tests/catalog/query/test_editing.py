"""What chips, facets and links make of a query."""

import pytest
from hypothesis import given

from tests.catalog.trees import queries, texts
from webapp.catalog.query.editing import (
    chips,
    chosen,
    field_of,
    toggle,
    with_term,
    without,
    without_field,
)
from webapp.catalog.query.parser import parse
from webapp.catalog.query.printing import text_of, text_of_field
from webapp.catalog.query.tree import Field
from webapp.errors import QueryError

TYPE = Field("type")


@pytest.mark.parametrize(
    ("before", "value", "after"),
    [
        ("", "model", "type:model"),
        ("type:model", "model", ""),
        ("type:model", "data_set", "type:model OR type:data_set"),
        ("x type:model y", "data_set", "x (type:model OR type:data_set) y"),
        ("x (type:model OR type:data_set) y", "model", "x type:data_set y"),
        ("-type:model", "model", "-type:model type:model"),
        ("(type:model OR owner:ana)", "model", "(type:model OR owner:ana) type:model"),
        ("", "a b", 'type:"a b"'),
    ],
)
def test_a_facet_link_adds_or_takes_away_a_value(before, value, after):
    assert text_of(toggle(parse(before), TYPE, value)) == after


def test_a_term_is_added_once():
    query = with_term(parse("x"), Field("label", "a.b"), 'say "hi"')
    assert text_of(query) == 'x label.a.b:"say \\"hi\\""'
    assert with_term(query, Field("label", "a.b"), 'say "hi"') is query


def test_a_chip_says_its_clause_and_the_query_without_it():
    found = chips(parse("words (type:a OR type:b) -label.team:x created:>2026 (a OR type:b)"))
    assert [chip.text for chip in found] == [
        "words",
        "type:a OR type:b",
        "-label.team:x",
        "created:>2026",
        "a OR type:b",
    ]
    assert [chip.field for chip in found] == ["", "type", "label.team", "", "type"]
    assert [chip.values for chip in found] == [(), ("a", "b"), ("x",), (), ()]
    assert [chip.negated for chip in found] == [False, False, True, False, False]
    assert found[1].rest == "words -label.team:x created:>2026 (a OR type:b)"


@pytest.mark.parametrize(
    ("text", "field"),
    [
        ("type", TYPE),
        ("label.team", Field("label", "team")),
        ('label."a:b"', Field("label", "a:b")),
        ("label.a\\:b", Field("label", "a:b")),
    ],
)
def test_a_field_by_its_text(text, field):
    assert field_of(text) == field
    assert field_of(text_of_field(field)) == field


@pytest.mark.parametrize("text", ["", "nosuch", "label", "type.x", ":", 'label."a', "type:x"])
def test_a_text_that_names_no_field(text):
    with pytest.raises(QueryError):
        field_of(text)


@given(queries(), texts())
def test_two_toggles_leave_the_choices_as_they_were(query, value):
    if value in chosen(query, TYPE):
        return
    twice = toggle(toggle(query, TYPE, value), TYPE, value)
    assert chosen(twice, TYPE) == chosen(query, TYPE)
    assert set(without_field(twice, TYPE).clauses) == set(without_field(query, TYPE).clauses)


@given(queries())
def test_every_chip_s_rest_is_the_query_without_its_clause(query):
    for position, chip in enumerate(chips(query)):
        assert parse(chip.rest) == without(query, position)
        assert parse(chip.text) is not None
