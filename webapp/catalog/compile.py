"""A search as tantivy's query objects."""

from collections.abc import Iterator

from tantivy import Occur

from webapp.catalog.bounds import Bounds, between, compared, equal
from webapp.catalog.clauses import (
    Clause,
    Found,
    Term,
    any_of,
    but,
    every,
    of_ids,
    of_value,
    term,
    term_of_value,
    under_key,
    with_key,
    within,
)
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
    Query,
    Reach,
    Words,
)
from webapp.catalog.query.values import is_beyond_doubles, number
from webapp.catalog.schema import SCHEMA
from webapp.catalog.search import Search
from webapp.catalog.terms import GRAM, cover, exact, fold, ordered, path, signs, words


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


def needed(query: Query) -> Iterator[Term]:
    """Terms that every record has that the query finds; there may be none."""
    for clause in query.clauses:
        if isinstance(clause, Equal) and (one := _term(clause.field, clause.value)):
            yield one


def _term(field: Field, value: str) -> Term | None:
    """The term by which a value is found, where it is one."""
    match FORMS[field.name]:
        case "type":
            return "type_is", exact(fold(value))
        case "folded" if value:
            return f"{field.name}_is", exact(fold(value))
        case "exact" if value:
            return term_of_value(field, value)
        case "has":
            return "has", value
        case "keyed" if number(value) is None or is_beyond_doubles(value):
            return term_of_value(field, value)
    return None


def _equal(field: Field, value: str) -> Clause:
    if one := _term(field, value):
        return term(*one)
    match FORMS[field.name]:
        case "part":
            return _piece(field.name, signs(value))
        case "exact" | "folded":
            return but(term("has", field.name))
        case "keyed" | "measured" as form:
            double = number(value)
            if double is None:
                return Clause.empty_query()
            same = _number(field, double)
            return any_of(of_value(field, value), same) if form == "keyed" else same
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


def _exists(field: Field) -> Clause:
    match FORMS[field.name]:
        case "keyed" | "measured":
            return with_key(field)
        case "part" | "type" | "exact" | "folded":
            return term("has", field.name)
        case _:
            return within(field.name, Bounds())
