"""How many records of each type a workspace holds."""

from collections import Counter
from collections.abc import Mapping

from msgspec import Struct

from webapp.metadata import Kind
from webapp.producers import family, short_type
from webapp.producers.reading import Family
from webapp.queries.counts import Count
from webapp.store.client import Store


class TypeCount(Struct, frozen=True):
    """How many artifacts or executions of one type there are.

    `type_id` is that of the newest version where several have the name.
    """

    type_id: int
    name: str
    short: str
    family: Family
    number: int


class Counted(Struct, frozen=True):
    """The artifacts or executions of a workspace: all, and by type, the most frequent first."""

    kind: Kind
    all: Count
    by_type: tuple[TypeCount, ...]


def counted_by_id(store: Store, kind: Kind, number: Count, by_id: Mapping[int, int]) -> Counted:
    """The records that are `number` in all, and so many of each type by its id."""
    names = {one.id: one.name for one in store.types(kind)}
    by_name: Counter[str] = Counter()
    for type_id, found in by_id.items():
        by_name[names.get(type_id, "")] += found
    return Counted(kind, number, _by_type({name: key for key, name in names.items()}, by_name))


def counted_by_name(store: Store, kind: Kind, number: Count, by_name: Mapping[str, int]) -> Counted:
    """The same, where the names of types are known."""
    return Counted(kind, number, _by_type({one.name: one.id for one in store.types(kind)}, by_name))


def _by_type(ids: Mapping[str, int], by_name: Mapping[str, int]) -> tuple[TypeCount, ...]:
    most_first = sorted(by_name.items(), key=lambda one: (-one[1], one[0]))
    return tuple(
        TypeCount(ids.get(name, 0), name, short := short_type(name), family(short), number)
        for name, number in most_first
    )
