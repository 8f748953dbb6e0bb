"""Where templates and static files are, and the text of what is given away as a file."""

from functools import cache
from pathlib import Path

PACKAGE = Path(__file__).parent


def folder(name: str) -> Path:
    """The folder `name`: inside an installed package, beside it in a checkout."""
    installed = PACKAGE / name
    return installed if installed.is_dir() else PACKAGE.parent / name


@cache
def static_text(name: str) -> str:
    """The text of the static file `name`."""
    return (folder("static") / name).read_text(encoding="utf-8")


@cache
def source_text(name: str) -> str:
    """The text of the module `name` of this package."""
    return (PACKAGE / name).read_text(encoding="utf-8")
