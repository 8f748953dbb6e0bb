"""What the follower last said of its work, beside the index: pages tell how far behind it is.

A commit makes all answers of the index new, so what changes twice a second stands in a file of
its own.
"""

import json
import os
from datetime import UTC, datetime
from pathlib import Path

from msgspec import Struct
from msgspec.structs import asdict

from webapp.catalog.failures import translated

FILE = "pulse.json"


class Pulse(Struct, frozen=True):
    """The follower's work at the time `said` (seconds since 1970, as all times here).

    `store` is the store that it follows. `complete` says whether the index in use holds all of it;
    while the first build runs, `done` of `expected` records are read, `rate` a second. `checked` is
    when the last look began that left nothing behind: every change older than that is in the index.
    `swept` is when the last full sweep began (None before the first), and `trouble` a sentence on
    what keeps the follower from going on.
    """

    said: float
    store: str = ""
    complete: bool = False
    done: int = 0
    expected: int = 0
    rate: float = 0.0
    checked: float | None = None
    swept: float | None = None
    trouble: str = ""

    @property
    def progress(self) -> float:
        """The share of the first build that is done, 1.0 when it is complete.

        >>> Pulse(0.0, done=30, expected=120).progress, Pulse(0.0, complete=True).progress
        (0.25, 1.0)
        """
        if self.complete:
            return 1.0
        return min(self.done / self.expected, 0.99) if self.expected else 0.0

    def behind_seconds(self, now: datetime) -> float | None:
        """How old what the index does not hold yet may be; None when it never was in step."""
        if self.checked is None:
            return None
        return max(now.timestamp() - self.checked, 0.0)

    @property
    def swept_at(self) -> datetime | None:
        """When the last full sweep began."""
        return None if self.swept is None else datetime.fromtimestamp(self.swept, UTC)


def say(folder: Path, pulse: Pulse) -> None:
    """Nothing; readers of the catalog in `folder` see `pulse`. Raises CatalogErrors."""
    beside = folder / f"{FILE}.{os.getpid()}"
    with translated(folder):
        beside.write_text(json.dumps(asdict(pulse)), encoding="utf-8")
        beside.replace(folder / FILE)


def said(folder: Path) -> Pulse | None:
    """What the follower said last; None where none ever did, or what it said cannot be read."""
    try:
        return Pulse(**json.loads((folder / FILE).read_bytes()))
    except (OSError, ValueError, TypeError):
        return None
