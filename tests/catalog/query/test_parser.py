"""Text to tree: what each way of writing means, and where it stops making sense."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.catalog.trees import AWKWARD, queries
from webapp.catalog.query.parser import parse
from webapp.catalog.query.printing import text_of
from webapp.catalog.query.tree import (
    And,
    Between,
    Compare,
    Equal,
    Exists,
    Field,
    Not,
    Or,
    Query,
    Reach,
    Words,
    denied,
    reaches,
)
from webapp.errors import QueryError

TYPE = Equal(Field("type"), "model")
TEAM = Field("label", "team")


@pytest.mark.parametrize(
    ("text", "clauses"),
    [
        ("", ()),
        ("  \n ", ()),
        ("type:model", (TYPE,)),
        ('type:"model"', (TYPE,)),
        ("type:mo\\del", (TYPE,)),
        ("(((type:model)))", (TYPE,)),
        ("type:model label.team:fraud", (TYPE, Equal(TEAM, "fraud"))),
        ("type:model AND label.team:fraud", (TYPE, Equal(TEAM, "fraud"))),
        ("(a b) c", (Words("a"), Words("b"), Words("c"))),
        ("a OR b c", (Or((Words("a"), And((Words("b"), Words("c"))))),)),
        ("a OR (b OR c)", (Or((Words("a"), Words("b"), Words("c"))),)),
        ("-label.team:fraud", (Not(Equal(TEAM, "fraud")),)),
        ("NOT (a OR b)", (Not(Or((Words("a"), Words("b")))),)),
        ("-(a b)", (Not(And((Words("a"), Words("b")))),)),
        ('"demo workspace"', (Words("demo workspace"),)),
        ("demo-model", (Words("demo-model"),)),
        ("or and not", (Words("or"), Words("and"), Words("not"))),
        ('"OR"', (Words("OR"),)),
        ("\\OR", (Words("OR"),)),
        ('workspace:"a \\"b\\" \\\\c"', (Equal(Field("workspace"), 'a "b" \\c'),)),
        ("uri:gs://bucket/x", (Equal(Field("uri"), "gs://bucket/x"),)),
        ('owner:""', (Equal(Field("owner"), ""),)),
        ("label.a.b:x", (Equal(Field("label", "a.b"), "x"),)),
        ("label.a\\:b:x", (Equal(Field("label", "a:b"), "x"),)),
        ("label.sp\\ ace:x", (Equal(Field("label", "sp ace"), "x"),)),
        ('label."ünï:c 🦊":x', (Equal(Field("label", "ünï:c 🦊"), "x"),)),
        ("label.:x", (Equal(Field("label", ""), "x"),)),
        ("label.team:*", (Exists(TEAM),)),
        ('label.team:"*"', (Equal(TEAM, "*"),)),
        ("owner:*", (Exists(Field("owner")),)),
        ('label.team:">5"', (Equal(TEAM, ">5"),)),
        ("metric.accuracy:>0.9", (Compare(Field("metric", "accuracy"), ">", "0.9"),)),
        ("created:>=2026-10-01", (Compare(Field("created"), ">=", "2026-10-01"),)),
        ("consumers:0", (Equal(Field("consumers"), "0"),)),
        ("id:[1 TO 5]", (Between(Field("id"), "1", "5"),)),
        ("id:[ * TO 5 ]", (Between(Field("id"), None, "5"),)),
        ("created:[2026 TO 2026-03]", (Between(Field("created"), "2026", "2026-03"),)),
        ("has:producer", (Equal(Field("has"), "producer"),)),
        ("downstream_of:artifact/25", (Reach("downstream_of", "artifact", 25),)),
        ("\ud800x", (Words("?x"),)),
    ],
)
def test_what_a_text_means(text, clauses):
    assert parse(text) == Query(clauses)


@pytest.mark.parametrize(
    ("text", "position", "reason"),
    [
        ("type:model onwer:ana", 11, "did you mean “owner”"),
        ("gs://bucket", 0, "put it in quotes"),
        ("team:fraud", 0, "by their keys: label.team, metric.team, param.team, property.team"),
        ('team."a b":x', 0, "metric.team,"),
        ("type:(a OR b)", 5, "as in (type:a OR type:b)"),
        ("metric.auc:>(1 OR 2)", 12, "as in (type:a OR type:b)"),
        ("x" * 9 + ":1", 0, "no field"),
        ("type:", 5, "without a blank"),
        ("type: model", 5, "without a blank"),
        ('name:""', 5, "one character at least is needed; -has:name finds what has no name"),
        ('type:""', 5, "-has:type"),
        ('a "b', 2, "no end"),
        ('a"b"', 1, "a blank"),
        ("name:f(x)", 6, "a blank"),
        ("a\\", 1, "backslash"),
        ("(a OR b", 0, "no end"),
        ("a)", 1, "no parenthesis is open"),
        ("()", 1, "where a word should"),
        ("a OR", 4, "has to follow OR"),
        ("a AND OR b", 6, "has to follow AND"),
        ("NOT", 3, "has to follow NOT"),
        ("OR a", 0, "OR stands"),
        ("-(", 2, "the end stands"),
        ("label:x", 6, "needs a key"),
        ("owner.x:y", 6, "no keys"),
        ("resn*", 4, "found whole"),
        ("name:res*", 8, "stands alone"),
        ("a - b", 2, "no letter or digit"),
        ("owner:>5", 6, "only numbers and times"),
        ("name:[a TO b]", 6, "only numbers and times"),
        ("label.a:>x", 9, "only numbers"),
        ("metric.a:x", 9, "numbers"),
        ("consumers:1.5", 10, "whole numbers"),
        ("created:>2026/1/1", 9, "a time is written"),
        ("created:2026-02-30", 8, "there is no such day"),
        ("created:>2026-13", 9, "there is no such day"),
        ("created:>7d", 9, "no times relative to now; a time is written 2026"),
        ("created:>yesterday", 9, "no times relative to now"),
        ("created:[now-7d TO *]", 9, "no times relative to now"),
        ("id:[1 TO ]", 3, "a range is written"),
        ("id:[* TO *]", 4, "one end"),
        ("has:cheese", 4, "it knows producer"),
        ("has:*", 4, "stands alone"),
        ("downstream_of:25", 14, "artifact/25"),
        ("downstream_of:artifact/9999999999999999999", 14, "artifact/25"),
        ("a " * 501, 1000, "500 clauses"),
        ("(" * 40 + "a", 32, "deeper than 32"),
        ("NOT " * 40 + "a", 128, "deeper than 32"),
        ("x" * 100_000, 16_384, "longer than 16,384"),
    ],
)
def test_where_and_why_a_text_means_nothing(text, position, reason):
    with pytest.raises(QueryError) as failure:
        parse(text)
    assert failure.value.position == position
    assert reason in failure.value.reason
    assert f"at character {position + 1}:" in str(failure.value)


def test_the_walks_of_a_query_come_once_each_in_order():
    text = "upstream_of:artifact/2 -(a downstream_of:execution/1) upstream_of:artifact/2"
    assert reaches(parse(text)) == (
        Reach("upstream_of", "artifact", 2),
        Reach("downstream_of", "execution", 1),
    )
    assert denied(parse(text)) == {Reach("downstream_of", "execution", 1)}
    assert not denied(parse("-(a -downstream_of:execution/1)"))


@given(queries())
def test_a_tree_prints_to_a_text_of_the_same_tree(query):
    assert parse(text_of(query)) == query


PARTS = [*AWKWARD, "type:", "label.", "OR ", "NOT ", "1 TO 2]"]


@given(st.lists(st.sampled_from(PARTS), max_size=20).map("".join))
def test_any_text_has_a_tree_or_a_place_where_it_stops(text):
    query, failure = reading(text)
    if failure is None:
        assert parse(text_of(query)) == query
    else:
        assert 0 <= failure.position <= len(text)


def reading(text):
    """The text's tree and its failure, one of them None."""
    try:
        return parse(text), None
    except QueryError as error:
        return None, error
