"""How texts, keys and numbers become terms of the index. Both sides use it: documents and queries.

>>> ordered(-1.5) < ordered(-0.0) == ordered(0.0) < ordered(1e-300) < ordered(float("inf"))
True
"""

import math
import re
import struct
import unicodedata
from collections.abc import Collection, Iterable, Sequence
from functools import lru_cache
from hashlib import blake2b

from webapp.metadata import Value
from webapp.producers.values import within_doubles

# Longer texts are exact by their hash.
LONGEST_EXACT = 256
KEPT_OF_LONG = 200
# A list's elements beyond these are words only.
MOST_ELEMENTS = 100
SCALARS = (str, int, float)

# Longer words are several, cut alike on both sides. BORDER is a token that no word can be:
# phrases do not reach across it.
BORDER = "\x00"
WORD = re.compile(r"[^\W_]{1,128}")
WORD_OR_BORDER = re.compile(r"[^\W_]{1,128}|\x00")
# The same for ASCII, byte by byte: letters small, a border itself, all else a blank.
ASCII_WORDS = bytes(
    ord(chr(code).lower()) if chr(code).isalnum() or not code else ord(" ") for code in range(128)
).ljust(256)
LONGEST_WORD = 128
# A text like RFC 3339's times would be stored as one, in UTC, and never be found as written.
NO_TIME = "\x02"
LIKE_A_TIME = re.compile(rf"\d{{4}}-\d\d-\d\d\D\d\d:\d\d:|{NO_TIME}")
FROM_DOUBLE = struct.Struct("<d").pack
TO_INTEGER = struct.Struct("<q").unpack
UNSAFE_IN_PATH = re.compile(r"[^A-Za-z0-9]")

# Blanks end a token, so within a gram other characters stand for them: of a private plane, but for
# the space, which is frequent, and whose place in turn is taken by one of that plane.
SPACE = "\x1f"
BLANKS = {ord(blank): 0xF0000 + place for place, blank in enumerate(f"{SPACE}\t\n\r\x0b\x0c")}
BLANKS[ord(" ")] = ord(SPACE)
GRAM = 3
# Pieces of names and URIs are found within these first characters.
LONGEST_PART = 4_096


def fold(text: str) -> str:
    """The text as it is compared where case does not count.

    >>> fold("Straße") == fold("STRASSE")
    True
    """
    if text.isascii():
        return text.lower()
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", text).casefold())


def exact(text: str) -> str:
    """The term of a whole text: itself, or its beginning and hash where it is long."""
    if len(text) <= LONGEST_EXACT:
        return text
    digest = blake2b(text.encode(), digest_size=16).hexdigest()
    return f"{text[:KEPT_OF_LONG]}…{digest}"


def keyed_term(text: str) -> str:
    """The term of a whole text under a key, where tantivy takes for a time what looks like one.

    >>> keyed_term("fraud"), keyed_term("2026-10-01T14:00:00+02:00")[1:]
    ('fraud', '2026-10-01T14:00:00+02:00')
    """
    # The pattern is slow to say no to what one letter tells from all times.
    may_be_time = text[4:5] == "-" or text[:1] == NO_TIME
    return f"{NO_TIME}{exact(text)}" if may_be_time and LIKE_A_TIME.match(text) else exact(text)


def told(term: str) -> str:
    """The text of such a term, or its beginning and hash."""
    return term.removeprefix(NO_TIME)


@lru_cache(maxsize=4096)
def path(key: str) -> str:
    """The key as a step of a path in the index: letters, digits and underscores only.

    >>> path("team"), path("a.b"), path("")
    ('team', 'a_2e_b', '_')
    """
    return UNSAFE_IN_PATH.sub(lambda sign: f"_{ord(sign[0]):x}_", exact(key)) or "_"


def ordered(number: float) -> int:
    """A 64-bit integer for each double, in the same order: exact for ranges and sorting."""
    bits: int = TO_INTEGER(FROM_DOUBLE(number + 0.0))[0]
    return bits if bits >= 0 else bits ^ 0x7FFF_FFFF_FFFF_FFFF


def scalars(value: Value) -> Sequence[str | float | bool]:
    """What is compared of a property's value: itself, or the elements of a list."""
    if isinstance(value, list):
        return [element for element in value[:MOST_ELEMENTS] if isinstance(element, SCALARS)]
    return (value,) if isinstance(value, SCALARS) else ()


def written(scalar: str | float | bool) -> str:
    """The scalar as a person would write it in a query.

    >>> written(True), written(5), written(0.5), written("x")
    ('true', '5', '0.5', 'x')
    """
    if isinstance(scalar, str):
        return scalar
    return str(scalar).lower()


def as_double(number: float) -> float | None:
    """The number as a double, an infinity where it lies beyond them; None for NaN."""
    double = number if type(number) is float else float(within_doubles(number))
    return None if math.isnan(double) else double


def words(text: str) -> list[str]:
    """The words of the text: runs of letters and digits, folded.

    >>> words("Demo_model-v1: a Modèle")
    ['demo', 'model', 'v1', 'a', 'modèle']
    """
    return WORD.findall(fold(text))


def words_of_all(texts: Collection[str]) -> str:
    r"""The words of each text, blanks between words and a border between texts.

    >>> words_of_all(["Demo_model-v1:", "a Modèle"]), words_of_all(["a-b", "c"]).split(" ")
    ('demo model v1 \x00 a modèle', ['a', 'b', '\x00', 'c'])
    """
    joined = BORDER.join(texts)
    if joined.isascii() and max(map(len, texts), default=0) <= LONGEST_WORD:
        # Several times quicker than the pattern, and most texts are like that.
        return joined.replace(BORDER, f" {BORDER} ").encode().translate(ASCII_WORDS).decode()
    return " ".join(WORD_OR_BORDER.findall(fold(joined)))


def signs(text: str) -> str:
    """The folded text with no blank in it, to be cut into grams."""
    folded = fold(text[:LONGEST_PART])
    if folded.isascii() and folded.isprintable():
        return folded.replace(" ", SPACE)
    return folded.translate(BLANKS)


def trigrams(folded: str) -> str:
    """Every three characters of what `signs` gave, in order, a blank between.

    >>> trigrams("abcd"), trigrams("ab"), trigrams("äbcd")
    ('abc bcd', '', 'äbc bcd')
    """
    return _grams(folded, GRAM)


def short_grams(folded: str) -> str:
    """Every character and every two of what `signs` gave, a blank between."""
    return f"{_grams(folded, 1)} {_grams(folded, 2)}"


def _grams(text: str, size: int) -> str:
    """Every `size` characters that stand together, in order, a blank between."""
    number = len(text) - size + 1
    if number <= 0:
        return ""
    if size == 1:
        return " ".join(text)
    if not text.isascii():
        return " ".join([text[at : at + size] for at in range(number)])
    # Each gram's first characters in one step, then each one's second: ten times quicker.
    letters, step = text.encode(), size + 1
    grams = bytearray(b" ") * (number * step - 1)
    for place in range(size):
        grams[place::step] = letters[place : place + number]
    return grams.decode()


def cover(folded: str) -> list[tuple[int, str]]:
    """The fewest trigrams that cover `folded` (of three characters at least), with their places.

    >>> cover("abcdefgh")
    [(0, 'abc'), (3, 'def'), (5, 'fgh')]
    """
    last = len(folded) - GRAM
    places: Iterable[int] = sorted({*range(0, last, GRAM), last})
    return [(place, folded[place : place + GRAM]) for place in places]
