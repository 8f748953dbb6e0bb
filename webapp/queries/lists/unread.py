"""A filter that cannot be read, and the place where it stops making sense."""

import unicodedata
from typing import Final

from msgspec import Struct

from webapp.catalog.query.printing import text_of
from webapp.catalog.query.slips import mended
from webapp.errors import QueryError
from webapp.queries.lists.examples import EXAMPLES
from webapp.queries.lists.wanted import Wanted

AROUND: Final = 60  # characters on each side of the place
LONGEST_KEPT: Final = 20_000  # characters of a filter to correct in its field


class Unread(Struct, frozen=True):
    """What the page shows instead of rows: `line` of the text, and `caret` below its place.

    `wanted` is what is asked beside the filter. `meant` is the filter that it was probably meant to
    be, "" where nobody knows, and `search` what stands behind the list's path for it.
    """

    wanted: Wanted
    text: str
    reason: str
    position: int
    line: str
    caret: str
    examples: tuple[str, ...]
    meant: str
    search: str


def unread(wanted: Wanted, text: str, error: QueryError) -> Unread:
    """The page of a filter that raised `error`."""
    line, caret = marked(text, error.position)
    kept = text if len(text) <= LONGEST_KEPT else ""
    other = mended(kept)
    return Unread(
        wanted=wanted,
        text=kept,
        reason=error.reason,
        position=error.position,
        line=line,
        caret=caret,
        examples=EXAMPLES[wanted.noun],
        meant=text_of(other) if other else "",
        search=wanted.search(query=other) if other else "",
    )


def marked(text: str, position: int) -> tuple[str, str]:
    """The text around a position on one line, and a line that has a caret below that place.

    >>> for line in marked("type:model AND", 14):
    ...     print(line)
    type:model AND
                  ^
    """
    start, end = max(0, position - AROUND), position + AROUND
    before = "".join(map(_plain, text[start:position]))
    after = "".join(map(_plain, text[position:end]))
    before = f"…{before}" if start else before
    line = f"{before}{after}{'…' if end < len(text) else ''}"
    return line, " " * sum(map(_width, before)) + "^"


def _plain(character: str) -> str:
    """The character as it may stand in a line; what could turn or break it is a blank."""
    return character if character.isprintable() else " "


def _width(character: str) -> int:
    """How many places of a fixed-width face the character takes."""
    if unicodedata.combining(character):
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1
