"""The page of a few records side by side."""

from itertools import groupby

from msgspec import Struct

from webapp.catalog.reader import Reader
from webapp.lineage.records import Key
from webapp.queries.compare.asked import Asked, Comparable, ids_text
from webapp.queries.compare.fields import Group
from webapp.queries.compare.sentence import names_of, sentence
from webapp.queries.compare.sides import Side, artifact_sides, execution_sides
from webapp.queries.compare.table import EXECUTION_TITLES, TITLES, Line, fitting, lines_of
from webapp.queries.lineage.apart import Apart, apart
from webapp.queries.lineage.foreseen import read_ahead
from webapp.queries.lineage.strip import ONE_STEP
from webapp.queries.phrases import Phrase
from webapp.store.client import Store


class Section(Struct, frozen=True):
    """The lines of one group."""

    title: str
    lines: tuple[Line, ...]


class Comparison(Struct, frozen=True):
    """Records with all their fields. `missing` are ids that no record of the store has."""

    asked: Asked
    sides: tuple[Side, ...]
    missing: tuple[int, ...]
    lines: tuple[Line, ...]
    sentence: tuple[Phrase, ...]
    names: tuple[str, ...]

    @property
    def kind(self) -> Comparable:
        """What is compared."""
        return self.asked.kind

    @property
    def differing(self) -> tuple[Line, ...]:
        """The lines that are not the same for all."""
        return tuple(line for line in self.lines if not line.same)

    def chosen(self, *, shows_all: bool) -> tuple[Line, ...]:
        """All lines, or those that differ."""
        return self.lines if shows_all else self.differing

    @property
    def name(self) -> str:
        """The name that all of them have, "" where they have several."""
        names = {side.row.name for side in self.sides}
        return next(iter(names)) if len(names) == 1 else ""

    @property
    def keys(self) -> tuple[str, ...]:
        """The records as lineage names them, as artifact/26."""
        return tuple(f"{self.kind}/{side.row.id}" for side in self.sides)

    def ids_first(self, place: int) -> str:
        """The parameter `ids` of this comparison with the record at `place` before the others."""
        ids = [side.row.id for side in self.sides]
        return ids_text(self.kind, (ids[place], *ids[:place], *ids[place + 1 :]))


class ComparePage(Struct, frozen=True):
    """A comparison as a page shows it: all lines or only those that differ, as many as fit.

    `apart` counts what lies upstream of two.
    """

    about: Comparison
    sections: tuple[Section, ...]
    shows_all: bool
    left_out: int
    apart: Apart | None


def comparison(store: Store, asked: Asked, catalog: Reader | None = None) -> Comparison:
    """The records that are asked for, side by side; those that are not there are named."""
    starts = [Key(asked.kind, one) for one in asked.ids]
    read_ahead(store, catalog, starts, ONE_STEP, "contexts")
    read = artifact_sides if asked.kind == "artifact" else execution_sides
    sides = tuple(read(store, asked.ids))
    there = {side.row.id for side in sides}
    lines = tuple(lines_of(sides))
    return Comparison(
        asked=asked,
        sides=sides,
        missing=tuple(one for one in asked.ids if one not in there),
        lines=lines,
        sentence=sentence(sides, lines) if len(sides) > 1 else (),
        names=names_of(sides),
    )


def compare_page(
    store: Store, about: Comparison, catalog: Reader | None = None, *, shows_all: bool
) -> ComparePage:
    """The lines of a comparison that a page shows, and of two what lies upstream."""
    wanted = about.chosen(shows_all=shows_all)
    shown = fitting(wanted)
    titles = TITLES if about.kind == "artifact" else EXECUTION_TITLES
    sections = tuple(
        Section(titles[group], tuple(lines)) for group, lines in groupby(shown, _group)
    )
    left_out = len(wanted) - len(shown)
    return ComparePage(about, sections, shows_all, left_out, _apart(store, about, catalog))


def _apart(store: Store, about: Comparison, catalog: Reader | None) -> Apart | None:
    if len(about.sides) != 2:  # noqa: PLR2004
        return None
    a, b = (Key(about.kind, side.row.id) for side in about.sides)
    return apart(store, a, b, catalog)


def _group(line: Line) -> Group:
    return line.group
