"""The frozen tree of a query text.

Nodes compare by meaning: where they stood in the text (`span`) is not part of it. In a tree that
the parser or the editing functions made, And stands only below Or and Not, no And or Or holds one
of its own sort, and both hold at least two nodes.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from dataclasses import field as attribute
from typing import Literal, TypeAlias

from webapp.metadata import Kind

Operator: TypeAlias = Literal[">", ">=", "<", "<="]
Direction: TypeAlias = Literal["downstream_of", "upstream_of"]
Node: TypeAlias = "Words | Equal | Compare | Between | Exists | Reach | Not | And | Or"


@dataclass(frozen=True, slots=True)
class Span:
    """Where something stands in the text: from `start` up to, not including, `end`."""

    start: int = 0
    end: int = 0


NOWHERE = Span()


@dataclass(frozen=True, slots=True, order=True)
class Field:
    """A field by name, with its key where it has keys: `type`, or `label` and "team"."""

    name: str
    key: str | None = None


@dataclass(frozen=True, slots=True)
class Words:
    """Words that stand side by side somewhere in the text of a record."""

    text: str
    span: Span = attribute(default=NOWHERE, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Equal:
    """A field that has a value, in the sense of that field (see fields.py)."""

    field: Field
    value: str
    span: Span = attribute(default=NOWHERE, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Compare:
    """A number or a time on one side of a value."""

    field: Field
    operator: Operator
    value: str
    span: Span = attribute(default=NOWHERE, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Between:
    """A number or a time between two values, both included; None is an open end."""

    field: Field
    low: str | None
    high: str | None
    span: Span = attribute(default=NOWHERE, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Exists:
    """A field that has any value."""

    field: Field
    span: Span = attribute(default=NOWHERE, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Reach:
    """All that is downstream (or upstream) of one record; walked live, outside the catalog."""

    direction: Direction
    kind: Kind
    id: int
    span: Span = attribute(default=NOWHERE, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Not:
    """All that the node does not match."""

    node: Node
    span: Span = attribute(default=NOWHERE, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class And:
    """All that every node matches."""

    nodes: tuple[Node, ...]
    span: Span = attribute(default=NOWHERE, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Or:
    """All that any node matches."""

    nodes: tuple[Node, ...]
    span: Span = attribute(default=NOWHERE, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Query:
    """A whole query: what every clause matches; without clauses, everything."""

    clauses: tuple[Node, ...] = ()


def conjunction(nodes: tuple[Node, ...]) -> Query:
    """The query that asks for all of `nodes`, those of a top And one by one."""
    clauses: list[Node] = []
    for node in nodes:
        clauses.extend(node.nodes if isinstance(node, And) else (node,))
    return Query(tuple(clauses))


def reaches(query: Query) -> tuple[Reach, ...]:
    """Every walk that the query needs, each once, in the order of the text."""
    return tuple(dict.fromkeys(reach for reach, _ in _reaches(query)))


def denied(query: Query) -> frozenset[Reach]:
    """The walks that stand behind a Not: the more they find, the less may match."""
    return frozenset(reach for reach, is_denied in _reaches(query) if is_denied)


def _reaches(query: Query) -> Iterator[tuple[Reach, bool]]:
    """Every walk where it stands, and whether behind an odd number of Nots."""
    waiting: list[tuple[Node, bool]] = [(node, False) for node in reversed(query.clauses)]
    while waiting:
        node, is_denied = waiting.pop()
        match node:
            case Reach():
                yield node, is_denied
            case Not():
                waiting.append((node.node, not is_denied))
            case And() | Or():
                waiting.extend((one, is_denied) for one in reversed(node.nodes))
            case _:
                pass
