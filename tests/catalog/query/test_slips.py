"""What a query that finds nothing was probably meant to be."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from webapp.catalog.query.parser import parse
from webapp.catalog.query.printing import text_of
from webapp.catalog.query.slips import meant, mended
from webapp.errors import QueryError


@pytest.mark.parametrize(
    ("text", "other"),
    [
        ("metric.auc>0.9", "metric.auc:>0.9"),
        ("created>2026-10-01 type:model", "created:>2026-10-01 type:model"),
        ("owner=ana", "owner:ana"),
        ("state!=FAILED", "-state:FAILED"),
        ("type:model or type:metrics", "type:model OR type:metrics"),
        ("type:model and not type:metrics", "type:model -type:metrics"),
        ("#26", "id:26"),
        ("fraud", ""),
        ("a=b", ""),
        ("metric>0.9", ""),
        ('"metric.auc> 0.9"', ""),
        ("owner:a=b", ""),
        ("metric.auc:>0.9", ""),
        ("type:!=model", "-type:model"),
        ("type:==model", "type:model"),
        ("type:model,metrics", "type:model OR type:metrics"),
        ("type:model, owner:ana", "type:model owner:ana"),
        ("-owner:ana,ben a", "-(owner:ana OR owner:ben) a"),
        ("label.v:1..5", "label.v:[1 TO 5]"),
        ("metric.auc:[5 TO 2]", "metric.auc:[2 TO 5]"),
        ("created:[2026-02 TO 2026-01-15]", "created:[2026-01-15 TO 2026-02]"),
        ("type :model", "type:model"),
        ('type:"model,metrics x"', ""),
        ("label.v:a..b", ""),
        ("metric.auc:[2 TO 5]", ""),
        ("metric.auc:[* TO 2]", ""),
        ("name:or", ""),
        ("or", ""),
    ],
)
def test_what_a_query_was_meant_to_be(text, other):
    found = meant(parse(text))
    assert (text_of(found) if found else "") == other


@pytest.mark.parametrize(
    ("text", "other"),
    [
        ("metric.auc >= 0.9", "metric.auc:>=0.9"),
        ("owner == ana", "owner:ana"),
        ('owner="ana b"', 'owner:"ana b"'),
        ('label."a key"=x', 'label."a key":x'),
        ("-state!=FAILED", "state:FAILED"),
        ("-state=FAILED", "-state:FAILED"),
        ("a || b", "a OR b"),
        ("type:model && b", "type:model b"),
        ("(#26) AND (metric.auc>0.9)", "id:26 metric.auc:>0.9"),
        ("type: model", "type:model"),
        ("type : model", "type:model"),
        ("metric.auc:> 0.5 a", "metric.auc:>0.5 a"),
        ("metric.a.b :>= 0.5", "metric.a.b:>=0.5"),
        ("!type:model", "-type:model"),
        ("!owner=ana", "-owner:ana"),
        ("type:(model OR metrics) a", "(type:model OR type:metrics) a"),
        ("-type:(model, metrics)", "-(type:model OR type:metrics)"),
        ("id:1..5", "id:[1 TO 5]"),
        ("id:5..", "id:[5 TO *]"),
        ("id:1,2", "id:1 OR id:2"),
        ("created:2026-01..2026-02-03", "created:[2026-01 TO 2026-02-03]"),
        ("metric.auc:0.1..0.5", "metric.auc:[0.1 TO 0.5]"),
        ("id:[1 to 5]", "id:[1 TO 5]"),
        ("label.a:x,y metric.auc > 0.5", "label.a:x,y metric.auc:>0.5"),
        ("type: owner:ana", ""),
        ("type: AND owner:ana", ""),
        ("type:(a b)", ""),
        ("type:()", ""),
        ("created:>yesterday", ""),
        ("type:model AND", ""),
        ("metric.auc>", ""),
        ('"', ""),
    ],
)
def test_what_a_text_was_meant_to_be(text, other):
    found = mended(text)
    assert (text_of(found) if found else "") == other


@given(st.text(alphabet='abor #"\\()-.:<>=!|&01 typemodel', max_size=40))
def test_any_query_gives_another_or_none(text):
    try:
        query = parse(text)
    except QueryError:
        return
    assert meant(query) != query
