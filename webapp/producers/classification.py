"""Curves and confusion matrices that an artifact holds: read where they are drawn, not for lists.

Kubeflow Pipelines 2 keeps them in `confidenceMetrics` and `confusionMatrix`, and once more for each
slice of the data in `evaluationSlices`.
"""

import math
from collections.abc import Iterator
from typing import Final

from msgspec import Struct

from webapp.metadata import Artifact, Properties, Value
from webapp.producers.scrubbing import scrubbed
from webapp.producers.values import mapping, parsed, text, unwrapped

MOST_SLICES: Final = 50
MOST_POINTS: Final = 2_000  # of one curve
MOST_CLASSES: Final = 60  # of one matrix
LONGEST_NAME: Final = 200
KEYS: Final = frozenset({"confidenceMetrics", "confusionMatrix", "evaluationSlices"})


class Threshold(Struct, frozen=True):
    """One point of a ROC curve; `confidence` is None where none is told that a number can hold."""

    confidence: float | None
    recall: float
    false_positive_rate: float


class Curve(Struct, frozen=True):
    """A ROC curve by rising false positive rate; `slice` is "" for all of the data."""

    slice: str
    points: tuple[Threshold, ...]

    @property
    def area(self) -> float | None:
        """The area under the curve between its points, None where it has not two."""
        if len(self.points) <= 1:
            return None
        return sum(
            (after.false_positive_rate - before.false_positive_rate)
            * (after.recall + before.recall)
            / 2
            for before, after in zip(self.points, self.points[1:], strict=False)
        )


class Matrix(Struct, frozen=True):
    """A confusion matrix: a row for each true class, a column for each predicted one."""

    slice: str
    classes: tuple[str, ...]
    rows: tuple[tuple[float, ...], ...]


class Classification(Struct, frozen=True):
    """How well something classifies; `left_out`: some lies beyond what is read of it."""

    curves: tuple[Curve, ...] = ()
    matrices: tuple[Matrix, ...] = ()
    left_out: bool = False


def classification(artifact: Artifact) -> Classification:
    """The curves and matrices of an artifact; empty for one that has none."""
    held = {**artifact.custom_properties, **artifact.properties}
    if not any(key in held for key in KEYS):
        return Classification()
    parts = [("", held), *_slices(held)]
    read = parts[: MOST_SLICES + 1]
    points = [(name, _list(part.get("confidenceMetrics"))) for name, part in read]
    tables = [(name, mapping(part.get("confusionMatrix"))) for name, part in read]
    curves = (_curve(name, stored) for name, stored in points)
    matrices = (_matrix(name, stored) for name, stored in tables)
    return Classification(
        curves=tuple(one for one in curves if one.points),
        matrices=tuple(one for one in matrices if one is not None),
        left_out=len(parts) > len(read)
        or any(len(stored) > MOST_POINTS for _, stored in points)
        or any(len(_list(stored.get("rows"))) > MOST_CLASSES for _, stored in tables),
    )


def _slices(held: Properties) -> Iterator[tuple[str, Properties]]:
    for place, stored in enumerate(_list(held.get("evaluationSlices"))):
        one = mapping(stored)
        name = text(one.get("slice")) or f"slice {place + 1}"
        yield _named(name), mapping(one.get("sliceClassificationMetrics"))


def _curve(name: str, stored: list[Value]) -> Curve:
    points = []
    for one in map(mapping, stored[:MOST_POINTS]):
        recall, rate = _number(one.get("recall")), _number(one.get("falsePositiveRate"))
        if recall is not None and rate is not None:
            points.append(Threshold(_number(one.get("confidenceThreshold")), recall, rate))
    return Curve(name, tuple(sorted(points, key=lambda at: (at.false_positive_rate, at.recall))))


def _matrix(name: str, stored: Properties) -> Matrix | None:
    rows = [_list(mapping(row).get("row")) for row in _list(stored.get("rows"))[:MOST_CLASSES]]
    numbers = [tuple(_number(one) or 0.0 for one in row[:MOST_CLASSES]) for row in rows]
    if not numbers or not numbers[0]:
        return None
    width = max(map(len, numbers))
    specs = _list(stored.get("annotationSpecs"))
    told = [text(mapping(one).get("displayName")) for one in specs[:MOST_CLASSES]]
    size = max(len(numbers), width)
    named = [_named(one) if one else str(place) for place, one in enumerate(told[:size])]
    classes = (*named, *(str(place) for place in range(len(named), size)))
    return Matrix(name, classes, tuple((*row, *(0.0,) * (width - len(row))) for row in numbers))


def _list(stored: Value) -> list[Value]:
    found = unwrapped(parsed(stored))
    return found if isinstance(found, list) else []


def _named(name: str) -> str:
    return scrubbed(name)[:LONGEST_NAME]


def _number(stored: Value) -> float | None:
    if isinstance(stored, bool) or not isinstance(stored, int | float):
        return None
    try:
        number = float(stored)
    except OverflowError:
        return None
    return number if math.isfinite(number) else None
