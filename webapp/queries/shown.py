"""Values as a page shows them: all of a record, within a size that a browser takes at once."""

import json
from collections.abc import Iterable, Mapping
from html import escape
from typing import Final

from msgspec import Struct

from webapp.metadata import Properties, Value
from webapp.producers import masked_properties
from webapp.queries.written import LONGEST_OPENED, Written, written
from webapp.texts import cut_at

LONGEST_NAME: Final = 200
MOST_VALUES: Final = 500
LONGEST_LABEL: Final = 100
LONGEST_EXCERPT: Final = 12_000
SHARE: Final = 8  # of the room that is left, the most that one value takes
LEAST: Final = 200  # characters of a fold, however little room is left


class Shown(Struct, frozen=True):
    """One value by name."""

    name: str
    written: Written
    declared: bool = True


class Values(Struct, frozen=True):
    """The values of a table, the first ones that fit; `total` counts them all."""

    rows: tuple[Shown, ...] = ()
    total: int = 0

    @property
    def left_out(self) -> int:
        """How many are not shown."""
        return self.total - len(self.rows)

    @property
    def is_cut(self) -> bool:
        """Whether anything is shown only in part, or not at all."""
        return bool(self.left_out) or any(row.written.is_cut for row in self.rows)


def values(named: Mapping[str, Value], room: int = 60_000) -> Values:
    """The values by name, as many as fit into `room` bytes of HTML."""
    return _fitting(((name, value, True) for name, value in named.items()), len(named), room)


def stored_values(declared: Properties, custom: Properties, room: int = 100_000) -> Values:
    """A record's properties as stored, secrets masked; the declared ones first."""
    pairs = [(name, value, True) for name, value in masked_properties(declared).items()]
    pairs += [(name, value, False) for name, value in masked_properties(custom).items()]
    return _fitting(pairs, len(pairs), room)


class Excerpt(Struct, frozen=True):
    """The start of a text whose whole has `size` bytes."""

    text: str
    size: int
    is_cut: bool


def excerpt(content: object) -> Excerpt:
    """JSON as people read it, as much as a page takes."""
    text = json.dumps(content, ensure_ascii=False, indent=2)
    start = text[:LONGEST_EXCERPT]
    return Excerpt(start, len(text.encode("utf-8", "replace")), len(start) < len(text))


def short_labels(labels: Mapping[str, str]) -> dict[str, str]:
    """Labels short enough for chips."""
    return {cut_at(k, LONGEST_LABEL): cut_at(v, LONGEST_LABEL) for k, v in labels.items()}


def html_size(text: str) -> int:
    """The bytes that the text takes in a page."""
    return len(escape(text).encode("utf-8", "replace"))


def _fitting(pairs: Iterable[tuple[str, Value, bool]], total: int, room: int) -> Values:
    rows: list[Shown] = []
    for name, value, declared in pairs:
        longest = max(LEAST, min(LONGEST_OPENED, room // SHARE))
        row = Shown(cut_at(name, LONGEST_NAME), written(value, longest), declared)
        texts = (row.name, row.written.line, row.written.opened)
        room -= sum(map(html_size, texts)) + 100
        if room < 0 or len(rows) == MOST_VALUES:
            break
        rows.append(row)
    return Values(tuple(rows), total)
