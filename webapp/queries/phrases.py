"""Sentences as pieces: words, and the records they name. Templates make the links."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal, TypeAlias

Target: TypeAlias = Literal["artifact", "execution", "context", "workspace", "run", "type"]


@dataclass(frozen=True, slots=True)
class Link:
    """What a link leads to.

    A run that is only a name has its workspace's id and its `name`; of a type, `name` is its kind.
    """

    kind: Target
    id: int
    name: str = ""


@dataclass(frozen=True, slots=True)
class Phrase:
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
