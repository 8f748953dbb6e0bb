"""Parts that pages have by the hundred, as HTML made in Python.

A macro takes about ten times as long (measured), and much of what lists show comes again: short
ones are kept. The macros of the same names hand on to these. Pure; all that they are given is
escaped, addresses too.
"""

import re
from collections.abc import Mapping
from functools import lru_cache

from markupsafe import Markup
from markupsafe import escape as escaped_anyhow

from webapp.assets import icons
from webapp.queries.counts import Count
from webapp.views.filters import cut, glyph_class, glyph_icon
from webapp.views.numbers import number
from webapp.views.states import StateWords

KEPT = 8_192  # parts of one sort
LONGEST_KEPT = 200  # characters of a text in such a part
LONGEST_TITLE = 1_000
# The glyph of a column head by its order.
SORTED = {"": "sort", "ascending": "asc", "descending": "desc"}
MEANS_SOMETHING = re.compile("[&<>'\"–…−]").search


def escape(text: str) -> str:
    """The text as it may stand in HTML; the few that need it are looked for first (measured).

    >>> escape("a < b"), escape("MNIST"), escape("mnist-2…17")
    ('a &lt; b', 'MNIST', 'mnist-2&#8230;17')
    """
    if not MEANS_SOMETHING(text):
        return text
    escaped = str(escaped_anyhow(text))
    # The signs of our own that most pages have (see `in_ascii`).
    return escaped.replace("–", "&#8211;").replace("…", "&#8230;").replace("−", "&#8722;")


def in_ascii(text: str) -> str:
    """HTML with all signs beyond ASCII as references.

    One such sign makes Python keep a whole page in twice the bytes, and take ten times as long to
    send it.

    >>> in_ascii("1–50")
    '1&#8211;50'
    """
    return text.encode("ascii", "xmlcharrefreplace").decode()


@lru_cache(maxsize=KEPT)
def icon(name: str, css: str = "") -> Markup:
    """A 16 px glyph of static/icons.svg. It only repeats what words say.

    >>> icon("data", "c-data")[:68]
    Markup('<svg class="i c-data" viewBox="0 0 16 16" aria-hidden="true"><path d')
    """
    css = f"i {css}" if css else "i"
    drawn = icons()[name]
    return html(
        f'<svg class="{escape(css)}" viewBox="{drawn.box}" aria-hidden="true">{drawn.body}</svg>'
    )


def obj(  # noqa: PLR0913, PLR0917 - what a record in a row may have
    href: str,
    name: str,
    glyph: str = "",
    type: str = "",  # noqa: A002 - the word of all records
    version: str = "",
    width: int = 40,
) -> Markup:
    """A record in a row: glyph, name, quiet version. The same order everywhere.

    `glyph` is a family (data, model, metric, report, config, endpoint), exec, workspace or run;
    `type` is read aloud where the glyph alone would carry it.
    """
    return html(obj_text(href, name, glyph, type, version, width))


def obj_text(  # noqa: PLR0913, PLR0917 - what a record in a row may have
    href: str,
    name: str,
    glyph: str,
    type: str,  # noqa: A002
    version: str,
    width: int,
) -> str:
    """The same as text, for what is joined anyway."""
    told = f'<a href="{escape(href)}"{_titled(name, width)}</a>'
    if version:
        told += f'<span class="ver"{_titled(version, 15)}</span>'
    return f'<span class="obj">{_head(glyph, type)}{told}</span>'


def label(key: str, value: str, href: str = "") -> Markup:
    """A label: key quiet, value plain; a link where there is one.

    >>> label("stage", "dev")
    Markup('<span class="label"><i>stage</i>dev</span>')
    """
    if len(key) + len(value) + len(href) > LONGEST_KEPT:
        return _label(key, value, href)
    return _kept_label(key, value, href)


def hidden(said: Mapping[str, str], without: str = "") -> Markup:
    """What a form says beside its own fields, of which one is called `without`.

    >>> hidden({"q": "type:model", "limit": "25"}, "limit")
    Markup('<input type="hidden" name="q" value="type:model">')
    """
    return html(
        "".join(
            [
                f'<input type="hidden" name="{escape(name)}" value="{escape(text)}">'
                for name, text in said.items()
                if name != without
            ]
        )
    )


def sort_head(title: str, href: str, order: str = "", css: str = "") -> Markup:
    """A column head that sorts; `order` is "", ascending or descending."""
    told = f' class="{css}"' if css else ""
    if order:
        told += f' aria-sort="{order}"'
    glyph = icon(SORTED[order])
    return html(f'<th scope="col"{told}><a href="{escape(href)}">{escape(title)} {glyph}</a></th>')


@lru_cache(maxsize=KEPT)
def state(words: StateWords) -> Markup:
    """A state: icon and word on a tint."""
    tone = f" s-{words.tone}" if words.tone else ""
    glyph = icon(words.icon)
    return html(f'<span class="state{escape(tone)}">{glyph}{escape(words.text)}</span>')


# The same numbers come again from page to page.
@lru_cache(maxsize=KEPT)
def counted(count: Count) -> Markup:
    """A number of rows; what is only a lower bound says so, and of none yet no number is given.

    >>> counted(Count(1234)), counted(Count(5, exact=False))
    (Markup('1,234'), Markup('5<span title="At least; still counting">+</span>'))
    >>> counted(Count(0, exact=False))
    Markup('<span class="quiet" title="Still counting">…</span>')
    """
    if not count.number and not count.exact:
        return html('<span class="quiet" title="Still counting">…</span>')
    more = "" if count.exact else '<span title="At least; still counting">+</span>'
    return html(f"{number(count.number)}{more}")


def html(text: str) -> Markup:
    """The text as HTML: whoever calls this has escaped all that was not."""
    return Markup(text)  # noqa: S704


@lru_cache(maxsize=KEPT)
def _head(glyph: str, type: str) -> str:  # noqa: A002
    """What stands before the name of a record."""
    told = icon(glyph_icon(glyph), glyph_class(glyph)) if glyph else ""
    return f'{told}<span class="vh">{escape(type)}</span>' if type else str(told)


def _titled(whole: str, width: int) -> str:
    """The end of a tag with a title where the text is cut to fit, and the text."""
    short = cut(whole, width)
    if short == whole:
        return f">{escape(short)}"
    return f' title="{escape(cut(whole, LONGEST_TITLE))}">{escape(short)}'


def _label(key: str, value: str, href: str) -> Markup:
    short_key, short = cut(key, 24), cut(value, 32)
    title = ""
    if (short_key, short) != (key, value):
        title = f' title="{escape(cut(key, 500))}: {escape(cut(value, 500))}"'
    inner = f"{title}><i>{escape(short_key)}</i>{escape(short)}"
    if href:
        return html(f'<a class="label" href="{escape(href)}"{inner}</a>')
    return html(f'<span class="label"{inner}</span>')


_kept_label = lru_cache(maxsize=KEPT)(_label)
