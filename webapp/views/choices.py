"""The values of facets as HTML, a line each."""

from collections.abc import Iterable

from markupsafe import Markup

from webapp.queries.lists.facets import Choice, Facet
from webapp.views.filters import cut
from webapp.views.parts import LONGEST_TITLE, counted, escape, html, icon
from webapp.views.states import state_words

LABEL_WIDTH = 60
# What tells runs apart, and types of one name, is often how their names end.
ENDS_MATTER = ("run", "type")
NARROW, TAIL = 20, 10


def lines(facet: Facet, path: str, css: str = "") -> Markup:
    """A list's line for each value of the facet; `css` is the class of the line."""
    before = f'<li class="{css}">' if css else "<li>"
    named = ((one, label_of(facet, one)) for one in facet.choices)
    return _joined(f"{before}{link(one, label, path)}</li>" for one, label in named)


def link(choice: Choice, label: str, path: str) -> Markup:
    """A value: a box that is checked or not, its label, how many rows have it."""
    css = box = said = ""
    if choice.selected:
        css, box = ' class="on"', icon("check", "i-12")
        said = '<span class="vh">, selected</span>'
    href = escape(path + choice.search)
    return html(
        f'<a href="{href}"{css} title="{escape(cut(choice.value, LONGEST_TITLE))}">'
        f'<span class="box">{box}</span><span class="clip">{escape(label)}</span>{said}'
        f'<span class="num">{counted(choice.count)}</span></a>'
    )


def label_of(facet: Facet, choice: Choice) -> str:
    """What a value is called on a page."""
    if facet.text == "state":
        return state_words(choice.label).text
    if facet.text in ENDS_MATTER:
        return cut(choice.label, NARROW, TAIL)
    return cut(choice.label, LABEL_WIDTH)


def _joined(lines_of_it: Iterable[str]) -> Markup:
    return html("\n".join(lines_of_it))
