"""The thousandth page beside the first."""

import json
from collections.abc import Callable, Iterator
from typing import Final

from benchmarks.answers import PAGE
from benchmarks.client import Client, WrongError
from benchmarks.ground import Ground
from benchmarks.report import Bar, Line
from benchmarks.served import ours, until_in_step
from benchmarks.timing import in_turn, median
from benchmarks.works import shown

STARTING_SECONDS: Final = 60.0
DEEP: Final = 1_000
LARGEST_PAGE: Final = 200
# What noise alone makes of twice the same page.
SAME: Final = Bar(1.25, of_ratio=True)


def depth(ground: Ground) -> Iterator[Line]:
    """A line for the deepest page, up to the thousandth."""
    deep = min(DEEP, ground.size // PAGE)
    with ours(ground.url, ground.catalog) as dashboard:
        until_in_step(dashboard, ground.size, STARTING_SECONDS)
        with Client(dashboard.port) as client:
            after = _place(client, (deep - 1) * PAGE)
            first = _page(client, "", ground.size)
            last = _page(client, f"&after={after}", ground.size - (deep - 1) * PAGE)
            times = in_turn({"first": first, "deep": last}, ground.rounds)
    one, other = (median(times[side]) for side in ("first", "deep"))
    yield Line(f"page {deep:,} of the newest (floor: page 1)", other, "ms", one, SAME)


def _place(client: Client, rows: int) -> str:
    """The cursor behind so many rows."""
    cursor = ""
    while rows:
        step = min(rows, LARGEST_PAGE)
        path = f"/artifacts.json?facets=&limit={step}&after={cursor}"
        cursor = json.loads(client.get(path).body)["after"]
        rows -= step
    return cursor


def _page(client: Client, place: str, newest: int) -> Callable[[int], float]:
    """What asks for the page that begins with that id."""
    ids = tuple(range(newest, newest - PAGE, -1))

    def ask(_: int) -> float:
        answer = client.get(f"/artifacts?facets={place}")
        if shown(answer.body) != ids:
            raise WrongError(f"the page behind {place} does not begin with {newest}")
        return answer.seconds

    return ask
