"""One clause to its node: which field it names, and whether its value makes sense there."""

import re

from webapp.catalog.query import values
from webapp.catalog.query.fields import COMPARED, FORMS, HAS, WITH_KEY, Form, UnknownField
from webapp.catalog.query.tokens import Clause, Piece
from webapp.catalog.query.tree import Between, Compare, Equal, Exists, Field, Node, Reach, Words
from webapp.catalog.terms import words
from webapp.errors import QueryError
from webapp.metadata import MAX_ID, Kind

ANY = "*"
RECORD = re.compile(r"(artifact|execution)/([0-9]{1,19})")


def node_of(clause: Clause) -> Node:
    """The clause's node; raises QueryError where the field or the value is none."""
    if clause.field is None:
        return _words(clause)
    form = _form(clause.field)
    field = Field(clause.field.text, _key(clause, form))
    if len(clause.values) == 2:  # noqa: PLR2004
        return _between(clause, field, form)
    value = clause.values[0]
    if clause.sign:
        _hold_compared(clause, form)
        _hold_value(field, value, compared=True)
        return Compare(field, clause.sign, value.text)
    if value.plain and ANY in value.text:
        return _exists(clause, field, form)
    if form == "reach":
        return _reach(clause)
    _hold_value(field, value, compared=False)
    return Equal(field, value.text)


def _words(clause: Clause) -> Words:
    piece = clause.values[0]
    if piece.plain and ANY in piece.text:
        raise QueryError(
            "words are found whole; name:text and uri:text find pieces, without *.",
            piece.span.start + piece.text.index(ANY),
        )
    if not words(piece.text):
        raise QueryError(
            "there is no letter or digit to look for; name: and uri: find signs.",
            piece.span.start,
        )
    return Words(piece.text)


def _form(field: Piece) -> Form:
    form = FORMS.get(field.text)
    if form is None:
        raise QueryError(UnknownField(field.text).reason, field.span.start)
    return form


def _key(clause: Clause, form: Form) -> str | None:
    name = clause.field.text if clause.field else ""
    if clause.key is None and form in WITH_KEY:
        start = clause.values[0].span.start
        raise QueryError(f"{name} needs a key, as in {name}.KEY:value.", start)
    if clause.key is not None and form not in WITH_KEY:
        raise QueryError(f"{name} has no keys.", clause.key.span.start)
    return clause.key.text if clause.key else None


def _between(clause: Clause, field: Field, form: Form) -> Between:
    _hold_compared(clause, form)
    for value in clause.values:
        if value.text != ANY:
            _hold_value(field, value, compared=True)
    low, high = (None if value.text == ANY else value.text for value in clause.values)
    if low is None and high is None:
        raise QueryError("one end of the range has to be a value.", clause.values[0].span.start)
    return Between(field, low, high)


def _exists(clause: Clause, field: Field, form: Form) -> Exists:
    value = clause.values[0]
    if value.text != ANY or form in {"has", "reach"}:
        raise QueryError(
            "* stands alone, as in owner:*, for any value; quotes make it a sign.",
            value.span.start + value.text.index(ANY),
        )
    return Exists(field)


def _reach(clause: Clause) -> Reach:
    value = clause.values[0]
    record = RECORD.fullmatch(value.text)
    if record is None or int(record[2]) > MAX_ID:
        raise QueryError(
            "it starts at one record, as artifact/25 or execution/19.", value.span.start
        )
    kind: Kind = "artifact" if record[1] == "artifact" else "execution"
    downstream = clause.field is not None and clause.field.text == "downstream_of"
    return Reach("downstream_of" if downstream else "upstream_of", kind, int(record[2]))


def _hold_compared(clause: Clause, form: Form) -> None:
    if form not in COMPARED:
        name = clause.field.text if clause.field else ""
        raise QueryError(
            f"{name} is text; only numbers and times are compared. Quotes make a sign text.",
            clause.values[0].span.start - len(clause.sign),
        )


def _hold_value(field: Field, value: Piece, *, compared: bool) -> None:
    """Nothing, when `value` makes sense in that field; else raises QueryError."""
    text = value.text
    match FORMS[field.name]:
        case "time":
            right = values.period(text) is not None
            reason = "" if right else values.no_period(text)
        case "whole":
            right, reason = values.whole(text) is not None, "this field holds whole numbers."
        case "number" | "measured":
            right, reason = values.number(text) is not None, "this field holds numbers."
        case "keyed":
            right = not compared or values.number(text) is not None
            reason = "only numbers are compared."
        case "has":
            right, reason = text in HAS, f"it knows {', '.join(HAS)}."
        case "part" | "type":
            right, name = bool(text), field.name
            reason = f"one character at least is needed; -has:{name} finds what has no {name}."
        case _:
            right, reason = True, ""
    if not right:
        raise QueryError(reason, value.span.start)
