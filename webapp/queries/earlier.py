"""Parameters beside those of the version before."""

from collections.abc import Iterator
from typing import Final

from msgspec import Struct

from webapp.metadata import Properties, Value
from webapp.queries.compare.paths import flattened, same
from webapp.queries.shown import LONGEST_NAME, Values, values
from webapp.queries.written import written
from webapp.texts import cut_at

LONGEST: Final = 60  # characters of an earlier value
MOST_GONE: Final = 50
ROOM: Final = 40_000  # bytes of HTML for the values; the earlier ones take as much again
ABSENT: Final = "–"


class Gone(Struct, frozen=True):
    """A parameter that only the version before has."""

    name: str
    value: str


class Earlier(Struct, frozen=True):
    """What the version called `version` has in the place of each of `values`.

    `before` says it in words, a row each: an older value, or a dash; None where it is the same.
    """

    version: str
    values: Values
    before: tuple[str | None, ...]
    gone: tuple[Gone, ...] = ()

    @property
    def changes(self) -> int:
        """How many parameters differ."""
        return sum(one is not None for one in self.before) + len(self.gone)


def earlier(parameters: Properties, before: Properties, version: str) -> Earlier:
    """The parameters beside those of the version before; as many as fit."""
    own, older = _opened(parameters, before), _opened(before, parameters)
    found = values(own, ROOM)
    said = zip(found.rows, own.items(), strict=False)
    return Earlier(
        version=version,
        values=found,
        before=tuple(_before(name, value, older) for _, (name, value) in said),
        gone=tuple(_gone(own, older)),
    )


def _opened(parameters: Properties, others: Properties) -> Properties:
    """The parameters; what is in a structure by its path, where the other one differs."""
    told: dict[str, Value] = {}
    for name, value in parameters.items():
        differs = name in others and not same(value, others[name])
        told |= flattened(name, value) if differs else {name: value}
    return told


def _before(name: str, value: Value, before: Properties) -> str | None:
    if name not in before:
        return ABSENT
    return None if same(value, before[name]) else _line(before[name])


def _gone(parameters: Properties, before: Properties) -> Iterator[Gone]:
    names = [name for name in before if name not in parameters]
    for name in names[:MOST_GONE]:
        yield Gone(cut_at(name, LONGEST_NAME), _line(before[name]))


def _line(value: Value) -> str:
    return cut_at(written(value).line, LONGEST)
