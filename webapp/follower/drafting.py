"""Batches of records made into entries of the index, in processes of their own where it helps.

To make entries takes longer than all else of a first build together, and Python makes one at a
time: processes beside it make them on other cores. They keep nothing; where one cannot be had, or
ends, the entries are made here.
"""

import math
import os
import pickle
import subprocess
import sys
from collections import deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO, Final, Self, TypeAlias, cast

from webapp.catalog.entries import Entry, entry
from webapp.follower.batches import Batch, ContextsOf
from webapp.metadata import Context

# A process takes half a second to start: as long as so many records take here.
WORTH_IT: Final = 5_000
MOST_DRAFTERS: Final = 3
# Batches that wait for each drafter, so that it has work while a commit takes a second.
AHEAD: Final = 10

PROTOCOL: Final = 5
LIMIT: Final = Path("/sys/fs/cgroup/cpu.max")

# The contexts that hold records, by the record's id.
HeldBy: TypeAlias = Mapping[int, Sequence[Context]]


def draft(batch: Batch, held: HeldBy) -> list[Entry]:
    """The entries of a batch, whose records are `held` by contexts."""
    return [entry(one) for one in batch.documents(lambda _, record_id: held.get(record_id, ()))]


class Drafting:
    """Drafters for so many records; they are gone when the block ends, and with this process."""

    def __init__(self, records: int) -> None:
        spare = min(_processors() - 1, MOST_DRAFTERS) if records >= WORTH_IT else 0
        self._drafters: Final = [_Drafter() for _ in range(spare)]
        self._most_waiting: Final = AHEAD * spare
        # A thread for each writes to it and waits for what it says.
        self._threads: Final = [ThreadPoolExecutor(max_workers=1) for _ in self._drafters]

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        for drafter in self._drafters:
            drafter.end()
        for thread in self._threads:
            thread.shutdown(cancel_futures=True)

    def drafted(
        self, batches: Iterable[Batch], contexts_of: ContextsOf
    ) -> Iterator[tuple[Batch, Sequence[Entry]]]:
        """Each batch with its entries, in their order."""
        waiting: deque[tuple[Batch, Future[Sequence[Entry]]]] = deque()
        for turn, batch in enumerate(batches):
            held = _held(batch, contexts_of)
            if not self._drafters:
                yield batch, draft(batch, held)
                continue
            place = turn % len(self._drafters)
            job = self._threads[place].submit(self._drafters[place].draft, batch, held)
            waiting.append((batch, job))
            while waiting and (waiting[0][1].done() or len(waiting) > self._most_waiting):
                yield _next(waiting)
        while waiting:
            yield _next(waiting)


class _Drafter:
    """A process that answers each batch with its entries."""

    def __init__(self) -> None:
        self._process: subprocess.Popen[bytes] | None = None
        self._is_over = False
        command = [sys.executable, "-m", "webapp.follower.drafter"]
        with suppress(OSError):
            self._process = subprocess.Popen(  # noqa: S603 - our own module, and no shell
                command,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                # Ctrl-C is for this process, which ends them.
                process_group=0,
            )

    def draft(self, batch: Batch, held: HeldBy) -> Sequence[Entry]:
        """The entries of the batch, made by the process or, where that is gone, here."""
        if self._process is not None:
            try:
                return self._asked(self._process, batch, held)
            except (OSError, ValueError, EOFError, pickle.UnpicklingError):
                self._end()
        return () if self._is_over else draft(batch, held)

    def end(self) -> None:
        """Nothing; the process is gone, and what it was to make nobody waits for."""
        self._is_over = True
        self._end()

    def _end(self) -> None:
        process, self._process = self._process, None
        if process is not None:
            # What was not yet written to it cannot be any more.
            with suppress(OSError), process:
                process.kill()

    @staticmethod
    def _asked(process: "subprocess.Popen[bytes]", batch: Batch, held: HeldBy) -> Sequence[Entry]:
        questions, answers = cast(BinaryIO, process.stdin), cast(BinaryIO, process.stdout)
        pickle.dump((batch, held), questions, PROTOCOL)
        questions.flush()
        entries: Sequence[Entry] = pickle.load(answers)  # noqa: S301 - our own process
        return entries


def _held(batch: Batch, contexts_of: ContextsOf) -> HeldBy:
    if batch.kind == "context":
        return {}
    found = {one.id: contexts_of(batch.kind, one.id) for one in batch.records}
    return {one: contexts for one, contexts in found.items() if contexts}


def _next(
    waiting: deque[tuple[Batch, Future[Sequence[Entry]]]],
) -> tuple[Batch, Sequence[Entry]]:
    batch, job = waiting.popleft()
    return batch, job.result()


def _processors() -> int:
    """How many processors this process may keep busy: those it may run on, within its share."""
    affinity = getattr(os, "sched_getaffinity", None)
    there = len(affinity(0)) if affinity else os.cpu_count() or 1
    with suppress(OSError, ValueError):
        # A container's limit, of cgroups' second version: microseconds of each period, or "max".
        quota, period = LIMIT.read_text().split()
        return min(there, math.ceil(int(quota) / int(period)))
    return there
