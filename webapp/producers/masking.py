"""What nobody may read: credentials in properties, by the name of their key and by their form."""

import json
from collections.abc import Iterator, Mapping
from typing import Final

from webapp.metadata import Properties, Value
from webapp.producers.scrubbing import LONG, MASK, is_secret, may_have_keys, scrubbed
from webapp.producers.values import DEEPEST, STRUCTURES, parsed

# What holds values of which any may be a secret, in the manifest of a Kubernetes resource.
MANIFEST: Final = "object"
MANIFEST_SECRETS: Final = frozenset({"data", "stringData"})


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
        return _inside(value, DEEPEST) if isinstance(value, STRUCTURES) else value
    found = parsed(value)
    if isinstance(found, str):
        # A manifest too long or too odd to be parsed cannot be masked in parts.
        return MASK if name == MANIFEST and found.lstrip().startswith("{") else scrubbed(value)
    shown = _inside(found, DEEPEST, manifest=name == MANIFEST)
    return value if shown == found else json.dumps(shown, ensure_ascii=False)


def may_hold_secrets(*properties: Properties) -> bool:
    """Whether any of these could have to be replaced: few looks instead of one at each.

    >>> may_hold_secrets({"name": "a@b", "uri": "s3://x"}), may_hold_secrets({"authToken": "x"})
    (False, True)
    """
    texts: list[str] = []
    for one in properties:
        if MANIFEST in one:
            return True
        for name, value in one.items():
            texts.append(name)
            if isinstance(value, str):
                texts.append(value)
            elif isinstance(value, STRUCTURES):
                texts.append(str(value))
    together = "\n".join(texts)
    if len(together) < LONG:
        return may_have_keys(together)
    # Numbers by the megabyte have few letters, which the names of other properties would hide.
    others = "\n".join(text for text in texts if len(text) < LONG)
    return any(map(may_have_keys, (others, *(text for text in texts if len(text) >= LONG))))


def masked_properties(properties: Mapping[str, Value]) -> Properties:
    """Every property by name, its secrets replaced."""
    if not may_hold_secrets(properties):
        return dict(properties)
    return {name: masked(name, value) for name, value in properties.items()}


def masked_labels(labels: Mapping[str, str]) -> dict[str, str]:
    """Every label by its key, its secrets replaced."""
    return {key: MASK if is_secret(key) else scrubbed(value) for key, value in labels.items()}


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
            return [*_members(value, depth - 1, manifest=manifest)]
        case str():
            return _text(value, depth - 1, manifest=manifest)
    return value


def _text(value: str, depth: int, *, manifest: bool) -> str:
    """The text, which may be JSON: kubectl keeps a whole manifest in an annotation of itself."""
    found = parsed(value)
    if isinstance(found, str):
        return scrubbed(value)
    shown = _inside(found, depth, manifest=manifest)
    return value if shown == found else json.dumps(shown, ensure_ascii=False)


def _members(values: list[Value], depth: int, *, manifest: bool) -> Iterator[Value]:
    """The values of a list; in a command line the value of a secret stands behind its flag."""
    before: Value = None
    for one in values:
        is_value = isinstance(before, str) and before.startswith("-") and "=" not in before
        if is_value and isinstance(one, str) and one and is_secret(str(before).lstrip("-")):
            yield MASK
        else:
            yield _inside(one, depth, manifest=manifest)
        before = one


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
