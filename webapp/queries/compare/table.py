"""Fields side by side: what each record says, marked where it differs from the first."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from datetime import datetime
from typing import Final, Literal, TypeAlias

from msgspec import Struct
from msgspec.structs import replace

from webapp.queries.compare.changes import Change, Said, change, digits
from webapp.queries.compare.fields import IN_SECONDS, Group, Told
from webapp.queries.compare.marks import Piece, marked, whole
from webapp.queries.compare.paths import same
from webapp.queries.compare.sides import Side
from webapp.queries.direction import Direction, direction
from webapp.queries.phrases import Link
from webapp.queries.shown import html_size
from webapp.queries.written import one_line

TITLES: Final[Mapping[Group, str]] = {
    "facts": "Key facts",
    "labels": "Labels",
    "parameters": "Hyperparameters",
    "evaluations": "Evaluations",
    "inputs": "Inputs",
    "steps": "Parameters of its execution",
    "outputs": "Outputs",
    "properties": "Properties as stored",
}
EXECUTION_TITLES: Final = {**TITLES, "parameters": "Parameters", "evaluations": "Metrics"}
PLACES: Final = {group: place for place, group in enumerate(TITLES)}
MOST_LINES: Final = 500
SHORT: Final = 8  # characters that two fields may have in common by chance
ROOM: Final = 250_000  # bytes of HTML for all lines of a page
LINE_ROOM: Final = 250  # of them, for the tags around one cell
Form: TypeAlias = Literal["state", "span", ""]
FORMS: Final[Mapping[tuple[Group, str], Form]] = {
    ("facts", "State"): "state",
    ("facts", f"Duration{IN_SECONDS}"): "span",
}
MONO: Final = frozenset[Group]({"labels", "parameters", "evaluations", "steps", "properties"})


class Cell(Struct, frozen=True):
    """What one record says. `value` is None where it says nothing.

    `change` is the way here from the first record's value. Once it is `written`, its text lies in
    `pieces`.
    """

    value: Said
    pieces: tuple[Piece, ...] = ()
    link: Link | None = None
    missing: bool = False
    changed: bool = False
    change: Change | None = None


class Line(Struct, frozen=True):
    """One field. `digits` is how many decimals its metrics need, None for numbers as typed."""

    group: Group
    name: str
    cells: tuple[Cell, ...]
    same: bool
    digits: int | None

    @property
    def is_mono(self) -> bool:
        """Whether its name is one from code."""
        return self.group in MONO

    @property
    def form(self) -> Form:
        """How a page writes its values where machines get them as they are."""
        form = FORMS.get((self.group, self.name), "")
        sort = str if form == "state" else (int, float)
        return form if all(one.missing or isinstance(one.value, sort) for one in self.cells) else ""

    @property
    def title(self) -> str:
        """Its name, on a page."""
        return self.name.removesuffix(IN_SECONDS) if self.form == "span" else self.name

    @property
    def only(self) -> int | None:
        """The place of the only record that says anything, None where several do."""
        saying = [place for place, one in enumerate(self.cells) if not one.missing]
        return saying[0] if len(saying) == 1 else None


def lines_of(sides: Sequence[Side]) -> list[Line]:
    """Every field that any of the records has, by groups.

    A property as stored that only says again what stands above it is left out.
    """
    keys = sorted(dict.fromkeys(key for side in sides for key in side.fields), key=_place)
    lines: list[Line] = []
    above: dict[tuple[str, ...], set[str]] = {}
    for group, name in keys:
        told = [side.fields.get((group, name)) for side in sides]
        said = tuple("" if one is None else _text(one.value) for one in told)
        known = above.setdefault(said, set())
        if group == "properties" and _is_said(said, name, known):
            continue
        known.add(name.partition(" (")[0].casefold())
        lines.append(_line(group, name, told))
    return lines


def fitting(lines: Iterable[Line]) -> list[Line]:
    """The first of the lines that a page takes, written."""
    fitted: list[Line] = []
    room = ROOM
    for line in map(written, lines):
        pieces = [piece.text for cell in line.cells for piece in cell.pieces]
        room -= sum(map(html_size, (line.name, *pieces))) + LINE_ROOM * (len(line.cells) + 1)
        if room < 0 or len(fitted) == MOST_LINES:
            break
        fitted.append(line)
    return fitted


def written(line: Line) -> Line:
    """The line with the text of its cells in pieces, marked where it differs from the first."""
    first = line.cells[0]
    cells = (one if one.missing else replace(one, pieces=_pieces(one, first)) for one in line.cells)
    return replace(line, cells=tuple(cells))


def _line(group: Group, name: str, told: Sequence[Told | None]) -> Line:
    is_same = all(_same(one, told[0]) for one in told)
    cells = tuple(_cells(group, name, told, is_same))
    numbers = digits(one.value for one in cells) if group == "evaluations" else None
    return Line(group, name, cells, is_same, numbers)


def _cells(group: Group, name: str, told: Sequence[Told | None], is_same: bool) -> Iterator[Cell]:
    first = told[0]
    for place, one in enumerate(told):
        if one is None:
            yield Cell(None, missing=True, changed=place > 0 and first is not None)
        elif is_same or place == 0 or _same(one, first):
            yield Cell(one.value, link=one.link)
        else:
            way = change(first.value, one.value, _better(group, name)) if first else None
            yield Cell(one.value, link=one.link, changed=True, change=way)


def _better(group: Group, name: str) -> Direction:
    return direction(name.partition(" (")[0]) if group == "evaluations" else ""


def _same(one: Told | None, other: Told | None) -> bool:
    if one is None or other is None:
        return one is other
    if isinstance(one.value, datetime) or isinstance(other.value, datetime):
        return one.value == other.value
    return same(one.value, other.value)


def _pieces(cell: Cell, first: Cell) -> tuple[Piece, ...]:
    value, other = cell.value, first.value
    if _is_drawn(value):
        return ()
    told = isinstance(value, str | list | dict) and isinstance(other, str | list | dict)
    if cell.changed and told:
        return marked(_text(value), _text(other))
    return whole(_text(value), changed=cell.changed)


def _is_drawn(value: Said) -> bool:
    """Whether the page writes the value itself: times, and numbers with their decimals."""
    return isinstance(value, datetime | int | float) and not isinstance(value, bool)


def _text(value: Said) -> str:
    return value.isoformat() if isinstance(value, datetime) else one_line(value)


def _is_said(said: Sequence[str], path: str, known: AbstractSet[str]) -> bool:
    """Whether fields of the same values say what the property at that path does.

    >>> _is_said(("1", "2"), "meta.rate", {"rate"}), _is_said(("1", "2"), "crate", {"rate"})
    (True, False)
    >>> _is_said(("weekly-10-13", "weekly-11-03"), "__kf_run__", {"run"})
    True
    """
    if known and len(set(said)) == len(said) and min(map(len, said)) > SHORT:
        return True
    steps = path.casefold().split(".")
    return any(".".join(steps[place:]) in known for place in range(len(steps)))


def _place(key: tuple[Group, str]) -> tuple[int, bool]:
    """Where a field stands: by groups, of the properties first those that are not nested."""
    group, name = key
    return PLACES[group], group == "properties" and ("." in name or "[" in name)
