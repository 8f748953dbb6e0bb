"""The frozen tree of a query text.

In a tree that the parser or the editing functions made, And stands only below Or and Not, no And
or Or holds one of its own sort, and both hold at least two nodes.
"""

from collections.abc import Iterator
from typing import Literal, TypeAlias

from msgspec import Struct

from webapp.metadata import Kind

Operator: TypeAlias = Literal[">", ">=", "<", "<="]
Direction: TypeAlias = Literal["downstream_of", "upstream_of"]
Node: TypeAlias = "Words | Equal | Compare | Between | Exists | Reach | Not | And | Or"


class Field(Struct, frozen=True, order=True):
    """A field by name, with its key where it has keys: `type`, or `label` and "team"."""

    name: str
    key: str | None = None


class Words(Struct, frozen=True):
    """Words that stand side by side somewhere in the text of a record."""

    text: str


class Equal(Struct, frozen=True):
    """A field that has a value, in the sense of that field (see fields.py)."""

    field: Field
    value: str


class Compare(Struct, frozen=True):
    """A number or a time on one side of a value."""

    field: Field
    operator: Operator
    value: str


class Between(Struct, frozen=True):
    """A number or a time between two values, both included; None is an open end."""

    field: Field
    low: str | None
    high: str | None


class Exists(Struct, frozen=True):
    """A field that has any value."""

    field: Field


class Reach(Struct, frozen=True):
    """All that is downstream (or upstream) of one record; walked live, outside the catalog."""

    direction: Direction
    kind: Kind
    id: int


class Not(Struct, frozen=True):
    """All that the node does not match."""

    node: Node


class And(Struct, frozen=True):
    """All that every node matches."""

    nodes: tuple[Node, ...]


class Or(Struct, frozen=True):
    """All that any node matches."""

    nodes: tuple[Node, ...]


class Query(Struct, frozen=True):
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
