"""Sentences as pieces: words, and the records they name. Templates make the links."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from typing import Final, Literal, TypeAlias

from msgspec import Struct

Target: TypeAlias = Literal["artifact", "execution", "context", "workspace", "run", "type"]

LONGEST_RUN: Final = 500


class Link(Struct, frozen=True):
    """What a link leads to.

    A run that is only a name has its workspace's id and its `name`; of a type, `name` is its kind.
    """

    kind: Target
    id: int
    name: str = ""


def run_link(workspace_id: int, name: str) -> Link | None:
    """The link to a run that is only a name, None where the name is too long for an address."""
    return Link("run", workspace_id, name) if len(name) <= LONGEST_RUN else None


class Phrase(Struct, frozen=True):
    """A piece of a sentence: words, or a time where `text` is empty."""

    text: str = ""
    link: Link | None = None
    strong: bool = False
    time: datetime | None = None


def enumerated(named: Sequence[Phrase], more: int, what: tuple[str, str]) -> Iterator[Phrase]:
    """The phrases as a list in words; `what` is the singular and plural of what is not named.

    >>> "".join(p.text for p in enumerated([Phrase("a"), Phrase("b")], 2, ("input", "inputs")))
    'a, b and 2 other inputs'
    >>> "".join(p.text for p in enumerated([Phrase("a"), Phrase("b")], 0, ("input", "inputs")))
    'a and b'
    """
    rest = [Phrase(f"{more:,} other {what[0] if more == 1 else what[1]}")] if more else []
    pieces = [*named, *rest]
    for place, piece in enumerate(pieces):
        if place:
            yield Phrase(" and " if place == len(pieces) - 1 else ", ")
        yield piece


def said(phrases: Iterable[Phrase | str]) -> tuple[Phrase, ...]:
    """The phrases of a sentence, plain words among them."""
    return tuple(Phrase(one) if isinstance(one, str) else one for one in phrases)
