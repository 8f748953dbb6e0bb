"""Garbage looked for seldom, while many records are read."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

# So many new objects lie between two looks, instead of hundreds.
SELDOM: Final = 50_000


@contextmanager
def seldom_collected() -> Iterator[None]:
    """A block in which cycles are looked for seldom; no record is in one, and all are looked at."""
    before = gc.get_threshold()
    gc.set_threshold(SELDOM, *before[1:])
    try:
        yield
    finally:
        gc.set_threshold(*before)
