"""How new the catalog is, and whether a page can be answered from it."""

from datetime import UTC, datetime
from typing import Final

from msgspec import Struct
from msgspec.structs import replace

from webapp.catalog.pulse import Pulse
from webapp.catalog.reader import Reader
from webapp.catalog.snapshot import Snapshot
from webapp.errors import CatalogError, CatalogForeignError

# A follower that lives says so every few seconds.
SILENT_SECONDS: Final = 30.0
# Further behind than this is worth a word.
LATE_SECONDS: Final = 10.0


class Freshness(Struct, frozen=True):
    """What is known of the catalog at one moment.

    `kept` is whether this process has one to read at all, `complete` whether pages are answered
    from it; otherwise the first build has read `done` of `expected` records and needs about
    `seconds_left` more (None: unknown). `read_at` is the time up to which everything is in it,
    `silent_since` is set when its follower has said nothing for long, and `trouble` is a sentence
    on what keeps the follower, or this process, from going on.
    """

    kept: bool = False
    complete: bool = False
    done: int = 0
    expected: int = 0
    progress: float = 0.0
    seconds_left: float | None = None
    behind_seconds: float | None = None
    read_at: datetime | None = None
    swept_at: datetime | None = None
    silent_since: datetime | None = None
    trouble: str = ""

    @property
    def is_stuck(self) -> bool:
        """Whether the catalog tells what the store held once, and maybe no longer does."""
        return self.complete and bool(self.trouble or self.silent_since)

    @property
    def is_late(self) -> bool:
        """Whether rows may be older than one would expect."""
        behind = self.behind_seconds
        return bool(self.trouble or self.silent_since) or behind is None or behind > LATE_SECONDS


class Standing(Struct, frozen=True):
    """The state of the catalog to answer a page from; None where only the store can answer."""

    snapshot: Snapshot | None
    freshness: Freshness


def standing(reader: Reader | None, now: datetime) -> Standing:
    """How the catalog stands at the time `now`."""
    if reader is None:
        return Standing(None, Freshness())
    freshness = Freshness(kept=True)
    try:
        pulse = reader.pulse()
        if pulse is None:
            return Standing(None, freshness)
        freshness = _freshness(pulse, now)
        return Standing(reader.snapshot() if pulse.complete else None, freshness)
    except CatalogForeignError as error:
        # What is said of its work tells nothing of this store.
        return Standing(None, Freshness(kept=True, trouble=str(error)))
    except CatalogError as error:
        return Standing(None, broken(freshness, error))


def whole(reader: Reader | None) -> Snapshot | None:
    """The catalog's newest state, None where no whole one is kept; raises CatalogErrors."""
    pulse = None if reader is None else reader.pulse()
    return reader.snapshot() if reader and pulse and pulse.complete else None


def broken(freshness: Freshness, error: CatalogError) -> Freshness:
    """The same, once the catalog failed."""
    return replace(freshness, complete=False, trouble=str(error))


def _freshness(pulse: Pulse, now: datetime) -> Freshness:
    said = _time(pulse.said)
    return Freshness(
        kept=True,
        complete=pulse.complete,
        done=pulse.done,
        expected=pulse.expected,
        progress=pulse.progress,
        seconds_left=(pulse.expected - pulse.done) / pulse.rate if pulse.rate > 0 else None,
        behind_seconds=pulse.behind_seconds(now),
        read_at=None if pulse.checked is None else _time(pulse.checked),
        swept_at=pulse.swept_at,
        silent_since=said if (now - said).total_seconds() > SILENT_SECONDS else None,
        trouble=pulse.trouble,
    )


def _time(seconds: float) -> datetime:
    return datetime.fromtimestamp(seconds, UTC)
