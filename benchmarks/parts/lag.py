"""How long after the store took an artifact the lists show it, while clients read."""

import json
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from typing import Final

from benchmarks.client import Client, WrongError
from benchmarks.ground import Ground, copied
from benchmarks.parts.pages import STARTING_SECONDS
from benchmarks.processes import HOST, store_process
from benchmarks.report import Bar, Line
from benchmarks.served import ours, until_in_step
from benchmarks.timing import percentile
from benchmarks.works import Work, works

CLIENTS: Final = 8
SECONDS: Final = 20.0
# A process answers its first questions more slowly; that is the part `start`.
WARMING_SECONDS: Final = 2.0
PATIENCE_SECONDS: Final = 20.0
PAUSE_SECONDS: Final = 0.05
NEWEST: Final = "/artifacts.json?facets=&limit=200&sort=-id"
ONE_SECOND: Final = Bar(1_000)
SHARES: Final = {"p50": 0.5, "p99": 0.99}


def lag(ground: Ground) -> Iterator[Line]:
    """A line for the lag's middle, one for what all but a hundredth keep to."""
    asked = works(ground.answers)
    with ExitStack() as stack:
        file = stack.enter_context(copied(ground.store))
        catalog = stack.enter_context(copied(ground.catalog))
        store = stack.enter_context(store_process(file))
        dashboard = stack.enter_context(ours(f"grpc://{store.address}", catalog))
        until_in_step(dashboard, ground.size, STARTING_SECONDS)
        with _readers(dashboard.port, [asked["W1"], asked["W2"]]):
            time.sleep(WARMING_SECONDS)
            taken, shown = _followed(store.port, dashboard.port)
    lags = [shown[one] - time_taken for one, time_taken in taken.items()]
    for name, share in SHARES.items():
        told = f"lag under 50 writes/s while {CLIENTS} clients read, {name}"
        bar = ONE_SECOND if name == "p99" else None
        yield Line(told, percentile(lags, share), "ms", None, bar)


def _followed(store: int, dashboard: int) -> tuple[Mapping[int, float], Mapping[int, float]]:
    """When the store had taken each artifact, and when a list first showed it."""
    command = [sys.executable, "-m", "benchmarks.writing", HOST, str(store), str(SECONDS)]
    taken: dict[int, float] = {}
    shown: dict[int, float] = {}
    with (
        subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as writing,
        Client(dashboard) as client,
    ):
        noting = threading.Thread(target=_note, args=[writing, taken])
        noting.start()
        deadline = time.monotonic() + SECONDS + PATIENCE_SECONDS
        while noting.is_alive() or taken.keys() - shown.keys():
            if time.monotonic() > deadline:
                raise WrongError(f"{len(taken.keys() - shown.keys())} artifacts are never shown")
            told = json.loads(client.get(NEWEST).body)
            now = time.time()
            for item in told["items"]:
                shown.setdefault(item["id"], now)
            time.sleep(PAUSE_SECONDS)
    return taken, shown


def _note(writing: "subprocess.Popen[str]", taken: dict[int, float]) -> None:
    for line in writing.stdout or ():
        number, at = line.split()
        taken[int(number)] = float(at)


@contextmanager
def _readers(port: int, asked: Sequence[Work]) -> Iterator[None]:
    """A block while which so many clients ask for one page after the other."""
    over = threading.Event()

    def read(first: int) -> None:
        with Client(port) as client:
            turn = first
            while not over.is_set():
                client.get(asked[turn % len(asked)].question(turn).plain)
                turn += 1

    threads = [threading.Thread(target=read, args=[number]) for number in range(CLIENTS)]
    for thread in threads:
        thread.start()
    try:
        yield
    finally:
        over.set()
        for thread in threads:
            thread.join()
