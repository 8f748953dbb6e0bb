"""What stands under keys in a record (labels, parameters, properties, metrics), as terms."""

from collections.abc import Iterable
from itertools import chain, islice
from typing import Any, TypeAlias, TypeVar

from webapp.catalog.documents import Document
from webapp.catalog.query.values import number
from webapp.catalog.terms import as_double, exact, ordered, path, scalars, written
from webapp.metadata import Value

# What lies beyond is not found, but shown on the record's own page.
MOST_KEYS = 1_000
STARTS_OF_NUMBERS = frozenset("0123456789+-.")

Term = TypeVar("Term")
# Terms by group and by key.
Groups: TypeAlias = dict[str, dict[str, list[Term]]]


def keyed(document: Document) -> dict[str, Any]:
    """The columns `text`, `number` and `…_key` of a document."""
    texts: Groups[str] = {}
    numbers: Groups[int] = {}
    properties = chain(document.properties.items(), document.custom_properties.items())
    keys = {
        "label_key": _add("label", document.labels.items(), texts, numbers),
        "param_key": _add("param", document.parameters.items(), texts, numbers),
        "property_key": _add("property", properties, texts, numbers),
        "metric_key": _add("metric", document.metrics.items(), {}, numbers),
    }
    return {"text": texts, "number": numbers, **keys}


def _add(
    group: str, pairs: Iterable[tuple[str, Value]], texts: Groups[str], numbers: Groups[int]
) -> list[str]:
    """The keys of the pairs, whose terms are put under `group`.

    A number equals numbers. A text that looks like one is compared as one, never equal to one,
    so it stands in a group of its own: "paramText" beside "param".
    """
    keys: dict[str, None] = {}
    under: dict[str, list[str]] = {}
    for key, value in islice(pairs, MOST_KEYS):
        keys[exact(key)] = None
        step = path(key)
        if isinstance(value, str):
            under.setdefault(step, []).append(exact(value))
            if value[:1] in STARTS_OF_NUMBERS and (double := number(value)) is not None:
                place = numbers.setdefault(f"{group}Text", {})
                place.setdefault(step, []).append(ordered(double))
        elif value is not None:
            _add_scalars(group, step, value, under, numbers)
    if under:
        texts[group] = under
    return [*keys]


def _add_scalars(
    group: str, step: str, value: Value, under: dict[str, list[str]], numbers: Groups[int]
) -> None:
    for scalar in scalars(value):
        text = written(scalar)
        under.setdefault(step, []).append(exact(text))
        found, double = group, None
        if isinstance(scalar, str):
            if text[:1] in STARTS_OF_NUMBERS:
                found, double = f"{group}Text", number(text)
        elif not isinstance(scalar, bool):
            double = as_double(scalar)
        if double is not None:
            numbers.setdefault(found, {}).setdefault(step, []).append(ordered(double))
