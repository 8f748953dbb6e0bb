"""Queries that mean nothing, or something else than whoever wrote them meant, as they were meant.

`metric.auc>0.9` without its colon is a search for words, and so is a small `or`. Nothing is found
then, and nothing says why. `type: model` and `id:1..5` cannot be read at all.
"""

import re
from functools import partial
from typing import Final

from webapp.catalog.query.fields import COMPARED, FORMS, Form
from webapp.catalog.query.parser import parse
from webapp.catalog.query.printing import PLAIN, text_of_field, text_of_node
from webapp.catalog.query.tree import Equal, Node, Query, Words
from webapp.catalog.query.values import number, period
from webapp.errors import QueryError

QUOTED: Final = r'"(?:\\.|[^"\\])*"'
FIELDS: Final = "|".join(FORMS)
SIGN: Final = "<=|>=|!=|==|=|<|>"
# What stands in quotes is meant as it is, so it comes first.
SLIP: Final = re.compile(
    rf"""{QUOTED}
    | (?<![^\s(])(?P<not>[-!]?) (?P<field>(?:{FIELDS})(?:\.(?:{QUOTED}|[\w/@+.-]+))?)
      (?: \s*:(?:\s*(?P<sign>{SIGN}))? | \s*(?P<alone>{SIGN}) ) \s*
      (?!(?:AND|OR|NOT)(?!\S)) (?!(?:{FIELDS})[^\s:]*:)
      (?P<value>{QUOTED} | \[[^\[\]()"]*\] | \([^()":]*\) | [^\s()"]+)
    | (?<![^\s(])\#(?P<id>\d+)(?![^\s)])
    | (?<!\S)(?P<word>or|and|not|\|\||&&)(?!\S)""",
    re.VERBOSE,
)
WORDS: Final = {"or": "OR", "and": "AND", "not": "NOT", "||": "OR", "&&": "AND"}
RANGE: Final = re.compile(r"\[\s*(\S+)\s+to\s+(\S+)\s*\]", re.IGNORECASE)
DOTS: Final = re.compile(r"(.*?)\.\.+(.*)")
BLANK: Final = re.compile(r"\s")
OR: Final = re.compile(r"(?<!\s)(?:\s+(?:or|\|\|)\s+|\s*,\s*)", re.IGNORECASE)


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
    # A comma may belong to its value: it is taken for an OR where nothing else is wrong.
    for with_commas in (False, True):
        other = SLIP.sub(partial(_mended, with_commas=with_commas), text)
        if other == text:
            continue
        try:
            return parse(other)
        except QueryError:
            continue
    return None


def _as_typed(clause: Node) -> str:
    """The clause as text, a single word as it stands: in quotes it could be no slip."""
    match clause:
        case Words(text) if not re.search(r'[\s"\\()]', text):
            return text
        case Equal(field, value) if value.startswith("!=") and PLAIN.fullmatch(value[2:]):
            return f"{text_of_field(field)}:{value}"
    return text_of_node(clause, alone=False)


def _mended(found: re.Match[str], *, with_commas: bool) -> str:
    if found["id"]:
        return f"id:{found['id']}"
    if found["word"]:
        return WORDS[found["word"]]
    if not found["field"]:
        return found[0]
    sign = found["sign"] or found["alone"] or ""
    negated = "-" if (sign == "!=") != bool(found["not"]) else ""
    sign = sign if sign in {"<", "<=", ">", ">="} else ""
    return f"{negated}{_asking(found['field'], sign, found['value'], with_commas=with_commas)}"


def _asking(field: str, sign: str, value: str, *, with_commas: bool) -> str:
    """The clause for a value as it was written, or for several."""
    form = FORMS[field.partition(".")[0]]
    if not sign and form in COMPARED and (ends := RANGE.fullmatch(value) or DOTS.fullmatch(value)):
        low, high = _in_order(form, ends[1] or "*", ends[2] or "*")
        return f"{field}:[{low} TO {high}]"
    if value.startswith("(") or (with_commas and "," in value and value[0] not in '"['):
        several = [one for one in OR.split(value.strip("( )")) if one]
        if not any(map(BLANK.search, several)):
            return f"({' OR '.join(f'{field}:{sign}{one}' for one in several)})"
    return f"{field}:{sign}{value}"


def _in_order(form: Form, low: str, high: str) -> tuple[str, str]:
    """The ends of a range, the lower one first."""
    first, last = _place(form, low), _place(form, high)
    return (high, low) if first is not None and last is not None and first > last else (low, high)


def _place(form: Form, text: str) -> float | None:
    if form != "time":
        return number(text)
    found = period(text)
    return None if found is None else found.start
