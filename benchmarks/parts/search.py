"""What the catalog itself takes: facets of any filter, and pages while it is written."""

import itertools
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from benchmarks.ground import Ground, copied
from benchmarks.report import Bar, Line
from benchmarks.timing import MILLISECONDS, percentile
from webapp.catalog.pages import page
from webapp.catalog.query.parser import parse
from webapp.catalog.reader import Reader
from webapp.catalog.search import Search
from webapp.catalog.snapshot import Snapshot
from webapp.queries.indexed.tally import Tally
from webapp.queries.lists.wanted import Wanted

FILTERS: Final = {
    "everything": "",
    "all but data sets": "-type:data_set",
    "half, by a metric": "metric.accuracy:>=0.4",
    "half, by two types": "type:data_set OR type:metrics",
    "a quarter": "label.stage:prod",
    "one in sixteen": "name:-turbo-",
    "one in eighty": 'label.team:"team 07" label.stage:prod',
}
# No filter of the benchmark: it leaves nothing that is asked for.
ANY: Final = Search("artifact", parse("id:>=1"))
TURNS: Final = 5
MOST_FACETS: Final = Bar(25)
MOST_SEARCH: Final = Bar(10)
SECONDS_OF_COMMITS: Final = 20.0
PAUSE_SECONDS: Final = 0.02
SHARES: Final = {"p50": 0.5, "p99": 0.99}


def search(ground: Ground) -> Iterator[Line]:
    """A line for the facets of each filter, and for pages under commits."""
    for name, text in FILTERS.items():
        wanted = Search("artifact", parse(text))
        seconds = statistics.median(_first_facets(ground.catalog, wanted) for _ in range(TURNS))
        told = f"facets of {name}, asked for the first time"
        yield Line(told, seconds * MILLISECONDS, "ms", None, MOST_FACETS)
    with copied(ground.catalog) as folder, _commits(folder, ground.size):
        times = _under_commits(folder)
    for name, share in SHARES.items():
        told = f"page, count and facets under a commit a second, {name}"
        bar = MOST_SEARCH if name == "p99" else None
        yield Line(told, percentile(times, share), "ms", None, bar)


def _first_facets(catalog: Path, wanted: Search) -> float:
    """The seconds that the facets take where no answer is kept yet."""
    snapshot = Reader(catalog, aside=False).snapshot()
    # What a worker guesses of the columns with its first list, it knows of any filter.
    _facets(snapshot, ANY)
    return _timed(lambda: _facets(snapshot, wanted))


def _under_commits(catalog: Path) -> list[float]:
    """The seconds that each page took while another process commits."""
    reader, times = Reader(catalog), []
    searches = [Search("artifact", parse(text)) for text in FILTERS.values()]
    end = time.monotonic() + SECONDS_OF_COMMITS
    for wanted in itertools.cycle(searches):
        times.append(_timed(lambda: _whole(reader.snapshot(), wanted)))  # noqa: B023 - called now
        if time.monotonic() > end:
            return times[len(searches) :]
        time.sleep(PAUSE_SECONDS)
    return times


def _whole(snapshot: Snapshot, wanted: Search) -> None:
    _facets(snapshot, wanted)
    page(snapshot, wanted)


def _facets(snapshot: Snapshot, wanted: Search) -> None:
    """What is counted for the facets that a list shows unless told otherwise."""
    Tally(snapshot, wanted, Wanted(wanted.kind, wanted.query))


def _timed(ask: Callable[[], None]) -> float:
    begin = time.perf_counter()
    ask()
    return time.perf_counter() - begin


@contextmanager
def _commits(catalog: Path, artifacts: int) -> Iterator[None]:
    """A block while which another process writes the catalog."""
    command = [sys.executable, "-m", "benchmarks.committing", str(catalog), str(artifacts)]
    with subprocess.Popen(command, stdin=subprocess.PIPE) as process:
        try:
            yield
        finally:
            process.communicate()
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, command)
