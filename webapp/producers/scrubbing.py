"""Text without the credentials it holds: keys that name a secret, and what stands after them."""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Final

MASK: Final = "[masked]"

SECRET: Final = re.compile(
    r"passw|passphrase|(?<![a-z])pwd|secret|credential|token(?!i[sz])|authorization|bearer"
    r"|api[_.\-]?key|access[_.\-]?key|private[_.\-]?key|signing[_.\-]?key|session[_.\-]?info",
    re.IGNORECASE,
)
# Words about text that is cut into tokens: no secrets, though "token" is in their names.
TOKENS: Final = re.compile(
    r"(.*[_.\-])?((pad|eos|bos|unk|mask|cls|sep|special|stop|start|end|max|min|num|n|new|total)"
    r"[_.\-]?tokens?([_.\-]ids?)?|tokens?[_.\-](ids?|types?|count|counts|length|type[_.\-]ids?))",
    re.IGNORECASE,
)
# One of these is in every name that is_secret finds; plain words are found fast in long texts.
WORDS: Final = (
    *("passw", "passphrase", "pwd", "secret", "credential", "token"),
    *("authorization", "bearer", "key", "session"),
)
# Credentials that are known by their form, under whatever key, each with what it starts with: a
# pattern that starts with plain letters is looked for as fast as these are.
FORMS: Final = {
    start: re.compile(re.escape(start) + rest, re.ASCII)
    for start, rest in {
        "AKIA": r"[0-9A-Z]{16}",
        "ASIA": r"[0-9A-Z]{16}",
        "AIza": r"[\w\-]{35}",
        "ghp_": r"\w{20,}",
        "ghs_": r"\w{20,}",
        "gho_": r"\w{20,}",
        "github_pat_": r"\w{20,}",
        "glpat-": r"[\w\-]{20,}",
        "hf_": r"[A-Za-z0-9]{30,}",
        "sk-": r"(?:(?:proj|ant|svcacct)-[\w\-]{20,}|[A-Za-z0-9]{32,})",
        "xox": r"[abeoprs]-[\w\-]{10,}",
        "eyJ": r"[\w\-]{10,}\.eyJ[\w\-]{10,}\.[\w\-]*",
        "Bearer ": r"(?=\S{0,200}\d)[\w\-.~+/=]{8,}",
    }.items()
}
# The rarest sign of each, as in RAREST.
RARE_IN_FORM: Final = dict(zip(FORMS, "KSz____-_-xJB", strict=True))
# One of these is in every text that is changed here, but for addresses with a user's password and
# for what has one of these forms.
TELLING: Final = (*WORDS, "sig")
# The rarest letter of each. That a long text has no such letter is found in a tenth of the time.
RAREST: Final = dict(zip(TELLING, "whwcdkzbkng", strict=True))
LONG: Final = 10_000
NAME_BEFORE: Final = re.compile(r"[\w.\-]*\Z")
NAME_AFTER: Final = re.compile(r"[\w.\-]{0,100}")
LONGEST_NAME: Final = 64
LONGEST_KEPT: Final = 256
BETWEEN: Final = re.compile(r"""["']?\s{0,8}[:=]\s{0,8}|["']?,?\s{1,8}(?=["'\w])""")
VALUE: Final = re.compile(
    r""""(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|\\"[^"\\]*\\"|[^\s,;&#"'}\])]+""", re.DOTALL
)
USER: Final = re.compile(r"(://[^/\s:@]{0,256}:)[^/\s@]{1,1024}(?=@)")
SIGNED: Final = re.compile(
    r"([?&;][^=&#\s]{0,64}(?:token|secret|passw|credential|signature|sig|key)[^=&#\s]{0,32}=)"
    r"[^&#\s]+",
    re.IGNORECASE,
)


def is_secret(name: str) -> bool:
    """Whether a key of that name holds what nobody may read.

    >>> [is_secret(one) for one in ("db_password", "authToken", "max_tokens", "tokenizer", "name")]
    [True, True, False, False, False]
    """
    # Keys come again with every record. A long one is not worth keeping.
    return _is_secret(name) if len(name) <= LONGEST_KEPT else _is_secret.__wrapped__(name)


def may_have_keys(text: str) -> bool:
    """Whether there may be a secret in the text, or in what is written in it as JSON."""
    # An escape may hide what is looked for.
    if "\\" in text or ("://" in text and "@" in text and USER.search(text)) or _has_form(text):
        return True
    lowered = text.lower()
    words = TELLING if len(text) < LONG else [one for one in TELLING if RAREST[one] in lowered]
    # A loop: every record is looked at, and a generator takes half as long again.
    for word in words:  # noqa: SIM110
        if word in lowered:
            return True
    return False


def without_keys(text: str) -> str:
    """Text whose addresses hold no passwords, tokens or signatures.

    >>> without_keys("s3://bucket/x?X-Amz-Signature=abc&part=2")
    's3://bucket/x?X-Amz-Signature=[masked]&part=2'
    """
    if "://" not in text:
        return text
    # Most have neither, which is found in a tenth of the time.
    if "@" in text:
        text = USER.sub(rf"\g<1>{MASK}", text)
    return SIGNED.sub(rf"\g<1>{MASK}", text) if "=" in text else text


def scrubbed(text: str) -> str:
    """The text with what follows the names of secrets replaced, in addresses too.

    >>> scrubbed("train.py --api-token abc --rate 0.5"), scrubbed("{'password': 'x y', 'n': 1}")
    ('train.py --api-token [masked] --rate 0.5', "{'password': [masked], 'n': 1}")
    >>> scrubbed("Tokens are cut at 512; the secret of a good model"), scrubbed("max_tokens=512")
    ('Tokens are cut at 512; the secret of a good model', 'max_tokens=512')
    """
    # Many values come again too, within a record and from one to the next.
    return _scrubbed(text) if len(text) <= LONGEST_KEPT else _scrubbed.__wrapped__(text)


def _has_form(text: str) -> bool:
    starts = _forms_in(text)
    return bool(starts) and any(
        any(map(_stands_alone, FORMS[start].finditer(text))) for start in starts
    )


def _without_forms(text: str) -> str:
    for start in _forms_in(text):
        text = FORMS[start].sub(lambda found: MASK if _stands_alone(found) else found[0], text)
    return text


def _forms_in(text: str) -> list[str]:
    """How the forms begin that may be in the text."""
    return [start for start, sign in RARE_IN_FORM.items() if sign in text and start in text]


def _stands_alone(found: re.Match[str]) -> bool:
    """Whether it is no part of a longer word."""
    before = found.string[max(found.start() - 1, 0) : found.start()]
    return not (before.isalnum() or before in {"_", "-"})


@lru_cache(maxsize=4096)
def _is_secret(name: str) -> bool:
    lowered = name.lower()
    if not any(word in lowered for word in WORDS):
        return False
    return bool(SECRET.search(name)) and not TOKENS.fullmatch(name)


@lru_cache(maxsize=4096)
def _scrubbed(text: str) -> str:
    text = _without_forms(without_keys(text))
    pieces: list[str] = []
    done = 0
    for place in _hints(text):
        span = _secret(text, place) if place >= done else None
        if span is not None:
            pieces += (text[done : span[0]], MASK)
            done = span[1]
    return "".join((*pieces, text[done:])) if pieces else text


def _hints(text: str) -> list[int]:
    lowered = text.lower()
    if len(lowered) != len(text):
        # Some letters become two: places in `lowered` would not be places in `text`.
        return [found.start() for found in re.finditer("|".join(WORDS), text, re.IGNORECASE)]
    telling = [word for word in WORDS if word in lowered]
    return sorted(place for word in telling for place in _places(lowered, word))


def _places(text: str, word: str) -> Iterator[int]:
    place = text.find(word)
    while place >= 0:
        yield place
        place = text.find(word, place + len(word))


def _secret(text: str, place: int) -> tuple[int, int] | None:
    """From where to where a secret stands whose name has a telling word at `place`."""
    start = max(0, place - LONGEST_NAME)
    before = NAME_BEFORE.search(text, start, place)
    after = NAME_AFTER.match(text, place)
    if before is None or after is None:
        return None
    name = f"{before[0]}{after[0]}"
    between = BETWEEN.match(text, after.end())
    if between is None or not is_secret(name):
        return None
    # Words follow each other in every sentence; a flag's value follows its name so too.
    if ":" not in between[0] and "=" not in between[0] and not name.startswith("--"):
        return None
    value = VALUE.match(text, between.end())
    is_masked = text.startswith(MASK, between.end())
    return None if value is None or is_masked else value.span()
