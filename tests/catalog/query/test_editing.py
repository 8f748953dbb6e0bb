"""What chips, facets and links make of a query."""

import pytest
from hypothesis import given

from tests.catalog.trees import queries, texts
from webapp.catalog.query.editing import (
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
def test_a_query_without_a_clause_is_written_as_any(query):
    for position in range(len(query.clauses)):
        rest = without(query, position)
        assert parse(text_of(rest)) == rest
