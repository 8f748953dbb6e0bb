"""Which properties records of a type have: those that the type declares, and custom ones."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from itertools import islice
from typing import Final

from msgspec import Struct

from webapp.metadata import Properties, Value
from webapp.queries.shown import LONGEST_NAME
from webapp.queries.written import kind_of
from webapp.store.paging import Record
from webapp.texts import cut_at

MOST: Final = 500
EMPTY: Final[tuple[Value, ...]] = (None, "", [], {})


class Property(Struct, frozen=True):
    """A property, what it holds in a word, and how many records have a value for it."""

    name: str
    holds: str
    filled: int
    declared: bool = True


def filled(schema: Mapping[str, str], records: Sequence[Record]) -> tuple[Property, ...]:
    """The declared properties in their order, then custom ones, those of most records first."""
    declared = _filled(one.properties for one in records)
    custom = _filled(one.custom_properties for one in records)
    kinds = {name: kind_of(v) for one in records for name, v in one.custom_properties.items()}
    told = [Property(_name(name), word.lower(), declared[name]) for name, word in schema.items()]
    told += (
        Property(_name(name), kinds[name], number, declared=False)
        for name, number in custom.most_common()
    )
    return tuple(islice(told, MOST))


def _filled(properties: Iterable[Properties]) -> Counter[str]:
    return Counter(name for one in properties for name, v in one.items() if v not in EMPTY)


def _name(name: str) -> str:
    return cut_at(name, LONGEST_NAME)
