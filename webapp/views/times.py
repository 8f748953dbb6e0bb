"""How times are written in pages. Pure; every time is UTC."""

from datetime import UTC, datetime
from functools import lru_cache
from typing import Final

from markupsafe import Markup

from webapp.views.numbers import NONE

STEP: Final = 15  # seconds
NO_TIME: Final = Markup('<span class="quiet">&#8211;</span>')  # NONE, as pages have it
MONTHS: Final = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]


def ago(time: datetime | None, now: datetime) -> str:
    """How long before `now`; after two weeks the day, in another year with the year.

    >>> from datetime import timedelta
    >>> now = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
    >>> [ago(now - timedelta(seconds=s), now) for s in (5, 1800, 7300)]
    ['just now', '30 min ago', '2 h ago']
    >>> [ago(now - timedelta(days=d), now) for d in (1, 9, 41, 2408)]
    ['yesterday', '9 days ago', '13 Oct', '20 Apr 2020']
    >>> ago(now + timedelta(hours=3), now), ago(None, now)
    ('23 Nov', '–')
    """
    if time is None:
        return NONE
    seconds = (now - time).total_seconds()
    days = (now.astimezone(UTC).date() - time.astimezone(UTC).date()).days
    if -60 <= seconds < 60:  # noqa: PLR2004 - clocks of two machines differ a little
        return "just now"
    if 0 < seconds < 3600:  # noqa: PLR2004
        return f"{int(seconds // 60)} min ago"
    if seconds > 0 and (days == 0 or seconds < 12 * 3600):
        return f"{int(seconds // 3600)} h ago"
    if 0 < days <= 14:  # noqa: PLR2004
        return "yesterday" if days == 1 else f"{days} days ago"
    return _day(time) if time.year == now.year else f"{_day(time)} {time.year}"


def ago_tag(time: datetime | None, now: datetime) -> Markup:
    """The same as HTML, with the exact time on hover.

    >>> ago_tag(datetime(2026, 11, 3, 14, 22, 9, tzinfo=UTC), datetime(2026, 12, 9, tzinfo=UTC))
    Markup('<time datetime="2026-11-03T14:22:09Z" title="3 Nov 2026, 14:22:09 UTC">3 Nov</time>')
    """
    return NO_TIME if time is None else kept_tag(time, stepped(now))


def stepped(now: datetime) -> datetime:
    """The time as long as what is said of it stays."""
    return now.replace(second=now.second // STEP * STEP, microsecond=0)


# Lists have dozens, and the next page often the same ones.
@lru_cache(maxsize=8_192)
def kept_tag(time: datetime, now: datetime) -> Markup:
    """What `ago_tag` makes of a `stepped` time."""
    told = iso(time)
    title = f"{_day(time)} {told[:4]}, {told[11:19]} UTC"
    # No part of it is anything but letters, digits, blanks and punctuation of our own.
    return Markup(f'<time datetime="{told}" title="{title}">{ago(time, now)}</time>')  # noqa: S704


def exact(time: datetime | None) -> str:
    """The time to the second.

    >>> exact(datetime(2026, 11, 3, 14, 22, 9, tzinfo=UTC))
    '3 Nov 2026, 14:22:09 UTC'
    """
    return NONE if time is None else f"{_day(time)} {time.year}, {time.isoformat()[11:19]} UTC"


def day(time: datetime | None) -> str:
    """The day alone.

    >>> day(datetime(2026, 11, 3, 14, 22, 9, tzinfo=UTC))
    '3 Nov 2026'
    """
    return NONE if time is None else f"{_day(time)} {time.year}"


def sentence_time(time: datetime | None) -> str:
    """The time as a sentence says it.

    >>> sentence_time(datetime(2026, 11, 3, 14, 22, 9, tzinfo=UTC))
    '3 November 2026, 14:22 UTC'
    """
    return NONE if time is None else f"{time.day} {time:%B} {time.year}, {time:%H:%M} UTC"


def iso(time: datetime | None) -> str:
    """RFC 3339 in UTC, to the millisecond where there are any.

    >>> iso(datetime(2026, 11, 3, 14, 22, 9, tzinfo=UTC))
    '2026-11-03T14:22:09Z'
    """
    if time is None:
        return ""
    if time.tzinfo is not UTC:
        time = time.astimezone(UTC)
    text = time.isoformat()
    return f"{text[:23]}Z" if time.microsecond else f"{text[:19]}Z"


def _day(time: datetime) -> str:
    return f"{time.day} {MONTHS[time.month - 1]}"
