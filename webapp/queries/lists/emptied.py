"""Why a list is empty, and what would show without each of its conditions."""

from msgspec import Struct

from webapp.queries.counts import Count
from webapp.queries.lists.conditions import Condition
from webapp.queries.lists.wanted import Wanted


class Removal(Struct, frozen=True):
    """A condition, and the rows there are without it."""

    condition: Condition
    left: Count


class Meant(Struct, frozen=True):
    """A filter that was probably meant, what stands behind the list's path for it, and its rows."""

    text: str
    search: str
    found: Count


class Emptied(Struct, frozen=True):
    """`unknown` are the conditions that no row meets, even alone."""

    title: str
    unknown: tuple[Condition, ...] = ()
    removals: tuple[Removal, ...] = ()
    meant: Meant | None = None

    @property
    def helpful(self) -> tuple[Removal, ...]:
        """The removals that would leave a row."""
        return tuple(one for one in self.removals if one.left.number)


def empty_title(wanted: Wanted, texts: tuple[str, ...]) -> str:
    """What is said of a list with the conditions `texts` where no row is.

    >>> empty_title(Wanted("artifact"), ("type:x",)), empty_title(Wanted("context"), ())
    ('No artifact matches type:x', 'This store has no workspace yet')
    """
    match texts:
        case ():
            return f"This store has no {wanted.noun} yet"
        case (text,):
            return f"No {wanted.noun} matches {text}"
    return f"No {wanted.noun} matches all {len(texts)} filters"
