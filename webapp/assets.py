"""Where templates and static files are, and the text of what is given away as a file."""

import re
from functools import cache
from pathlib import Path

from msgspec import Struct

PACKAGE = Path(__file__).parent
SYMBOL = re.compile(r'<symbol id="i-([\w-]+)" viewBox="([\d ]+)">(.*)</symbol>')


class Icon(Struct, frozen=True):
    """What an svg element of an icon has: its grid, and the elements in it."""

    box: str
    body: str


def folder(name: str) -> Path:
    """The folder `name`: inside an installed package, beside it in a checkout."""
    installed = PACKAGE / name
    return installed if installed.is_dir() else PACKAGE.parent / name


@cache
def static_text(name: str) -> str:
    """The text of the static file `name`."""
    return (folder("static") / name).read_text(encoding="utf-8")


@cache
def icons() -> dict[str, Icon]:
    """The icons of static/icons.svg by their names.

    Pages repeat them whole: what `use` takes from another file costs a browser half a millisecond
    each time, and a page has hundreds.

    >>> icons()["model"].box
    '0 0 16 16'
    """
    found = SYMBOL.findall(static_text("icons.svg"))
    return {name: Icon(box, body) for name, box, body in found}


@cache
def source_text(name: str) -> str:
    """The text of the module `name` of this package."""
    return (PACKAGE / name).read_text(encoding="utf-8")
