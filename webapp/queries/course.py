"""A metric over the versions of a name, as a line in a row of a table."""

from collections.abc import Sequence
from typing import Final

from msgspec import Struct

# The line's own units: the room, and what its points keep from the edges.
WIDTH: Final = 96.0
HEIGHT: Final = 24.0
EDGE: Final = 2.0
TOP: Final = 3.0


class Course(Struct, frozen=True):
    """The values in the order of the versions, and the place of the page's own among them."""

    values: tuple[float, ...]
    here: int

    @property
    def points(self) -> tuple[tuple[float, float], ...]:
        """Where each value lies, in a picture of 96 by 24.

        >>> Course((0.5, 1.0, 0.75), 1).points
        ((2.0, 21.0), (48.0, 3.0), (94.0, 12.0))
        """
        low, high = min(self.values), max(self.values)
        step = (WIDTH - 2 * EDGE) / max(1, len(self.values) - 1)
        # Halves first: the ends may be as far apart as no number can say.
        span = high / 2 - low / 2
        room = HEIGHT - 2 * TOP
        return tuple(
            (
                round(EDGE + place * step, 1),
                round(TOP + room * ((high / 2 - one / 2) / span if span else 0.5), 1),
            )
            for place, one in enumerate(self.values)
        )

    @property
    def path(self) -> str:
        """The line through them.

        >>> Course((0.5, 1.0), 0).path
        'M2.0 21.0L94.0 3.0'
        """
        return "M" + "L".join(f"{x} {y}" for x, y in self.points)


def course(values: Sequence[float], here: int) -> Course | None:
    """The course of the values; None for fewer than two."""
    return Course(tuple(values), here) if len(values) > 1 else None
