"""Which files of tests begin first where several processes share the work: those that take longest.

What begins last ends alone, and an image that is built then has no other test beside it.
"""

from pathlib import Path
from typing import Final

import pytest

LONGEST: Final = ("container", "network", "browser")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Nothing; files with a test of what takes longest come first, each whole and in its order."""
    turns: dict[Path, int] = {}
    for item in items:
        turns[item.path] = min(turn(item), turns.get(item.path, len(LONGEST)))
    items.sort(key=lambda item: turns[item.path])


def turn(item: pytest.Item) -> int:
    """The place among `LONGEST` of what a test needs; behind all of them if it needs none."""
    marks = {mark.name for mark in item.iter_markers()}
    return next((place for place, name in enumerate(LONGEST) if name in marks), len(LONGEST))
