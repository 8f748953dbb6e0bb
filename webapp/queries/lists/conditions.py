"""The conditions of a filter as a page shows them, each with the list that lacks it."""

from collections.abc import Iterator
from typing import Final

from msgspec import Struct

from webapp.catalog.query.editing import without
from webapp.catalog.query.printing import text_of_node
from webapp.catalog.query.tree import (
    Between,
    Compare,
    Equal,
    Exists,
    Field,
    Node,
    Not,
    Operator,
    Or,
    Query,
    Reach,
    Words,
)
from webapp.producers import short_type
from webapp.queries.lists.filtered import filtered
from webapp.queries.lists.wanted import Wanted

TIMES: Final = frozenset({"created", "updated", "started", "finished", "used"})
IN_TIME: Final[dict[Operator, str]] = {
    ">": "after",
    ">=": "from",
    "<": "before",
    "<=": "until",
}
IN_NUMBERS: Final[dict[Operator, str]] = {">": ">", ">=": "≥", "<": "<", "<=": "≤"}


class Condition(Struct, frozen=True):
    """One clause: `text` as it is written, `about` and `asked` in words for a chip.

    `rest` is the filter without it, `search` what stands behind the path of that list.
    """

    text: str
    about: str
    asked: str
    rest: Query
    search: str


def conditions(wanted: Wanted) -> tuple[Condition, ...]:
    """The conditions of a list, in order."""
    links = filtered(wanted)
    found: list[Condition] = []
    for place, clause in enumerate(wanted.query.clauses):
        about, asked = words(clause)
        rest = without(wanted.query, place)
        found.append(Condition(text_of_node(clause), about, asked, rest, links.search(rest)))
    return tuple(found)


def words(clause: Node) -> tuple[str, str]:
    """What the clause is about, and what it asks of that.

    >>> from webapp.catalog.query.parser import parse
    >>> text = "label.team:fraud -state:failed created:>2026-10-01 (type:a.B OR type:c) one"
    >>> for clause in parse(text).clauses:
    ...     print(words(clause))
    ('label team', 'fraud')
    ('not state', 'failed')
    ('created after', '2026-10-01')
    ('type', 'B or c')
    ('', 'one')
    """
    match clause:
        case Equal(field, value):
            return _said(field), _value(field, value)
        case Compare(field, operator, value):
            if field.name in TIMES:
                return f"{_said(field)} {IN_TIME[operator]}", value
            return _said(field), f"{IN_NUMBERS[operator]} {value}"
        case Between(field, low, high):
            return _said(field), f"{low or 'any'} to {high or 'any'}"
        case Exists(field):
            return _said(field), "any"
        case Reach(direction, kind, record_id):
            return direction.replace("_", " "), f"{kind} {record_id}"
        case Words(text):
            return "", text
        case Not(inner):
            about, asked = words(inner)
            return (f"not {about}" if about else "not"), asked
        case Or() if (choice := tuple(_choice(clause))) and len(choice) == len(clause.nodes):
            return _said(choice[0].field), " or ".join(
                _value(one.field, one.value) for one in choice
            )
    return "", text_of_node(clause)


def _choice(clause: Or) -> Iterator[Equal]:
    """The alternatives that name values of the field that the first one names."""
    first = clause.nodes[0]
    for node in clause.nodes:
        if isinstance(node, Equal) and isinstance(first, Equal) and node.field == first.field:
            yield node


def _said(field: Field) -> str:
    name = field.name.replace("_", " ")
    return name if field.key is None else f"{name} {field.key}"


def _value(field: Field, value: str) -> str:
    if not value:
        return "none"
    return short_type(value) if field.name == "type" else value
