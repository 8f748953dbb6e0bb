"""Made-up documents whose texts, keys and numbers often meet those of generated queries."""

import math
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from random import Random
from typing import Any

from tests.catalog.trees import SOME_KEYS
from webapp.catalog.documents import Document

# Few values, so that queries find some, ties are common and facets have more than one.
TEXTS = [
    "",
    "a",
    "ab",
    "abc",
    "ABC",
    "abcd",
    "abcxbcd",
    "Straße",
    "STRASSE",
    "a b",
    "a  b",
    "b a-b_a",
    'q"t \\ é',
    "e\u0301a",
    "x:y/z.w",
    "🦊a🦊",
    "İstanbul",
    "line\nbreak\ttab",
    "*",
    "0.5",
    "10",
    "1.0",
    "true",
    "-",
    "2026-10-01T12:00:00Z",
    "2026-10-01T14:00:00.000+02:00",
    "2026-10-01t12:00:00z",
    "\x02ab",
]
TYPES = ["", "Model", "system.Model", "kubeflow.org/alpha/model", "kubeflow.org/Pod/v1", "Ärger"]
MOMENTS = [
    datetime(2025, 12, 31, 23, 59, 59, 999000, UTC),
    datetime(2026, 10, 1, 12, tzinfo=UTC),
    datetime(2026, 10, 1, 12, 0, 0, 1000, tzinfo=UTC),
    datetime(2027, 1, 1, tzinfo=UTC),
]
NUMBERS = [0, 1, 2, 10, -1, 0.5, -1.5, 1000, 1e3, 2**53 + 1, -0.0, 1e-300, float("inf"), 10**400]
DOUBLES = [float(number) for number in NUMBERS if number < 10**300]


def store(seed: int, size: int = 40) -> list[Document]:
    """Artifacts with ids from 1 to `size`, in no order of anything else."""
    random = Random(seed)  # noqa: S311
    ids = random.sample(range(1, size + 1), size)
    return [_document(random, record_id) for record_id in ids]


def _document(random: Random, record_id: int) -> Document:
    def text() -> str:
        return random.choice(TEXTS)

    def moment() -> datetime | None:
        return random.choice([None, *MOMENTS, *MOMENTS]) and random.choice(MOMENTS)

    def count() -> int | None:
        return random.choice([None, 0, 1, 2, 3])

    def under_keys(value: Callable[[], Any]) -> dict[str, Any]:
        return {key: value() for key in random.sample(SOME_KEYS, random.randrange(4))}

    started = moment()
    return Document(
        kind="artifact",
        id=record_id,
        type=random.choice(TYPES),
        short_type=random.choice(["", "Model", "Pod"]),
        role=random.choice(["", "Run", "workspace"]),
        name=random.choice([text(), "".join(random.choices("abé. ", k=random.randrange(9)))]),
        uri=random.choice([text(), "".join(random.choices("abc/", k=random.randrange(9)))]),
        version=text(),
        workspaces=tuple(text() for _ in range(random.randrange(3))),
        runs=tuple(text() for _ in range(random.randrange(3))),
        owner=text(),
        state=random.choice(["", "LIVE", "Live", "FAILED"]),
        description=text(),
        failure=text(),
        external_id=text(),
        created=moment(),
        updated=moment(),
        started=started,
        finished=started and started + timedelta(milliseconds=random.choice([0, 1, 500, 10_000])),
        used=moment(),
        producers=count(),
        consumers=count(),
        inputs=count(),
        outputs=count(),
        labels=under_keys(text),
        metrics=under_keys(lambda: random.choice([*DOUBLES, math.nan])),
        parameters=under_keys(lambda: _value(random)),
        properties=under_keys(lambda: _value(random)),
        custom_properties=under_keys(lambda: _value(random)),
        unreadable=random.random() < 0.1,
    )


def _value(random: Random) -> Any:
    scalars = [*TEXTS, *NUMBERS, True, False, None]
    several = random.choices(scalars, k=3)
    return random.choice([*several, several, {"a": several}])
