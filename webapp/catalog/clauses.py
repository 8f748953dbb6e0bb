"""What records have to fulfil to be found, as tantivy's query objects."""

from collections.abc import Sequence
from typing import Final, TypeAlias

import tantivy
from msgspec import Struct
from tantivy import Occur

from webapp.catalog.bounds import HIGHEST, LOWEST, Bounds
from webapp.catalog.query.tree import Field
from webapp.catalog.schema import SCHEMA
from webapp.catalog.terms import exact, keyed_term, path
from webapp.metadata import Kind

Clause: TypeAlias = tantivy.Query
# A field of the index, and what stands in it.
Term: TypeAlias = tuple[str, str]

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
    return term(*term_of_value(field, value))


def term_of_value(field: Field, value: str) -> Term:
    """The term of just that value in a text field, or of a text under a key."""
    if field.key is not None:
        return f"text.{field.name}.{path(field.key)}", keyed_term(value)
    return field.name, exact(value)


def with_key(field: Field) -> Clause:
    """The records that have the field's key."""
    return term(f"{field.name}_key", exact(field.key or ""))


def under_key(group: str, key: str, bounds: Bounds) -> Clause:
    """The records whose number under a key lies within the bounds."""
    low, high = max(bounds.low, LOWEST), min(bounds.high, HIGHEST)
    if low > high:
        return Clause.empty_query()
    return PARSER.parse_query(f"number.{group}.{path(key)}:[{low} TO {high}]")
