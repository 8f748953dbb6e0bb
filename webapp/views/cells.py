"""The rows of a list of artifacts or executions as HTML: a function for each sort of cell."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime
from functools import lru_cache
from typing import Final, TypeAlias

from markupsafe import Markup
from msgspec import Struct

from webapp.catalog.rows import Row
from webapp.metadata import Value
from webapp.queries.lists.columns import Column
from webapp.queries.lists.filtered import Filtered
from webapp.views.filters import cut, shown
from webapp.views.numbers import NONE, duration, metric, number
from webapp.views.parts import (
    KEPT,
    LONGEST_KEPT,
    LONGEST_TITLE,
    escape,
    html,
    icon,
    label,
    obj_text,
    state,
)
from webapp.views.states import execution_words, state_words
from webapp.views.times import NO_TIME, kept_tag

LABELS: Final = 2  # of a row that are shown as such
NAME_WIDTH: Final = 28


class Around(Struct, frozen=True):
    """What the cells of one page have in common.

    `root` is where the dashboard lives, `path` the address of the list, `filtered` makes those of
    narrower ones, `step` is the time (`times.stepped`), and `can_pick` is whether rows can be
    chosen. `chips` are the labels that rows of the page have had so far, as HTML.
    """

    root: str
    path: str
    step: datetime
    filtered: Filtered
    can_pick: bool = False
    chips: dict[tuple[str, str], str] = {}


Cell: TypeAlias = Callable[[Row, Column, Around], str]


def rows(found: Iterable[Row], columns: Sequence[Column], around: Around) -> Markup:
    """A table row for each of `found`, with a cell for each column after its name."""
    cells = [(CELLS.get(column.name, _other), column) for column in columns]
    parts: list[str] = []
    for row in found:
        parts.append("<tr>")
        if around.can_pick:
            parts.append(_pick(row))
        parts.append(_name(row, around))
        parts.extend([cell(row, column, around) for cell, column in cells])
        parts.append("</tr>\n")
    return html("".join(parts))


def _pick(row: Row) -> str:
    said = escape(cut(f"{row.name} {row.version}".strip(), 80))
    value = f"{row.id}" if row.kind == "artifact" else f"{row.kind}/{row.id}"
    box = f'<input type="checkbox" name="ids" value="{value}" form="compare" autocomplete="off"'
    return f'<td class="k"><label class="hit">{box} aria-label="Select {said}"></label></td>'


def _name(row: Row, around: Around) -> str:
    own = f"#{row.id}"
    href = f"{around.root}/{row.kind}s/{row.id}"
    name = row.name or own
    if row.kind == "execution":
        version = "" if name.endswith(own) else own
        glyph, mark = "exec", ""
    else:
        version, glyph = row.version, row.family
        mark = "" if row.state in {"LIVE", ""} else _mark(row.state)
    if row.unreadable:
        mark += ' <span class="small quiet">cannot be read</span>'
    what = obj_text(href, name, glyph, row.short_type, version, NAME_WIDTH)
    return f'<th scope="row">{what}{mark}</th>'


def _mark(word: str) -> str:
    """A sign beside the name of an artifact that is not live."""
    text = escape(state_words(word).text)
    return f' <span title="{text}">{icon("warn", "i-12")}<span class="vh">{text}</span></span>'


def _type(row: Row, _: Column, __: Around) -> str:
    return _cell(row.short_type, row.type, 16, css="col-type")


def _workspace(row: Row, _: Column, __: Around) -> str:
    return _cell(row.workspace, row.workspace, 24)


def _run(row: Row, _: Column, around: Around) -> str:
    if not row.run:
        return _cell("", "", 20)
    href = f"{around.path}{around.filtered.adding('run', row.run)}"
    title = escape(cut(row.run, LONGEST_TITLE))
    return f'<td><a href="{escape(href)}" title="{title}">{escape(cut(row.run, 17, 10))}</a></td>'


def _owner(row: Row, _: Column, __: Around) -> str:
    return _cell(row.owner.partition("@")[0], row.owner, 14)


def _time(row: Row, column: Column, around: Around) -> str:
    time: datetime | None = getattr(row, column.name)
    return f'<td class="nowrap">{kept_tag(time, around.step) if time else NO_TIME}</td>'


def _labels(row: Row, _: Column, around: Around) -> str:
    pairs = [*row.labels.items()]
    chips = "".join([around.chips.get(pair) or _chip(pair, around) for pair in pairs[:LABELS]])
    if len(pairs) > LABELS:
        title = cut(", ".join([f"{key}: {value}" for key, value in pairs[LABELS:]]), LONGEST_TITLE)
        chips += f'<span class="more" title="{escape(title)}">+{len(pairs) - LABELS}</span>'
    return f'<td><span class="labels">{chips}</span></td>'


def _chip(pair: tuple[str, str], around: Around) -> str:
    """A label that leads to the rows that have it too; the next row often has the same."""
    key, value = pair
    chip = str(label(key, value, around.path + around.filtered.adding("label", value, key)))
    around.chips[pair] = chip
    return chip


def _state(row: Row, _: Column, around: Around) -> str:
    words = execution_words(row, around.step) if row.kind == "execution" else state_words(row.state)
    title = f' title="{escape(cut(row.failure, LONGEST_TITLE))}"' if row.failure else ""
    return f"<td{title}>{state(words)}</td>"


def _metric(row: Row, column: Column, _: Around) -> str:
    value = row.metrics.get(column.key)
    return f'<td class="n">{escape(metric(value))}</td>'


def _duration(row: Row, _: Column, __: Around) -> str:
    return f'<td class="n nowrap">{escape(duration(row.duration_seconds))}</td>'


def _count(row: Row, column: Column, _: Around) -> str:
    return f'<td class="n">{escape(number(getattr(row, column.name)))}</td>'


def _id(row: Row, _: Column, __: Around) -> str:
    return f'<td class="n quiet">#{row.id}</td>'


def _label(row: Row, column: Column, _: Around) -> str:
    return _value(row.labels.get(column.key))


def _property(row: Row, column: Column, _: Around) -> str:
    return _value(row.properties.get(column.key))


def _param(row: Row, column: Column, _: Around) -> str:
    return _value(row.parameters.get(column.key))


def _value(value: Value) -> str:
    text = "" if value is None else shown(value)
    return _cell(text, text, 28)


def _other(row: Row, column: Column, _: Around) -> str:
    text: str = getattr(row, column.name)
    return _cell(text, text, 40, 20)


def _cell(text: str, whole: str, width: int, tail: int = 0, css: str = "") -> str:
    if len(whole) > LONGEST_KEPT:
        return _text_cell(text, whole, width, tail, css)
    return _kept_cell(text, whole, width, tail, css)


def _text_cell(text: str, whole: str, width: int, tail: int, css: str) -> str:
    """A cell with a text that may be cut; then the whole stands in its title."""
    short = cut(text, width, tail) if text else NONE
    told = f' class="{css}"' if css else ""
    if whole and short != whole:
        told += f' title="{escape(cut(whole, LONGEST_TITLE))}"'
    return f"<td{told}>{escape(short)}</td>"


_kept_cell = lru_cache(maxsize=KEPT)(_text_cell)

CELLS: Final[Mapping[str, Cell]] = {
    "type": _type,
    "workspace": _workspace,
    "run": _run,
    "owner": _owner,
    "state": _state,
    "labels": _labels,
    "metric": _metric,
    "label": _label,
    "property": _property,
    "param": _param,
    "duration": _duration,
    "id": _id,
    **dict.fromkeys(("created", "updated", "used", "started", "finished"), _time),
    **dict.fromkeys(("producers", "consumers", "inputs", "outputs"), _count),
}
