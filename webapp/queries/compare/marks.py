"""Which part of a text differs from another. Pure."""

import re
from bisect import bisect_left
from typing import Final

from msgspec import Struct

# A changed date or version is marked whole, not by its digits.
TOKENS: Final = re.compile(r"\w+|\W")
LONGEST: Final = 400  # characters of a text that are shown
BEFORE: Final = 60  # of them, ahead of what differs
CHUNK: Final = 2**16  # characters compared at once
REACH: Final = 64  # characters that a word is looked for in, around an edge
ELLIPSIS: Final = "…"


class Piece(Struct, frozen=True):
    """Part of a text, and whether the other text has something else in its place."""

    text: str
    changed: bool = False


def whole(text: str, *, changed: bool = False) -> tuple[Piece, ...]:
    """The text as one piece, its end left out where it is too long.

    >>> whole("abc")
    (Piece(text='abc', changed=False),)
    """
    shown = text if len(text) <= LONGEST else f"{text[: LONGEST - 1]}{ELLIPSIS}"
    return (Piece(shown, changed),) if shown else ()


def marked(text: str, other: str) -> tuple[Piece, ...]:
    """The text, what differs from `other` as a piece of its own; of a long one, what is around it.

    >>> [piece.text for piece in marked("train-2026-11-03", "train-2026-10-13")]
    ['train-2026-', '11-03']
    >>> [(piece.text, piece.changed) for piece in marked("gs://a/v7/model", "gs://a/v6/model")]
    [('gs://a/', False), ('v7', True), ('/model', False)]
    """
    if text == other:
        return whole(text)
    start = _start(text, other)
    end = len(text) - _end(text[start:], other[start:])
    if start == end:  # the other text only has more
        return whole(text, changed=True)
    first = max(0, start - BEFORE) if len(text) > LONGEST else 0
    last = first + LONGEST if len(text) > LONGEST else len(text)
    pieces = (
        Piece(_cut_before(text[first:start], first > 0)),
        Piece(text[start : min(end, last)], changed=True),
        Piece(text[min(end, last) : last] + (ELLIPSIS if last < len(text) else "")),
    )
    return tuple(piece for piece in pieces if piece.text)


def _start(text: str, other: str) -> int:
    """Where the texts part, at the beginning of a word."""
    common = _shared(text, other)
    window = max(0, common - REACH)
    starts = [window + found.start() for found in TOKENS.finditer(text[window : common + REACH])]
    return max((one for one in starts if one <= common), default=common)


def _end(text: str, other: str) -> int:
    """How many characters the texts share at their end, from the beginning of a word."""
    place = len(text) - _shared(text, other, from_end=True)
    window = max(0, place - REACH)
    ends = [window + found.end() for found in TOKENS.finditer(text[window : place + REACH])]
    return len(text) - min((one for one in ends if one >= place), default=place)


def _shared(text: str, other: str, *, from_end: bool = False) -> int:
    """How many first (or last) characters are the same; slices compare faster than characters.

    >>> _shared("abc", "abd"), _shared("xbc", "abc", from_end=True), _shared("", "a")
    (2, 2, 0)
    """

    def alike(first: int, last: int) -> bool:
        if from_end:
            part = slice(-last, -first or None)
            return text[part] == other[part]
        return text[first:last] == other[first:last]

    most = min(len(text), len(other))
    known = 0
    while known + CHUNK <= most and alike(known, known + CHUNK):
        known += CHUNK
    ends = range(known + 1, min(known + CHUNK, most) + 1)
    return known + bisect_left(ends, x=True, key=lambda last: not alike(known, last))


def _cut_before(text: str, cut: bool) -> str:
    return f"{ELLIPSIS}{text}" if cut else text
