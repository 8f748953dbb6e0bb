"""A document to the terms, columns and row of the index."""

from collections.abc import Iterator
from functools import lru_cache
from itertools import accumulate, compress
from operator import attrgetter
from typing import Any, Final

import msgspec
from msgspec import Struct

from webapp.catalog.documents import Document, last_segment
from webapp.catalog.keyed import keyed, unordered
from webapp.catalog.rows import milliseconds, packed
from webapp.catalog.schema import COUNTS, MISSING, NUMBERS, TIMES
from webapp.catalog.terms import exact, fold, short_grams, signs, trigrams, words_of_all
from webapp.metadata import Kind, Value

# The words of one record are found within so many letters; the rest is shown on its own page.
MOST_LETTERS = 200_000
# Names sort by these first letters, then by id.
NAME_ORDER = 64

PLAIN = ("owner", "state", "version", "role", "external_id")
PLAIN_OF = attrgetter(*PLAIN)
HAS = (
    *("producer", "consumer", "input", "output", "type", "name", "uri", "workspace", "run"),
    *("owner", "version", "state", "role", "description", "external_id"),
    *("label", "property", "param", "metric", "unreadable"),
)
TIMES_OF = attrgetter(*TIMES)
COUNTS_OF = attrgetter(*COUNTS)


# tantivy reads JSON in a third of the time that it takes to look through a dict, and processes hand
# on a text several times as fast. Bytes are base64 in it, to both.
ENCODE: Final = msgspec.json.Encoder().encode


class Entry(Struct, frozen=True):
    """A document made ready for the index; `content` is JSON, field names to values."""

    kind: Kind
    id: int
    contexts: tuple[int, ...]
    speaks_of: tuple[int, ...]
    content: str


def entry(document: Document) -> Entry:
    """What the index is given of a document. It takes longer than to give it (measured)."""
    content = ENCODE(content_of(document)).decode()
    return Entry(document.kind, document.id, document.contexts, document.speaks_of, content)


def content_of(document: Document) -> dict[str, Any]:
    """Field names to values."""
    content: dict[str, Any] = {
        "id": document.id,
        "has": [*compress(HAS, _facts(document)), *unordered(document)],
        "name_order": name_order(document.name),
        "words": _words(document),
        "workspace": _places(document.workspaces),
        "run": _places(document.runs),
        "context": [*map(str, document.contexts)],
        "speaks_of": [*map(str, document.speaks_of)],
        "metric_source": [*{str(source) for source in document.metric_sources.values()}],
        "row": packed(document),
        **_numbers(document),
        **keyed(document),
    }
    if document.type:
        content["type"], content["type_is"] = _type(document.type, document.short_type)
    for name, text in zip(PLAIN, PLAIN_OF(document), strict=True):
        if text:
            content[name] = exact(text)
    if document.state:
        content["state_is"] = _folded(document.state)
    if document.role:
        content["role_is"] = _folded(document.role)
    for name, text in (("name", document.name), ("uri", document.uri)):
        if text:
            folded = signs(text)
            content[f"{name}_grams"] = trigrams(folded)
            content[f"{name}_pieces"] = short_grams(folded)
    return content


def name_order(name: str) -> str:
    """The key that sorts by name without case: hexadecimal, since ranges know no escapes.

    >>> name_order("A") == name_order("a") < name_order("ab") < name_order("b")
    True
    """
    return fold(name)[:NAME_ORDER].encode().hex()


def duration(document: Document) -> int | None:
    """Milliseconds from start to end, None where either is unknown."""
    if document.started is None or document.finished is None:
        return None
    return (milliseconds(document.finished) or 0) - (milliseconds(document.started) or 0)


@lru_cache(maxsize=1024)
def _type(whole: str, short: str) -> tuple[str, list[str]]:
    """The terms of a type: of its whole name, and of each name that is compared without case."""
    names = {whole, short, last_segment(whole)}
    return exact(whole), [*{exact(fold(name)) for name in names if name}]


@lru_cache(maxsize=1024)
def _folded(text: str) -> str:
    """The term of a word that is compared without case: there are few states and roles."""
    return exact(fold(text))


def _places(names: tuple[str, ...]) -> list[str]:
    """The terms of workspaces or runs, each once."""
    return [exact(name) for name in dict.fromkeys(names) if name]


def _numbers(document: Document) -> dict[str, int]:
    moments = [milliseconds(time) for time in TIMES_OF(document)]
    found = zip(NUMBERS, (*moments, *COUNTS_OF(document), duration(document)), strict=True)
    return {name: MISSING if number is None else max(number, 0) for name, number in found}


def _facts(document: Document) -> tuple[object, ...]:
    """What the words of `has:` say of the document, in the order of HAS."""
    return (
        document.producers,
        document.consumers,
        document.inputs,
        document.outputs,
        document.type,
        document.name,
        document.uri,
        any(document.workspaces),
        any(document.runs),
        document.owner,
        document.version,
        document.state,
        document.role,
        document.description,
        document.external_id,
        document.labels,
        document.properties or document.custom_properties,
        document.parameters,
        document.metrics,
        document.unreadable,
    )


def _words(document: Document) -> str:
    """Every word of the document's texts, each text once."""
    texts = dict.fromkeys(_texts(document))
    if sum(map(len, texts)) <= MOST_LETTERS:
        return words_of_all(texts)
    ends = accumulate(map(len, texts))
    return words_of_all(
        [
            text[: max(0, MOST_LETTERS - end + len(text))]
            for text, end in zip(texts, ends, strict=True)
        ]
    )


def _texts(document: Document) -> list[str]:
    """Every text that free words look into; a property's key says nothing about one record."""
    texts = [
        document.name,
        document.uri,
        document.type,
        document.short_type,
        *document.workspaces,
        *document.runs,
        document.owner,
        document.version,
        document.state,
        document.external_id,
        *document.metrics,
        *document.labels,
        *document.labels.values(),
        document.description,
        document.failure,
        *document.parameters,
    ]
    for properties in (document.parameters, document.properties, document.custom_properties):
        for value in properties.values():
            if isinstance(value, str):
                texts.append(value)
            elif isinstance(value, list | dict):
                texts.extend(_texts_in(value))
    return texts


def _texts_in(structure: Value) -> Iterator[str]:
    waiting = [structure]
    for value in waiting:
        if isinstance(value, str):
            yield value
        elif isinstance(value, list):
            waiting.extend(value)
        elif isinstance(value, dict):
            waiting.extend(value.values())
