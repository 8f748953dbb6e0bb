"""What stands under keys in a record (labels, parameters, properties, metrics), as terms."""

from collections.abc import Iterable
from functools import lru_cache
from itertools import chain, islice
from typing import Any, TypeAlias, TypeVar

from webapp.catalog.documents import Document
from webapp.catalog.query.values import number
from webapp.catalog.terms import as_double, exact, keyed_term, ordered, path, scalars, written
from webapp.metadata import Value

# What lies beyond is not found, but shown on the record's own page.
MOST_KEYS = 1_000
STARTS_OF_NUMBERS = frozenset("0123456789+-.")

Term = TypeVar("Term")
# By key: a term, or several.
Terms: TypeAlias = dict[str, Term | list[Term]]
Groups: TypeAlias = dict[str, Terms[Term]]


def keyed(document: Document) -> dict[str, Any]:
    """The columns `text`, `number` and `…_key` of a document."""
    texts: Groups[str] = {}
    numbers: Groups[int] = {}
    properties = chain(document.properties.items(), document.custom_properties.items())
    keys = {
        "label_key": _add("label", document.labels.items(), texts, numbers),
        "param_key": _add("param", document.parameters.items(), texts, numbers),
        "property_key": _add("property", properties, texts, numbers),
        "metric_key": _add("metric", document.metrics.items(), None, numbers),
    }
    return {"text": texts, "number": numbers, **keys}


def unordered(document: Document) -> list[str]:
    """A term for each metric whose value has no place in an order: NaN."""
    return [no_order(key) for key, value in document.metrics.items() if as_double(value) is None]


def no_order(key: str) -> str:
    """The term of records whose metric of that key has no place in an order."""
    return f"unordered.{exact(key)}"


def _add(
    group: str, pairs: Iterable[tuple[str, Value]], texts: Groups[str] | None, numbers: Groups[int]
) -> list[str]:
    """The keys of the pairs, whose terms are put under `group`; no `texts` where none are found.

    A number equals numbers. A text that looks like one is compared as one, never equal to one,
    so it stands in a group of its own: "paramText" beside "param".
    """
    keys: dict[str, None] = {}
    under: Terms[str] = {}
    same: Terms[int] = {}
    alike: Terms[int] = {}
    for key, value in islice(pairs, MOST_KEYS):
        name, step = _named(key)
        keys[name] = None
        if isinstance(value, str):
            _put_text(under, alike, step, value)
            continue
        for scalar in scalars(value):
            if isinstance(scalar, str):
                _put_text(under, alike, step, scalar)
                continue
            if texts is not None:
                _put(under, step, keyed_term(written(scalar)))
            if not isinstance(scalar, bool) and (double := as_double(scalar)) is not None:
                _put(same, step, ordered(double))
    if under and texts is not None:
        texts[group] = under
    if same:
        numbers[group] = same
    if alike:
        numbers[f"{group}Text"] = alike
    return [*keys]


def _put_text(under: Terms[str], alike: Terms[int], step: str, text: str) -> None:
    _put(under, step, keyed_term(text))
    if text[:1] in STARTS_OF_NUMBERS and (double := number(text)) is not None:
        _put(alike, step, ordered(double))


def _put(terms: Terms[Term], step: str, term: Term) -> None:
    """Nothing; `term` is one of those at `step`. Most are alone: no list of one is made."""
    if step not in terms:
        terms[step] = term
    elif isinstance(there := terms[step], list):
        there.append(term)
    else:
        terms[step] = [there, term]


@lru_cache(maxsize=4096)
def _named(key: str) -> tuple[str, str]:
    """The term of a key and its step of a path: the same ones come in every record."""
    return exact(key), path(key)
