"""What a word may mean, by its form alone. Pure."""

import re
from typing import Final

from msgspec import Struct

from webapp.errors import BadParameterError
from webapp.metadata import MAX_ID, Kind

LONGEST_WORD: Final = 4000
LATEST: Final = "latest"
ID: Final = re.compile(
    r"(?:(?P<kind>artifact|execution|workspace|context)s?[:/# ]+|#)?(?P<id>\d{1,19})",
    re.IGNORECASE | re.ASCII,
)
KINDS: Final[dict[str, tuple[Kind, ...]]] = {
    "artifact": ("artifact",),
    "execution": ("execution",),
    "workspace": ("context",),
    "context": ("context",),
    "": ("artifact", "execution"),
}
VERSION_NUMBER: Final = re.compile(r"[vV]?\d[\w.+-]*", re.ASCII)
ADDRESS: Final = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*://|/")


class Number(Struct, frozen=True):
    """An id, and the kinds of record that it can be of; `said` is how the word called them."""

    id: int
    kinds: tuple[Kind, ...]
    said: str


class Versioned(Struct, frozen=True):
    """A name with a version of it."""

    name: str
    version: str

    @property
    def is_latest(self) -> bool:
        """Whether the newest version is meant, whatever it is called."""
        return self.version.casefold() == LATEST

    @property
    def versions(self) -> tuple[str, ...]:
        """The versions that are meant: as it is written, else with or without its v.

        >>> Versioned("rank", "7").versions, Versioned("rank", "v7").versions
        (('7', 'v7'), ('v7', '7'))
        """
        other = self.version[1:] if self.version[:1] in {"v", "V"} else f"v{self.version}"
        return (self.version, other) if other else (self.version,)


def word_of(text: str) -> str:
    """The text without what surrounds it; BadParameterError if it is too long."""
    word = text.strip()
    if len(word) > LONGEST_WORD:
        raise BadParameterError("q", word, f"it takes at most {LONGEST_WORD:,} characters")
    return word


def number_of(word: str) -> Number | None:
    """The id that the word is, None if it is none.

    >>> number_of("#26").kinds, number_of("artifacts/26").said, number_of("v26")
    (('artifact', 'execution'), 'artifact', None)
    >>> number_of("Trainer #24")
    Number(id=24, kinds=('execution',), said='execution')
    """
    name, sign, number = word.rpartition(" #")
    if sign and name.strip():  # as pages write executions, many of which share a name
        word = f"execution #{number}" if name.lower() not in KINDS else word
    found = ID.fullmatch(word)
    if found is None or int(found["id"]) > MAX_ID:
        return None
    said = (found["kind"] or "").lower()
    return Number(int(found["id"]), KINDS[said], said or "artifact and execution")


def versioned(word: str) -> Versioned | None:
    """The name and the version that the word is made of, at its last @, else its last colon.

    Where there is neither, at a blank before a version's number, as pages write them.

    >>> versioned("rank@v7"), versioned("a:b:latest").is_latest, versioned("rank"), versioned("a@")
    (Versioned(name='rank', version='v7'), True, None, None)
    >>> versioned("rank v7").name, versioned("rank two")
    ('rank', None)
    """
    for sign in "@: ":
        name, found, version = word.rpartition(sign)
        is_one = sign != " " or VERSION_NUMBER.fullmatch(version)
        if found and name.strip() and version.strip() and is_one:
            return Versioned(name.strip(), version.strip())
    return None


def is_address(word: str) -> bool:
    """Whether the word may be a URI or a path, or the beginning of one.

    >>> is_address("gs://a/b"), is_address("/data/x"), is_address("rank:v7")
    (True, True, False)
    """
    return ADDRESS.match(word) is not None
