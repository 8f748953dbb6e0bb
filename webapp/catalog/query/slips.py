"""Queries that read well and mean something else than whoever wrote them meant.

`metric.auc>0.9` without its colon is a search for words, and so is a small `or`. Nothing is found
then, and nothing says why.
"""

import re
from typing import Final

from webapp.catalog.query.fields import FORMS
from webapp.catalog.query.parser import parse
from webapp.catalog.query.printing import text_of_node
from webapp.catalog.query.tree import Node, Query, Words
from webapp.errors import QueryError

QUOTED: Final = r'"(?:\\.|[^"\\])*"'
# What stands in quotes is meant as it is, so it comes first.
SLIP: Final = re.compile(
    rf"""{QUOTED}
    | (?<![^\s(])(?P<not>-?) (?P<field>(?:{"|".join(FORMS)})(?:\.(?:{QUOTED}|[\w/@+-]+))?)
      \s* (?P<sign><=|>=|!=|==|=|<|>) \s* (?P<value>{QUOTED}|[^\s()"]+)
    | (?<![^\s(])\#(?P<id>\d+)(?![^\s)])
    | (?<!\S)(?P<word>or|and|not|\|\||&&)(?!\S)""",
    re.VERBOSE,
)
WORDS: Final = {"or": "OR", "and": "AND", "not": "NOT", "||": "OR", "&&": "AND"}


def meant(query: Query) -> Query | None:
    """The query that this one was probably meant to be, None where nothing in it looks like a slip.

    >>> from webapp.catalog.query.printing import text_of
    >>> [text_of(meant(parse(text))) for text in ("metric.auc>0.9 or type=model", "#26")]
    ['metric.auc:>0.9 OR type:model', 'id:26']
    """
    other = mended(" ".join(map(_as_typed, query.clauses)))
    return None if other == query else other


def mended(text: str) -> Query | None:
    """The query of a text without its slips, None where it has none or is none then either."""
    other = SLIP.sub(_mended, text)
    if other == text:
        return None
    try:
        return parse(other)
    except QueryError:
        return None


def _as_typed(clause: Node) -> str:
    """The clause as text, a single word as it stands: in quotes it could be no slip."""
    if isinstance(clause, Words) and not re.search(r'[\s"\\()]', clause.text):
        return clause.text
    return text_of_node(clause, alone=False)


def _mended(found: re.Match[str]) -> str:
    if found["id"]:
        return f"id:{found['id']}"
    if found["word"]:
        return WORDS[found["word"]]
    if not found["field"]:
        return found[0]
    sign = "" if "=" in found["sign"] and found["sign"] not in ("<=", ">=") else found["sign"]
    negated = "-" if (found["sign"] == "!=") != bool(found["not"]) else ""
    return f"{negated}{found['field']}:{sign}{found['value']}"
