"""What chips, facets and links do to a query: each gives a new tree."""

from collections.abc import Iterable

from msgspec import Struct

from webapp.catalog.query.fields import FORMS, WITH_KEY, UnknownField
from webapp.catalog.query.printing import text_of, text_of_field, text_of_node
from webapp.catalog.query.tokens import Reader
from webapp.catalog.query.tree import Equal, Field, Node, Not, Or, Query, Span
from webapp.errors import QueryError


class Chip(Struct, frozen=True):
    """One clause of a query as a page shows it.

    `text` is the clause as text; `field` and `values` say what it asks for where it names one
    field, "" and () where it does not; `rest` is the text of the query without it.
    """

    text: str
    field: str
    values: tuple[str, ...]
    negated: bool
    span: Span
    rest: str


def chips(query: Query) -> tuple[Chip, ...]:
    """A chip for each clause, in order.

    >>> from webapp.catalog.query.parser import parse
    >>> [(chip.text, chip.rest) for chip in chips(parse("type:model -state:failed"))]
    [('type:model', '-state:failed'), ('-state:failed', 'type:model')]
    """
    return tuple(_chip(query, position) for position in range(len(query.clauses)))


def with_clause(query: Query, node: Node) -> Query:
    """The query that asks for `node` too."""
    return query if node in query.clauses else Query((*query.clauses, node))


def with_term(query: Query, field: Field, value: str) -> Query:
    """The query that asks for that value of the field too.

    >>> text_of(with_term(Query(), Field("label", "team"), "fraud"))
    'label.team:fraud'
    """
    return with_clause(query, Equal(field, value))


def without(query: Query, position: int) -> Query:
    """The query without its clause at `position`, counted from 0."""
    return Query(query.clauses[:position] + query.clauses[position + 1 :])


def without_field(query: Query, field: Field) -> Query:
    """The query without the clauses that choose values of the field (see `chosen`)."""
    return Query(tuple(clause for clause in query.clauses if not _choice(clause, field)))


def chosen(query: Query, field: Field) -> tuple[str, ...]:
    """The values of the field that the query chooses: by `field:a`, or by `(field:a OR field:b)`.

    >>> from webapp.catalog.query.parser import parse
    >>> chosen(parse("(type:model OR type:metrics) -type:x y"), Field("type"))
    ('model', 'metrics')
    """
    return tuple(value for clause in query.clauses for value in _choice(clause, field))


def toggle(query: Query, field: Field, value: str) -> Query:
    """The query that chooses the value if it did not, beside the values chosen already; else not.

    >>> both = toggle(toggle(Query(), Field("state"), "LIVE"), Field("state"), "DELETED")
    >>> text_of(both)
    'state:LIVE OR state:DELETED'
    >>> text_of(toggle(both, Field("state"), "LIVE"))
    'state:DELETED'
    """
    before = chosen(query, field)
    after = tuple(each for each in before if each != value) if value in before else (*before, value)
    clause = _choose(field, after)
    place = next(
        (index for index, each in enumerate(query.clauses) if _choice(each, field)),
        len(query.clauses),
    )
    rest = without_field(query, field).clauses
    return Query((*rest[:place], *clause, *rest[place:]))


def field_of(text: str) -> Field:
    """The field that `text` names as before a colon: `type`, `label.team`, `label."a b"`.

    Raises QueryError.
    """
    head = Reader(f"{text}:").head()
    if head is None:
        raise QueryError(UnknownField(text).reason, 0)
    name, key = head
    form = FORMS.get(name.text)
    is_whole = (key or name).span.end == len(text)
    if not is_whole or form is None or (form in WITH_KEY) != (key is not None):
        raise QueryError(UnknownField(text).reason, 0)
    return Field(name.text, key.text if key else None)


def _chip(query: Query, position: int) -> Chip:
    clause = query.clauses[position]
    asked = clause.node if isinstance(clause, Not) else clause
    fields = {each.field for each in _alternatives(asked) if isinstance(each, Equal)}
    field = next(iter(fields)) if len(fields) == 1 else None
    return Chip(
        text_of_node(clause),
        text_of_field(field) if field else "",
        _choice(asked, field) if field else (),
        isinstance(clause, Not),
        clause.span,
        text_of(without(query, position)),
    )


def _alternatives(node: Node) -> tuple[Node, ...]:
    return node.nodes if isinstance(node, Or) else (node,)


def _choice(clause: Node, field: Field) -> tuple[str, ...]:
    """The values of the field that the clause lets through; none when it is about more."""
    if isinstance(clause, Equal):  # most are, and a page with facets asks hundreds of times
        return (clause.value,) if clause.field == field else ()
    values = [
        each.value
        for each in _alternatives(clause)
        if isinstance(each, Equal) and each.field == field
    ]
    return tuple(values) if len(values) == len(_alternatives(clause)) else ()


def _choose(field: Field, values: Iterable[str]) -> tuple[Node, ...]:
    nodes = tuple(Equal(field, value) for value in values)
    return (Or(nodes),) if len(nodes) > 1 else nodes
