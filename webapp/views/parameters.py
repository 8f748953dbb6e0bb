"""What a request asks for, read once and checked."""

from collections.abc import Iterable

from werkzeug.datastructures import MultiDict

from webapp.errors import BadParameterError, NotFoundError
from webapp.metadata import MAX_ID, id_in
from webapp.texts import cut_at

EMBED = "embed"  # every page can be shown without its navigation
LONGEST_NUMBER = len(str(MAX_ID))


def record_id(text: str, kind: str) -> int:
    """The id in a path; NotFoundError for what cannot be one.

    >>> record_id("26", "artifact")
    26
    """
    found = id_in(text)
    if found is None:
        raise NotFoundError(kind, cut_at(text, LONGEST_NUMBER))
    return found


def whole(args: MultiDict[str, str], name: str, default: int, low: int, high: int) -> int:
    """The whole number in parameter `name`; BadParameterError outside low to high.

    >>> whole(MultiDict({"limit": "25"}), "limit", 50, 1, 200)
    25
    >>> whole(MultiDict(), "limit", 50, 1, 200)
    50
    """
    text = args.get(name, "").strip()
    if not text:
        return default
    expected = f"it takes a whole number from {low} to {high:,}"
    if not text.isascii() or not text.removeprefix("-").isdecimal():
        raise BadParameterError(name, text, expected)
    if len(text) > LONGEST_NUMBER or not low <= int(text) <= high:
        raise BadParameterError(name, text, expected)
    return int(text)


def choice(args: MultiDict[str, str], name: str, allowed: Iterable[str], default: str) -> str:
    """The word in parameter `name`; BadParameterError for one that is not allowed."""
    text = args.get(name, "").strip()
    words = tuple(allowed)
    if not text:
        return default
    if text not in words:
        raise BadParameterError(name, text, f"it takes {', '.join(words)}")
    return text


def unknown(args: MultiDict[str, str], known: Iterable[str]) -> tuple[str, ...]:
    """The parameters that this page does not know, in the order given.

    >>> unknown(MultiDict([("q", "a"), ("page", "2")]), ("q", "limit"))
    ('page',)
    """
    names = {*known, EMBED}
    return tuple(name for name in args if name not in names)
