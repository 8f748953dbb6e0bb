"""Full pages over HTTP beside the floor's: lists without and with facets, one record."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Final

from benchmarks.client import Client, WrongError
from benchmarks.ground import Ground
from benchmarks.report import Bar, Line
from benchmarks.served import floor, ours, processor_seconds, until_in_step, workers_of
from benchmarks.timing import WARMING, in_turn, median
from benchmarks.works import Question, Work, shown, works

STARTING_SECONDS: Final = 60.0
THREE_FLOORS: Final = Bar(3, of_ratio=True)
FIVE_FLOORS: Final = Bar(5, of_ratio=True)
LARGE: Final = 1_000_000


class Metered:
    """A side that also notes how long processors worked for each turn."""

    def __init__(self, ask: Callable[[int], float], pids: Sequence[int]) -> None:
        self.worked: list[float] = []
        self._ask = ask
        self._pids = pids

    def __call__(self, turn: int) -> float:
        """The seconds that the turn took."""
        before = processor_seconds(self._pids)
        seconds = self._ask(turn)
        self.worked.append(processor_seconds(self._pids) - before)
        return seconds


def pages(ground: Ground) -> Iterator[Line]:
    """A line for each question."""
    asked = works(ground.answers)
    with ours(ground.url, ground.catalog) as dashboard, floor(ground.table) as bare:
        until_in_step(dashboard, ground.size, STARTING_SECONDS)
        pids, floor_pids = workers_of(dashboard), bare.family()
        with Client(dashboard.port) as our_client, Client(bare.port) as floor_client:
            for name, work in asked.items():
                sides = {
                    "floor": Metered(asking(floor_client, work, lambda it: it.floor), floor_pids),
                    "ours": Metered(asking(our_client, work, lambda it: it.plain), pids),
                }
                if work.questions[0].plain != work.questions[0].ours:
                    facets = asking(our_client, work, lambda it: it.ours)
                    sides["with facets"] = Metered(facets, pids)
                times = in_turn(sides, ground.rounds)
                waited = {side: median(times[side]) for side in sides}
                worked = {side: median(one.worked[WARMING:]) for side, one in sides.items()}
                yield from _lines(name, work, waited, worked, ground.size)


def asking(client: Client, work: Work, path: Callable[[Question], str]) -> Callable[[int], float]:
    """What asks for one page after the other and says how many seconds each took.

    Raises WrongError for a page that is not the right one.
    """

    def ask(turn: int) -> float:
        question = work.question(turn)
        answer = client.get(path(question))
        found, ids = shown(answer.body), question.ids
        # A record's own page names others, too.
        if found != ids and not (question.plain == question.ours and ids[0] in found):
            raise WrongError(f"{path(question)}: shows {found[:5]}, and {ids[:5]} is right")
        return answer.seconds

    return ask


def _lines(
    name: str, work: Work, waited: Mapping[str, float], worked: Mapping[str, float], size: int
) -> Iterator[Line]:
    of_ratio = name in {"W1", "W1ws", "W2"}
    bars = {
        "ours": THREE_FLOORS if of_ratio else None,
        "with facets": FIVE_FLOORS if of_ratio else None,
    }
    if name.startswith("W3"):
        bars["ours"] = Bar(15 if size >= LARGE else 5)
    told = {"ours": f"{name} {work.name}", "with facets": f"{name} with default facets"}
    for side in [side for side in told if side in waited]:
        cpu = worked[side] / worked["floor"]
        yield Line(told[side], waited[side], "ms", waited["floor"], bars[side], cpu)
