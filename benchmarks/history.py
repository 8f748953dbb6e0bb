"""What a made-up company logged, the same for every size: a smaller history begins a larger one.

Each run prepares a data set and trains two models on it, each from an older model of the same
workspace, and evaluates them: five artifacts, three executions.

>>> short, long = [*steps(10)], [*steps(20)]
>>> long[: len(short)] == short
True
"""

import itertools
import random
from collections import deque
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Final, Literal, TypeAlias

SEED: Final = 20_240_607
BEGINNING: Final = datetime(2024, 1, 1, tzinfo=UTC)
# A year holds a million artifacts.
BETWEEN_ARTIFACTS: Final = timedelta(seconds=30)

WORKSPACES: Final = tuple(f"workspace {number:03}" for number in range(100))
TEAMS: Final = tuple(f"team {number:02}" for number in range(20))
STAGES: Final = ("dev", "test", "staging", "prod")
REGIONS: Final = ("af-1", "ap-1", "ap-2", "eu-1", "eu-2", "sa-1", "us-1", "us-2")
OWNERS: Final = tuple(f"user{number:02}@example.org" for number in range(50))
FRAMEWORKS: Final = ("jax", "pytorch", "sklearn", "tensorflow")
SUBJECTS: Final = (
    *("clicks", "claims", "images", "invoices"),
    *("payments", "reviews", "sales", "trips"),
)
FAMILIES: Final = (
    *("bert", "catboost", "lightgbm", "prophet"),
    *("resnet", "unet", "whisper", "xgboost"),
)
VARIANTS: Final = (
    *("base", "cloud", "deep", "distil", "edge", "exact", "fast", "large"),
    *("mobile", "pruned", "quant", "robust", "sparse", "tiny", "turbo", "wide"),
)
ARTIFACTS_OF_A_RUN: Final = 5
STEPS_OF_A_RUN: Final = 3
# A model is trained from one of so many latest ones of its workspace.
PARENTS: Final = 8

Sort: TypeAlias = Literal["data set", "model", "metrics"]


@dataclass(frozen=True, slots=True)
class Record:
    """An artifact as it is logged; `number` is its id. What its sort lacks is empty."""

    number: int
    sort: Sort
    name: str
    workspace: str
    owner: str
    version: str
    labels: Mapping[str, str]
    framework: str = ""
    learning_rate: float = 0.0
    data_set: int = 0
    model: int = 0
    values: Mapping[str, float] = field(default_factory=dict)

    @property
    def uri(self) -> str:
        """Where the artifact is said to lie."""
        return f"s3://bucket-{self.workspace[-3:]}/{self.labels['team']}/{self.name}"

    @property
    def description(self) -> str:
        """A sentence on what it is for."""
        return f"The {self.sort} of {self.labels['team']} for {self.labels['region']}."


@dataclass(frozen=True, slots=True)
class Step:
    """An execution; `number` is its id, `inputs` are artifacts that were logged before."""

    number: int
    name: str
    workspace: str
    run: str
    started: datetime
    inputs: tuple[int, ...]
    outputs: tuple[Record, ...]


def steps(artifacts: int, seed: int = SEED) -> Iterator[Step]:
    """The executions that log so many artifacts (rounded up to whole runs), by id."""
    source = random.Random(seed)
    latest = {workspace: deque[int](maxlen=PARENTS) for workspace in WORKSPACES}
    for number in range(-(-artifacts // ARTIFACTS_OF_A_RUN)):
        workspace = source.choice(WORKSPACES)
        yield from _run(number, workspace, latest[workspace], source)


def records(logged: Iterable[Step]) -> Iterator[Record]:
    """The artifacts that steps put out, in the order of their ids."""
    return itertools.chain.from_iterable(step.outputs for step in logged)


def logged_at(artifact: int) -> datetime:
    """When the artifact of that id is logged."""
    return BEGINNING + artifact * BETWEEN_ARTIFACTS


def _run(number: int, workspace: str, latest: deque[int], source: random.Random) -> Iterator[Step]:
    """A run's steps; its models are among the workspace's latest from then on."""
    name = f"run {number + 1:06}"
    step, data_set = number * STEPS_OF_A_RUN + 1, number * ARTIFACTS_OF_A_RUN + 1
    outputs: tuple[Record, ...] = (record(data_set, "data set", workspace, source),)
    yield Step(step, "prepare", workspace, name, _begun(data_set), (), outputs)
    for place in (1, 2):
        model = data_set + 2 * place - 1
        inputs = (data_set, source.choice(latest)) if latest else (data_set,)
        outputs = (
            record(model, "model", workspace, source),
            record(model + 1, "metrics", workspace, source, (data_set, model)),
        )
        latest.append(model)
        yield Step(step + place, "train", workspace, name, _begun(model), inputs, outputs)


def record(
    number: int,
    sort: Sort,
    workspace: str,
    source: random.Random,
    about: tuple[int, int] = (0, 0),
) -> Record:
    """An artifact; `about` names the data set and the model that metrics are about."""
    choice = source.choice
    subject = choice(SUBJECTS if sort == "data set" else FAMILIES)
    evaluated = sort == "metrics"
    return Record(
        number=number,
        sort=sort,
        name=f"{subject}-{choice(VARIANTS)}-{number:07}",
        workspace=workspace,
        owner=choice(OWNERS),
        version=f"v{source.randrange(1_000) / 10}",
        labels={
            "team": choice(TEAMS),
            "stage": choice(STAGES),
            "region": choice(REGIONS),
            "uid": f"{source.getrandbits(48):012x}",
        },
        framework=choice(FRAMEWORKS),
        learning_rate=round(source.random() / 10, 4),
        data_set=about[0],
        model=about[1],
        values={"accuracy": _score(source), "loss": _score(source)} if evaluated else {},
    )


def _score(source: random.Random) -> float:
    return round(source.random(), 6)


def _begun(artifact: int) -> datetime:
    """When the step began whose first output the artifact is."""
    return logged_at(artifact) - BETWEEN_ARTIFACTS / 2
