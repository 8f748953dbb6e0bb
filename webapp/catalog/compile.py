"""A search as tantivy's query objects."""

from collections.abc import Sequence
from typing import Final, TypeAlias

import tantivy
from msgspec import Struct
from tantivy import Occur

from webapp.catalog.bounds import HIGHEST, LOWEST, Bounds, between, compared, equal
from webapp.catalog.query.fields import FORMS
from webapp.catalog.query.tree import (
    And,
    Between,
    Compare,
    Equal,
    Exists,
    Field,
    Node,
    Not,
    Or,
    Reach,
    Words,
)
from webapp.catalog.query.values import number
from webapp.catalog.schema import SCHEMA
from webapp.catalog.search import Search
from webapp.catalog.terms import GRAM, cover, exact, fold, ordered, path, signs, words
from webapp.metadata import Kind

Clause: TypeAlias = tantivy.Query

# Only tantivy's own parser makes ranges over columns of JSON fields. It needs an index, any one.
PARSER = tantivy.Index(SCHEMA)
EVERYTHING = Clause.all_query()
# Up to so many terms are looked up one by one in a fifth of the time (measured): a set of them is
# made into an automaton that walks the dictionary of each segment.
FEW_TERMS: Final = 200


class Found(Struct, frozen=True):
    """The records of a kind that fulfil all `clauses`; its whole kind where there are none."""

    kind: Kind
    clauses: tuple[tuple[Occur, Clause], ...] = ()

    @property
    def query(self) -> Clause:
        """What tantivy is asked of the index of that kind."""
        if not self.clauses:
            return EVERYTHING
        if all(occur == Occur.MustNot for occur, _ in self.clauses):
            return Clause.boolean_query([(Occur.Must, EVERYTHING), *self.clauses])
        return Clause.boolean_query([*self.clauses])


def compiled(search: Search) -> Found:
    """What the search finds, without an order."""
    clauses: list[tuple[Occur, Clause]] = []
    if search.ids is not None:
        clauses.append((Occur.Must, of_ids(search.ids)))
    for clause in search.query.clauses:
        if isinstance(clause, Not):
            clauses.append((Occur.MustNot, _node(clause.node, search)))
        else:
            clauses.append((Occur.Must, _node(clause, search)))
    return Found(search.kind, tuple(clauses))


def of_kind(kind: Kind) -> Found:
    """All records of the kind."""
    return Found(kind)


def all_of(found: Found, *clauses: Clause) -> Found:
    """What of `found` fulfils every clause."""
    return Found(found.kind, (*found.clauses, *((Occur.Must, clause) for clause in clauses)))


def of_ids(ids: Sequence[int]) -> Clause:
    """The records of those ids."""
    return with_any("id", ids)


def with_any(column: str, values: Sequence[int] | Sequence[str]) -> Clause:
    """The records with any of those terms."""
    if len(values) > FEW_TERMS:
        return Clause.term_set_query(SCHEMA, column, values)
    return any_of(*(term(column, value) for value in values))


def every(*clauses: Clause) -> Clause:
    """What fulfils every clause."""
    return Clause.boolean_query([(Occur.Must, clause) for clause in clauses])


def any_of(*clauses: Clause) -> Clause:
    """What fulfils any clause."""
    return Clause.boolean_query([(Occur.Should, clause) for clause in clauses])


def but(clause: Clause) -> Clause:
    """What does not fulfil the clause."""
    return Clause.boolean_query([(Occur.Must, EVERYTHING), (Occur.MustNot, clause)])


def term(field: str, value: str | int) -> Clause:
    """The records with that term."""
    return Clause.term_query(SCHEMA, field, value, index_option="basic")


def within(column: str, bounds: Bounds, least: int = 0) -> Clause:
    """The records whose number in a column lies within the bounds; `least` MISSING: even none."""
    low, high = max(bounds.low, least), min(bounds.high, HIGHEST)
    if low > high:
        return Clause.empty_query()
    return Clause.range_query(SCHEMA, column, tantivy.FieldType.Integer, low, high)


def of_value(field: Field, value: str) -> Clause:
    """The records whose text field (or text under a key) has exactly that value."""
    if field.key is not None:
        return term(f"text.{field.name}.{path(field.key)}", exact(value))
    return term(field.name, exact(value))


def with_key(field: Field) -> Clause:
    """The records that have the field's key."""
    return term(f"{field.name}_key", exact(field.key or ""))


def _node(node: Node, search: Search) -> Clause:
    match node:
        case Words(text):
            return _words(text)
        case Equal(field, value):
            return _equal(field, value)
        case Compare(field, operator, value):
            return _bounded(field, compared(FORMS[field.name], operator, value))
        case Between(field, low, high):
            return _bounded(field, between(FORMS[field.name], low, high))
        case Exists(field):
            return _exists(field)
        case Reach():
            return of_ids(search.reach[node])
        case Not(inner):
            return but(_node(inner, search))
        case And(nodes):
            return every(*(_node(each, search) for each in nodes))
        case Or(nodes):
            return any_of(*(_node(each, search) for each in nodes))


def _words(text: str) -> Clause:
    found = words(text)
    if len(found) == 1:
        return term("words", found[0])
    return Clause.phrase_query(SCHEMA, "words", [*found])


def _equal(field: Field, value: str) -> Clause:
    match FORMS[field.name]:
        case "part":
            return _piece(field.name, signs(value))
        case "type":
            return term("type_is", exact(fold(value)))
        case "folded" if value:
            return term(f"{field.name}_is", exact(fold(value)))
        case "exact" if value:
            return of_value(field, value)
        case "exact" | "folded":
            return but(term("has", field.name))
        case "has":
            return term("has", value)
        case "keyed":
            double = number(value)
            text = of_value(field, value)
            return text if double is None else any_of(text, _number(field, double))
        case "measured":
            double = number(value)
            return Clause.empty_query() if double is None else _number(field, double)
        case form:
            return within(field.name, equal(form, value))


def _number(field: Field, double: float) -> Clause:
    return term(f"number.{field.name}.{path(field.key or '')}", ordered(double))


def _piece(field: str, folded: str) -> Clause:
    if len(folded) < GRAM:
        return term(f"{field}_pieces", folded)
    if len(folded) == GRAM:
        return term(f"{field}_grams", folded)
    return Clause.phrase_query(SCHEMA, f"{field}_grams", [*cover(folded)])


def _bounded(field: Field, bounds: Bounds) -> Clause:
    form = FORMS[field.name]
    if form == "measured":
        return under_key(field.name, field.key or "", bounds)
    if form == "keyed":
        groups = (field.name, f"{field.name}Text")
        return any_of(*(under_key(group, field.key or "", bounds) for group in groups))
    return within(field.name, bounds)


def under_key(group: str, key: str, bounds: Bounds) -> Clause:
    """The records whose number under a key lies within the bounds."""
    low, high = max(bounds.low, LOWEST), min(bounds.high, HIGHEST)
    if low > high:
        return Clause.empty_query()
    return PARSER.parse_query(f"number.{group}.{path(key)}:[{low} TO {high}]")


def _exists(field: Field) -> Clause:
    match FORMS[field.name]:
        case "keyed" | "measured":
            return with_key(field)
        case "part" | "type" | "exact" | "folded":
            return term("has", field.name)
        case _:
            return within(field.name, Bounds())
