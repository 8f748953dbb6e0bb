r"""The text of a filter as terms with their places, and back to text.

    type:model workspace:"demo workspace"

A term is a field, a colon and a value; every term must hold. Quotes keep spaces together; inside
them a backslash takes the next character as it is.
"""

import re
from dataclasses import dataclass
from typing import Final

from webapp.errors import BadParameterError

LONGEST_QUERY: Final = 10_000
TERM: Final = re.compile(
    r"""\s*(?P<field>[^\s:"]+)(?::(?P<value>"(?P<quoted>(?:[^"\\]|\\.)*)"(?=\s|$)|[^\s"]*(?=\s|$)))?""",
    re.DOTALL,
)
PLAIN: Final = re.compile(r'[^\s"\\]+')


@dataclass(frozen=True, slots=True)
class Term:
    """One condition; `place` is where it starts in the text, counted from 1."""

    field: str
    value: str
    place: int = 1

    def __str__(self) -> str:
        r"""As people write it.

        >>> str(Term("workspace", 'a "b"')), str(Term("type", "model"))
        ('workspace:"a \\"b\\""', 'type:model')
        """
        if PLAIN.fullmatch(self.value):
            return f"{self.field}:{self.value}"
        escaped = self.value.replace("\\", "\\\\").replace('"', '\\"')
        return f'{self.field}:"{escaped}"'


@dataclass(frozen=True, slots=True)
class Query:
    """Conditions that must all hold, one a field."""

    terms: tuple[Term, ...] = ()

    def __str__(self) -> str:
        """As people write it; parses back to the same terms."""
        return " ".join(str(term) for term in self.terms)

    def value(self, field: str) -> str | None:
        """What `field` must be, None where it may be anything."""
        return next((term.value for term in self.terms if term.field == field), None)

    def without(self, field: str) -> "Query":
        """The same without the condition on `field`."""
        return Query(tuple(term for term in self.terms if term.field != field))

    def having(self, field: str, value: str) -> "Query":
        """The same with `field` being `value`, and no other condition on it.

        >>> str(Query((Term("type", "model"), Term("workspace", "a b"))).having("type", "data_set"))
        'type:data_set workspace:"a b"'
        """
        new = Term(field, value)
        if self.value(field) is None:
            return Query((*self.terms, new))
        return Query(tuple(new if term.field == field else term for term in self.terms))


def parse(text: str, fields: tuple[str, ...]) -> Query:
    r"""The terms in `text`; BadParameterError names the place of what is none.

    >>> first, second = parse('type:model a:"b \\" c"', ("type", "a")).terms
    >>> first.value, second.value, second.place
    ('model', 'b " c', 12)
    """
    if len(text) > LONGEST_QUERY:
        raise BadParameterError("q", text, f"a filter has at most {LONGEST_QUERY:,} characters")
    terms: list[Term] = []
    rest = text.rstrip()
    place = 0
    while place < len(rest):
        term, place = _term(rest, place, fields)
        if any(term.field == earlier.field for earlier in terms):
            wrong = f"{term.field}: stands there a second time, and all conditions must hold"
            raise _wrong(text, term.place, wrong, fields)
        terms.append(term)
    return Query(tuple(terms))


def _term(text: str, start: int, fields: tuple[str, ...]) -> tuple[Term, int]:
    start += len(text[start:]) - len(text[start:].lstrip())
    found = TERM.match(text, start)
    if found is None:
        raise _wrong(text, start + 1, "a field is missing", fields)
    field = found["field"].lower()
    if found["value"] is None:
        raise _wrong(text, start + 1, _half(text, found), fields)
    if field not in fields:
        raise _wrong(text, start + 1, f"{found['field'][:80]}: is no field of this list", fields)
    quoted = found["quoted"]
    value = found["value"] if quoted is None else re.sub(r"\\(.)", r"\1", quoted, flags=re.DOTALL)
    if not value.strip():
        raise _wrong(text, start + 1, f"{field}: has no value", fields)
    return Term(field, value, start + 1), found.end()


def _half(text: str, found: re.Match[str]) -> str:
    if text[found.end() : found.end() + 1] == ":":
        return f"the quotes of {found['field'][:80]}: do not close or do not surround the value"
    return f"{found['field'][:80]!r} stands without a field"


def _wrong(text: str, place: int, what: str, fields: tuple[str, ...]) -> BadParameterError:
    known = " and ".join(f"{field}:" for field in fields)
    example = 'type:model workspace:"demo workspace"'
    expected = f"at character {place} {what}. The fields are {known}, as in {example}"
    return BadParameterError("q", text, expected)
