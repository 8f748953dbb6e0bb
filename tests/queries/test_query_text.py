"""The text of a filter."""

import pytest

from webapp.errors import BadParameterError
from webapp.queries.query_text import Query, Term, parse

FIELDS = ("type", "workspace")


@pytest.mark.parametrize(
    ("text", "terms"),
    [
        ("", []),
        ("   ", []),
        ("type:model", [("type", "model", 1)]),
        ("  TYPE:Model\t", [("type", "Model", 3)]),
        ("type:kubeflow.org/alpha/model", [("type", "kubeflow.org/alpha/model", 1)]),
        ('workspace:"demo workspace"', [("workspace", "demo workspace", 1)]),
        ('type:m workspace:"a b"', [("type", "m", 1), ("workspace", "a b", 8)]),
        (r'workspace:"a \"b\" \\c"', [("workspace", r'a "b" \c', 1)]),
        ("workspace:a:b", [("workspace", "a:b", 1)]),
        ('workspace:"a\nb"', [("workspace", "a\nb", 1)]),
        ("workspace:ünï-😀", [("workspace", "ünï-😀", 1)]),
    ],
)
def test_terms_are_read_with_their_places(text, terms):
    assert [(one.field, one.value, one.place) for one in parse(text, FIELDS).terms] == terms


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("mnist", "character 1 'mnist' stands without a field"),
        ("type:model mnist", "character 12 'mnist'"),
        ("colour:red", "character 1 colour: is no field"),
        ("-type:model", "-type: is no field"),
        ("type:", "type: has no value"),
        ('type:" "', "type: has no value"),
        (":model", "character 1 a field is missing"),
        ('type:"model', "the quotes of type: do not close"),
        ('type:"model"x', "the quotes of type:"),
        ('type:mo"del', "the quotes of type:"),
        ('"model"', "a field is missing"),
        ("type:a type:b", "character 8 type: stands there a second time"),
        ("type:a OR type:b", "character 8 'OR'"),
        ("type:" + "x" * 20_000, "at most 10,000 characters"),
    ],
)
def test_what_is_no_term_is_said_with_its_place(text, said):
    with pytest.raises(BadParameterError) as failure:
        parse(text, FIELDS)
    assert said in str(failure.value)
    assert len(str(failure.value)) < 500


def test_the_fields_that_exist_are_told():
    with pytest.raises(BadParameterError, match="The fields are type: and workspace:"):
        parse("owner:ana", FIELDS)


@pytest.mark.parametrize("value", ["a", "a b", 'a"b', "a\\b", 'tail\\"', "a:b", "\n", "<b>", "é"])
def test_a_query_prints_back_to_what_parses_alike(value):
    query = Query((Term("workspace", "x" + value),))
    assert parse(str(query), FIELDS).value("workspace") == "x" + value


def test_conditions_are_put_replaced_and_taken_away():
    query = parse("type:model workspace:a", FIELDS)
    assert str(query.having("type", "data set")) == 'type:"data set" workspace:a'
    assert str(query.without("type")) == "workspace:a"
    assert str(Query().having("workspace", "b")) == "workspace:b"
    assert query.without("type").value("type") is None
