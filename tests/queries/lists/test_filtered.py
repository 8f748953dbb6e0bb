"""Where choices of a page lead."""

from urllib.parse import parse_qs

from hypothesis import given
from hypothesis import strategies as st

from tests.catalog.trees import queries, texts
from webapp.catalog.query.editing import chosen, toggle, without_field
from webapp.catalog.query.parser import parse
from webapp.catalog.query.tree import Field, Query
from webapp.queries.lists.filtered import Filtered
from webapp.queries.lists.wanted import Wanted

FIELDS = st.sampled_from([Field("type"), Field("owner"), Field("label", "a b")])


def asked(search: str) -> Query:
    """The filter of an address."""
    return parse(parse_qs(search.removeprefix("?")).get("q", [""])[0])


@given(queries(), FIELDS, st.lists(texts(), max_size=3, unique=True))
def test_a_choice_of_values_takes_the_place_of_the_one_before(query, field, values):
    values = [f"x{value}" for value in values]
    expected = query
    for value in dict.fromkeys(chosen(query, field)):
        expected = toggle(expected, field, value)
    for value in values:
        expected = toggle(expected, field, value)
    found = asked(Filtered(Wanted("artifact", query)).choosing(field, values))
    assert chosen(found, field) == tuple(values)
    assert without_field(found, field) == without_field(expected, field)
    assert sorted(map(repr, found.clauses)) == sorted(map(repr, expected.clauses))


@given(queries(), FIELDS, texts())
def test_a_value_is_asked_for_too(query, field, value):
    found = asked(Filtered(Wanted("artifact", query)).adding(field.name, f"x{value}", field.key))
    assert found.clauses[: len(query.clauses)] == query.clauses
    assert f"x{value}" in chosen(found, field)
