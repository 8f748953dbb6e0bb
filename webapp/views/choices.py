"""What a list offers to choose from as HTML: values of facets, a line each, and columns."""

from collections.abc import Iterable, Iterator

from markupsafe import Markup

from webapp.queries.lists.facets import Choice, Facet, Key
from webapp.queries.lists.page import Offer
from webapp.views.filters import cut
from webapp.views.numbers import number
from webapp.views.parts import LONGEST_TITLE, counted, escape, html, icon
from webapp.views.states import state_words

LABEL_WIDTH = 60
# What tells runs apart, and types of one name, is often how their names end.
ENDS_MATTER = ("run", "type")
NARROW, TAIL = 20, 10


def lines(facet: Facet, path: str, css: str = "") -> Markup:
    """A list's line for each value of the facet; `css` is the class of the line."""
    before = f'<li class="{css}">' if css else "<li>"
    return html(
        "\n".join(
            [f"{before}{_link(one, label_of(facet, one), path)}</li>" for one in facet.choices]
        )
    )


def keys(facet: Facet, path: str) -> Iterator[tuple[Key, Markup]]:
    """Each key of the facet with the beginning of its line: what asks for it, what opens it."""
    for key in facet.keys:
        label = cut(key.has.label, LABEL_WIDTH)
        said, glyph = ("Hide", "down") if key.values else ("Show", "right")
        yield (
            key,
            html(
                f'<li class="key">{_link(key.has, label, path)}<a class="turn" '
                f'href="{escape(path + key.opened)}" aria-label="{said} the values of '
                f'{escape(label)}" aria-expanded="{"true" if key.values else "false"}">'
                f"{icon(glyph, 'i-12')}</a></li>"
            ),
        )


def columns(offers: Iterable[Offer], total: int) -> Markup:
    """A box for each column that a list of `total` rows offers."""
    whole = number(total)
    return html("".join([_box(one, whole) for one in offers]))


def _box(offer: Offer, whole: str) -> str:
    name, title = escape(offer.column.text), escape(cut(offer.column.full_title, 40))
    checked = " checked" if offer.shown else ""
    found = "" if offer.count is None else f"<span>{number(offer.count)} of {whole}</span>"
    box = f'<input type="checkbox" name="columns" value="{name}"{checked}>'
    return f"<label>{box}{title}{found}</label>"


def _link(choice: Choice, label: str, path: str) -> str:
    """A value: a box that is checked or not, its label, how many rows have it."""
    css = box = said = ""
    if choice.selected:
        css, box = ' class="on"', icon("check", "i-12")
        said = '<span class="vh">, selected</span>'
    href = escape(path + choice.search)
    return (
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
