"""What chips, facets and links do to a query: each gives a new tree."""

from webapp.catalog.query.fields import FORMS, WITH_KEY, UnknownField
from webapp.catalog.query.tokens import Reader
from webapp.catalog.query.tree import Equal, Field, Node, Or, Query
from webapp.errors import QueryError


def with_clause(query: Query, node: Node) -> Query:
    """The query that asks for `node` too."""
    return query if node in query.clauses else Query((*query.clauses, node))


def with_term(query: Query, field: Field, value: str) -> Query:
    """The query that asks for that value of the field too.

    >>> from webapp.catalog.query.printing import text_of
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

    >>> from webapp.catalog.query.printing import text_of
    >>> both = toggle(toggle(Query(), Field("state"), "LIVE"), Field("state"), "DELETED")
    >>> text_of(both)
    'state:LIVE OR state:DELETED'
    >>> text_of(toggle(both, Field("state"), "LIVE"))
    'state:DELETED'
    """
    before = chosen(query, field)
    after = tuple(each for each in before if each != value) if value in before else (*before, value)
    nodes = tuple(Equal(field, each) for each in after)
    clause: tuple[Node, ...] = (Or(nodes),) if len(nodes) > 1 else nodes
    before_it, behind_it = around(query, field)
    return Query((*before_it, *clause, *behind_it))


def around(query: Query, field: Field) -> tuple[tuple[Node, ...], tuple[Node, ...]]:
    """The clauses before and behind where the query chooses values of the field, or would."""
    place = next(
        (index for index, each in enumerate(query.clauses) if _choice(each, field)),
        len(query.clauses),
    )
    rest = without_field(query, field).clauses
    return rest[:place], rest[place:]


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
