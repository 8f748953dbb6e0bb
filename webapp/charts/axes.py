"""Values of many records along one axis: where each lies, and what is written beside it."""

import math
from collections.abc import Callable
from typing import Final, TypeAlias

from msgspec import Struct

from webapp.metadata import Value
from webapp.texts import cut_at

# Where on an axis, from 0 at its low end to 1, and what stands there.
Tick: TypeAlias = tuple[float, str]

LONGEST_WORD: Final = 40
MOST_WORDS: Final = 12  # values that are no numbers, along one axis
WIDE: Final = 100.0  # an axis whose ends are so many times apart is logarithmic


class Axis(Struct, frozen=True):
    """What each record has under `name`, None where it has nothing."""

    name: str
    values: tuple[Value, ...]

    @property
    def is_numeric(self) -> bool:
        """Whether every value is a number that can be counted with.

        >>> Axis("rate", (0.1, None, 1)).is_numeric, Axis("on", (True,)).is_numeric
        (True, False)
        """
        return all(one is None or _is_number(one) for one in self.values)

    @property
    def is_drawn(self) -> bool:
        """Whether the values differ, and are numbers or few words.

        >>> Axis("a", (1, 1)).is_drawn, Axis("a", (1, 2)).is_drawn, Axis("a", ("x", None)).is_drawn
        (False, True, False)
        """
        distinct = {_word(one) for one in self.values if one is not None}
        return len(distinct) > 1 and (self.is_numeric or len(distinct) <= MOST_WORDS)

    @property
    def is_logarithmic(self) -> bool:
        """Whether the numbers are spread over several powers of ten."""
        numbers = self._numbers
        return bool(numbers) and min(numbers) > 0 and max(numbers) / min(numbers) >= WIDE

    @property
    def places(self) -> tuple[float | None, ...]:
        """Where each record lies.

        >>> Axis("n", (1, 2, None, 3)).places, Axis("f", ("b", "a", "b")).places
        ((0.0, 0.5, None, 1.0), (1.0, 0.0, 1.0))
        """
        place = self._scale()
        return tuple(None if one is None else place(one) for one in self.values)

    @property
    def ticks(self) -> tuple[Tick, ...]:
        """What is written along the axis: its ends and middle, or each of its words.

        >>> Axis("n", (1, 3)).ticks, Axis("f", ("b", "a")).ticks
        (((0.0, '1'), (0.5, '2'), (1.0, '3')), ((0.0, 'a'), (1.0, 'b')))
        """
        place = self._scale()
        if not self.is_numeric:
            return tuple((place(word), word) for word in self._words)
        low, high = min(self._numbers), max(self._numbers)
        middle = math.sqrt(low) * math.sqrt(high) if self.is_logarithmic else low / 2 + high / 2
        return tuple((round(place(one), 4), f"{one:.4g}") for one in (low, middle, high))

    @property
    def _numbers(self) -> list[float]:
        return [float(one) for one in self.values if isinstance(one, int | float)]

    @property
    def _words(self) -> list[str]:
        return sorted({_word(one) for one in self.values if one is not None})

    def _scale(self) -> Callable[[Value], float]:
        """Where a value of this axis lies; halves, so that no difference is too large."""
        if not self.is_numeric:
            words = self._words
            return lambda value: words.index(_word(value)) / max(len(words) - 1, 1)
        scale = math.log if self.is_logarithmic else _half
        low, high = scale(min(self._numbers)), scale(max(self._numbers))
        if high == low:
            return lambda _: 0.5
        return lambda value: (scale(_number(value)) - low) / (high - low)


def _half(number: float) -> float:
    return number / 2


def _number(value: Value) -> float:
    return float(value) if isinstance(value, int | float) else 0.0


def _is_number(value: Value) -> bool:
    if isinstance(value, bool) or not isinstance(value, int | float):
        return False
    try:
        return math.isfinite(float(value))
    except OverflowError:
        return False


def _word(value: Value) -> str:
    text = str(value).lower() if isinstance(value, bool) else str(value)
    return cut_at(text, LONGEST_WORD)
