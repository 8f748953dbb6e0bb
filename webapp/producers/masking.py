"""What nobody may read: credentials in properties, by the name of their key and by their form."""

import json
import re
from collections.abc import Mapping
from typing import Final

from webapp.metadata import Properties, Value
from webapp.producers.values import DEEPEST, parsed

MASK: Final = "[masked]"

SECRET: Final = re.compile(
    r"passw|passphrase|(^|[_.\-])pwd|secret|credential|token(?!i[sz])|authorization|bearer"
    r"|api[_.\-]?key|access[_.\-]?key|private[_.\-]?key|signing[_.\-]?key|session[_.\-]?info",
    re.IGNORECASE,
)
# Words about text that is cut into tokens: no secrets, though "token" is in their names.
TOKENS: Final = re.compile(
    r"(.*[_.\-])?((pad|eos|bos|unk|mask|cls|sep|special|stop|start|end|max|min|num|n|new|total)"
    r"[_.\-]?tokens?([_.\-]ids?)?|tokens?[_.\-](ids?|types?|count|counts|length|type[_.\-]ids?))",
    re.IGNORECASE,
)
# What holds values of which any may be a secret, in the manifest of a Kubernetes resource.
MANIFEST_SECRETS: Final = frozenset({"data", "stringData"})
IN_ADDRESS: Final = re.compile(
    r"(?P<before>://[^/\s:@]*:)[^/\s@]+(?=@)"
    r"|(?P<name>[?&;][^=&#\s]*(?:token|secret|passw|credential|signature|[?&;]sig|key)[^=&#\s]*=)"
    r"[^&#\s]+",
    re.IGNORECASE,
)


def is_secret(name: str) -> bool:
    """Whether a key of that name holds what nobody may read.

    >>> [is_secret(one) for one in ("db_password", "authToken", "max_tokens", "tokenizer", "name")]
    [True, True, False, False, False]
    """
    return bool(SECRET.search(name)) and not TOKENS.fullmatch(name)


def masked(name: str, value: Value) -> Value:
    """The value of property `name` with its secrets replaced; as it is if it has none.

    >>> masked("password", "hunter2"), masked("notes", '{"token": "abc", "rate": 0.5}')
    ('[masked]', '{"token": "[masked]", "rate": 0.5}')
    >>> masked("learning_rate", 0.5), masked("url", "https://ana:hunter2@example.org/x")
    (0.5, 'https://ana:[masked]@example.org/x')
    """
    if is_secret(name):
        return MASK if value not in (None, "", False) else value
    if not isinstance(value, str):
        return _inside(value, DEEPEST)
    found = parsed(value)
    if isinstance(found, str):
        return address(value)
    shown = _inside(found, DEEPEST, manifest=name == "object")
    return value if shown == found else json.dumps(shown, ensure_ascii=False)


def masked_properties(properties: Mapping[str, Value]) -> Properties:
    """Every property by name, its secrets replaced."""
    return {name: masked(name, value) for name, value in properties.items()}


def address(text: str) -> str:
    """Text whose addresses hold no passwords, tokens or signatures.

    >>> address("s3://bucket/x?X-Amz-Signature=abc&part=2")
    's3://bucket/x?X-Amz-Signature=[masked]&part=2'
    """
    if "://" not in text:
        return text
    return IN_ADDRESS.sub(lambda found: f"{found['before'] or found['name']}{MASK}", text)


def _inside(value: Value, depth: int, *, manifest: bool = False) -> Value:
    if depth == 0:
        return None
    match value:
        case dict():
            return {
                name: _member(value, name, one, depth - 1, manifest=manifest)
                for name, one in value.items()
            }
        case list():
            return [_inside(one, depth - 1, manifest=manifest) for one in value]
        case str():
            return address(value)
    return value


def _member(
    holder: dict[str, Value], name: str, value: Value, depth: int, *, manifest: bool
) -> Value:
    if manifest and name in MANIFEST_SECRETS and isinstance(value, dict):
        return dict.fromkeys(value, MASK)
    if manifest and name == "env" and isinstance(value, list):
        return [_variable(one, depth) for one in value]
    # A list of {name: …, value: …}, as environments and parameters often are.
    called = holder.get("name")
    named = name == "value" and isinstance(called, str) and is_secret(called)
    if (named or is_secret(name)) and value not in (None, "", False):
        return MASK
    return _inside(value, depth, manifest=manifest)


def _variable(stored: Value, depth: int) -> Value:
    if isinstance(stored, dict) and "value" in stored:
        return stored | {"value": MASK}
    return _inside(stored, depth, manifest=True)
