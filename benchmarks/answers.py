"""What is right: for every question of the benchmark, the ids that a page has to show.

Plain Python over the history; nothing of the dashboard is asked.
"""

import random
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final, TypeAlias

from benchmarks.history import SEED, VARIANTS, Step

PAGE: Final = 50
SAMPLES: Final = 32
STAGE: Final = "prod"


@dataclass(frozen=True, slots=True)
class Found:
    """The newest ids, as many as a page shows, and how many there are in all."""

    newest: tuple[int, ...]
    total: int


Answers: TypeAlias = Mapping[str, Found]


@dataclass(frozen=True, slots=True)
class Expected:
    """The answers by the parameter of the question."""

    newest: Answers
    by_workspace: Answers
    by_team: Answers  # of one stage
    common_piece: Answers  # one name in sixteen
    unique_piece: Answers
    one: Answers


def expected(steps: Iterable[Step], seed: int = SEED) -> Expected:
    """The answers over a whole history."""
    by_workspace, by_team, by_variant = (defaultdict[str, list[int]](list) for _ in range(3))
    last = 0
    for step in steps:
        for record in step.outputs:
            last = record.number
            by_workspace[record.workspace].append(last)
            by_variant[record.name.split("-")[1]].append(last)
            if record.labels["stage"] == STAGE:
                by_team[record.labels["team"]].append(last)
    chosen = random.Random(seed).sample(range(1, last + 1), min(SAMPLES, last))
    single = {f"{number:07}": _found([number]) for number in chosen}
    return Expected(
        newest={"": _found(range(1, last + 1))},
        by_workspace=_all(by_workspace),
        by_team=_all(by_team),
        common_piece={f"-{name}-": _found(by_variant[name]) for name in VARIANTS},
        unique_piece=single,
        one={str(int(name)): found for name, found in single.items()},
    )


def _all(found: Mapping[str, list[int]]) -> Answers:
    return {name: _found(numbers) for name, numbers in found.items()}


def _found(numbers: "list[int] | range") -> Found:
    return Found(tuple(numbers[: -PAGE - 1 : -1]), len(numbers))
