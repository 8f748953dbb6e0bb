"""Where templates and static files are."""

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
