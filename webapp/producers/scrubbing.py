"""Text without the credentials it holds: keys that name a secret, and what stands after them."""

import re
from collections.abc import Iterator
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
NAME_BEFORE: Final = re.compile(r"[\w.\-]*\Z")
NAME_AFTER: Final = re.compile(r"[\w.\-]{0,64}")
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
    return bool(SECRET.search(name)) and not TOKENS.fullmatch(name)


def without_keys(text: str) -> str:
    """Text whose addresses hold no passwords, tokens or signatures.

    >>> without_keys("s3://bucket/x?X-Amz-Signature=abc&part=2")
    's3://bucket/x?X-Amz-Signature=[masked]&part=2'
    """
    if "://" not in text:
        return text
    return SIGNED.sub(rf"\g<1>{MASK}", USER.sub(rf"\g<1>{MASK}", text))


def scrubbed(text: str) -> str:
    """The text with what follows the names of secrets replaced, in addresses too.

    >>> scrubbed("train.py --api-token abc --rate 0.5"), scrubbed("{'password': 'x y', 'n': 1}")
    ('train.py --api-token [masked] --rate 0.5', "{'password': [masked], 'n': 1}")
    >>> scrubbed("Tokens are cut at 512; the secret of a good model"), scrubbed("max_tokens=512")
    ('Tokens are cut at 512; the secret of a good model', 'max_tokens=512')
    """
    text = without_keys(text)
    pieces: list[str] = []
    done = 0
    for start, end in _secrets(text):
        if start >= done:
            pieces += (text[done:start], MASK)
            done = end
    return "".join((*pieces, text[done:])) if pieces else text


def _secrets(text: str) -> Iterator[tuple[int, int]]:
    for found in SECRET.finditer(text):
        before = NAME_BEFORE.search(text[max(0, found.start() - 64) : found.start()])
        after = NAME_AFTER.match(text, found.end())
        if before is None or after is None:
            continue
        name = f"{before[0]}{found[0]}{after[0]}"
        between = BETWEEN.match(text, after.end())
        if between is None or not is_secret(name):
            continue
        # Words follow each other in every sentence; a flag's value follows its name so too.
        if ":" not in between[0] and "=" not in between[0] and not name.startswith("--"):
            continue
        value = VALUE.match(text, between.end())
        if value is not None and value[0] != MASK:
            yield value.span()
