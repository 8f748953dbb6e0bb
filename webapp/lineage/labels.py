"""Text as it fits under a glyph."""

import unicodedata
from functools import lru_cache

_WIDE = 12.0
_CAPITAL = 8.0
_NARROW = 3.6
_OTHER = 6.5
_NARROW_LETTERS = frozenset("ijlftrI.,:;|!'()[] -")


def width(text: str) -> float:
    """About how many pixels a line of 12 px text takes in a system font.

    >>> width("il") < width("ab") < width("AB") < width("模型")
    True
    """
    return sum(map(_letter_width, text))


@lru_cache(maxsize=4096)
def _letter_width(letter: str) -> float:
    if letter in _NARROW_LETTERS:
        return _NARROW
    if ord(letter) < 0x250:  # noqa: PLR2004 - Latin letters end there
        return _CAPITAL if letter.isupper() or letter in "mwMW@%" else _OTHER
    if unicodedata.combining(letter):
        return 0.0
    return _WIDE


def printable(text: str) -> str:
    r"""The text on one line, without characters that draw nothing or turn others around.

    >>> printable("a\x00b\n c\u202egnp")
    'a b c gnp'
    """
    if not text.isprintable():
        text = "".join(letter if letter.isprintable() else " " for letter in text)
    return " ".join(text.split())


def cut(text: str, room: float) -> str:
    """The text with its middle left out where it is wider than `room` pixels.

    Ends tell versions apart, so both ends stay.

    >>> cut("weekly-training-run-2026-11-03", 110)
    'weekly-tr…26-11-03'
    >>> cut("model", 110)
    'model'
    """
    if width(text) <= room:
        return text
    half = (room - _WIDE) / 2
    return f"{_start(text, half)}…{_start(text[::-1], half)[::-1]}"


def _start(text: str, room: float) -> str:
    taken = 0.0
    for index, letter in enumerate(text):
        taken += _letter_width(letter)
        if taken > room:
            return text[:index]
    return text
