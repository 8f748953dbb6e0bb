"""What can be said of a store, what is wrong with it, and how to mend that."""

import sqlite3
import sys
from collections.abc import Callable, Iterator
from importlib import metadata
from typing import Final, TypeAlias

from msgspec import Struct

# What is said: a term and what holds.
Line: TypeAlias = tuple[str, str]


class Finding(Struct, frozen=True):
    """Something wrong, and how to mend it."""

    wrong: str
    mend: str


class Checkup(Struct, frozen=True):
    """What was found out; `complete` is whether nothing was left out for want of time."""

    lines: tuple[Line, ...]
    findings: tuple[Finding, ...] = ()
    complete: bool = True


PACKAGES: Final = ("mlmd-dashboard", "ml-metadata", "grpcio", "protobuf")


def versions() -> str:
    """The versions of this program and of what it reads stores with."""
    python = ".".join(map(str, sys.version_info[:3]))
    named = (f"{name} {_version(name)}" for name in PACKAGES)
    return ", ".join((*named, f"SQLite {sqlite3.sqlite_version}", f"Python {python}"))


def told(checkup: Checkup, say: Callable[[str], None]) -> int:
    """The exit status that tells whether anything is wrong; all of it is said."""
    for line in _written(checkup):
        say(line)
    return 1 if checkup.findings else 0


def _written(checkup: Checkup) -> Iterator[str]:
    width = max(len(term) for term, _ in checkup.lines)
    for term, text in checkup.lines:
        yield f"{term:{width}}  {text}"
    if not checkup.complete:
        yield f"{'':{width}}  Not everything was looked at within the time for it."
    for finding in checkup.findings:
        yield ""
        yield f"Wrong: {finding.wrong}"
        yield f"To mend it: {finding.mend}"
    if not checkup.findings:
        yield ""
        yield "Nothing is wrong with it, as far as was looked."


def _version(name: str) -> str:
    try:
        return metadata.version(name)
    except metadata.PackageNotFoundError:
        return "(not installed as a package)"
