"""What a comparison comes to, in a sentence."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final

from webapp.queries.compare.changes import is_number
from webapp.queries.compare.fields import Group
from webapp.queries.compare.sides import Side
from webapp.queries.compare.table import Line
from webapp.queries.direction import direction
from webapp.queries.phrases import Phrase, enumerated, said
from webapp.queries.rows import ArtifactRow
from webapp.texts import cut_at

LONGEST_NAME: Final = 40
COUNTED: Final[Mapping[Group, tuple[str, str]]] = {
    "parameters": ("hyperparameter", "hyperparameters"),
    "steps": ("parameter of the execution", "parameters of the execution"),
    "inputs": ("input", "inputs"),
    "outputs": ("output", "outputs"),
    "labels": ("label", "labels"),
}
COUNTED_OF_EXECUTIONS: Final = {**COUNTED, "parameters": ("parameter", "parameters")}
SMALL: Final = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")


def names_of(sides: Sequence[Side]) -> tuple[str, ...]:
    """What tells the records apart, as short as can be: versions, or names, or both, or ids.

    Texts that some of them share get their ids.
    """
    if len({side.row.name for side in sides}) == 1:
        names = [side.row.version or f"#{side.row.id}" for side in sides]
    else:
        names = [f"{side.row.name} {side.row.version}".strip() for side in sides]
    return tuple(
        cut_at(name, LONGEST_NAME) if names.count(name) == 1 else f"#{side.row.id}"
        for name, side in zip(names, sides, strict=True)
    )


def sentence(sides: Sequence[Side], lines: Sequence[Line]) -> tuple[Phrase, ...]:
    """What changed from the first record to the last, or over all, and how much is the same."""
    names = names_of(sides)
    differing = [line for line in lines if not line.same]
    if not differing:
        return said([f"All {len(lines):,} fields are the same."])
    start = f"From {names[0]} to {names[1]}, "
    if len(sides) > 2:  # noqa: PLR2004
        start = f"Among {', '.join(names[:-1])} and {names[-1]}, "
    measured = _state(differing) or next(_measured(names, differing), ())
    is_artifact = isinstance(sides[0].row, ArtifactRow)
    counts = list(_counts(differing, COUNTED if is_artifact else COUNTED_OF_EXECUTIONS))
    same = len(lines) - len(differing)
    return said(
        [
            start,
            *measured,
            ". " if measured else "",
            *_changed(counts, bool(measured), len(differing)),
            _same(same),
        ]
    )


def _state(lines: Iterable[Line]) -> tuple[Phrase | str, ...]:
    """How the state of two records differs."""
    for line in lines:
        if line.group == "facts" and line.name == "State" and len(line.cells) == 2:  # noqa: PLR2004
            first, second = (str(one.value).replace("_", " ").lower() for one in line.cells)
            return (Phrase(f"the state went from {first} to {second}", strong=True),)
    return ()


def _measured(names: Sequence[str], lines: Iterable[Line]) -> Iterator[tuple[Phrase | str, ...]]:
    """What came of the first metric that differs, those first whose better end is known."""
    told = [line for line in lines if line.group == "evaluations"]
    for line in sorted(told, key=lambda one: not direction(one.name)):
        values = [(one.value, name) for one, name in zip(line.cells, names, strict=True)]
        numbers = [(value, name) for value, name in values if is_number(value)]
        if len(numbers) != len(names):
            continue
        (first, _), (last, _) = numbers[0], numbers[-1]
        name = cut_at(line.name, LONGEST_NAME)
        if len(names) == 2:  # noqa: PLR2004
            way = "rose" if last > first else "fell"
            by = _written(abs(last - first), line.digits)
            yield Phrase(f"{name} {way} by {by}", strong=True), f" to {_written(last, line.digits)}"
            continue
        low, high = min(numbers), max(numbers)
        better = direction(line.name)
        best = f"best with {(low if better == 'lower' else high)[1]}" if better else ""
        ends = [_written(value, line.digits) for value, _ in (low, high)]
        between = f"{name} lies between {ends[0]} and {ends[1]}"
        yield (f"{between}, ", Phrase(best, strong=True)) if best else (between,)


def _counts(lines: Sequence[Line], counted: Mapping[Group, tuple[str, str]]) -> Iterator[Phrase]:
    for group, (one, many) in counted.items():
        count = sum(1 for line in lines if line.group == group)
        if count:
            number = SMALL[count] if count < len(SMALL) else f"{count:,}"
            yield Phrase(f"{number} {one if count == 1 else many}")


def _changed(counts: Sequence[Phrase], starts: bool, differing: int) -> Iterator[Phrase | str]:
    if not counts:
        number = f"{differing:,} field" + ("" if differing == 1 else "s")
        yield f"{number} differ{'s' if differing == 1 else ''}. "
        return
    listed = "".join(one.text for one in enumerated(counts, 0, ("", "")))
    yield f"{listed[:1].upper() if starts else listed[:1]}{listed[1:]} changed. "


def _same(count: int) -> str:
    if not count:
        return "No field is the same."
    return f"{count:,} other field{' is' if count == 1 else 's are'} the same."


def _written(value: float, digits: int | None) -> str:
    return f"{value:,}" if isinstance(value, int) else f"{value:,.{digits}f}".replace("-", "−")
