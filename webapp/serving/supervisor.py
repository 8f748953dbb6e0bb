"""Starts the parts of a dashboard, starts again what dies, stops all of it.

Standard library only: a supervisor that holds neither MLMD nor gRPC nor Flask has nothing in it
that could crash or freeze. Each part reads its standard input, a pipe that nobody writes to; when
the supervisor is gone, however it went, the pipe ends, and so does the part.
"""

import os
import signal
import subprocess
import threading
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from queue import Empty, SimpleQueue
from typing import Final

from webapp.errors import REFUSED
from webapp.serving.parts import Part

POLL_SECONDS: Final = 0.02
FIRST_PAUSE: Final = 0.5
LONGEST_PAUSE: Final = 10.0
# Who ran for this long is not failing again and again.
STEADY_SECONDS: Final = 30.0


@dataclass(slots=True)
class Run:
    """One run of a part."""

    part: Part
    process: "subprocess.Popen[bytes]"
    started: float

    @property
    def over(self) -> bool:
        """Whether the process has ended."""
        return self.process.poll() is not None


class Supervisor:
    """The parts of one dashboard, in the order in which they need each other."""

    def __init__(self, parts: Sequence[Part], report: Callable[[str], None]) -> None:
        self._parts: Final = [part for part in parts if part.answers]
        self._late: Final = [part for part in parts if part.late]
        self._tasks: Final = [part for part in parts if not part.lasts]
        self._report: Final = report
        self._events: Final[SimpleQueue[Run | None]] = SimpleQueue()
        self._runs: Final[dict[str, Run]] = {}
        self._answered: Final[set[str]] = set()
        self._failures: Final[dict[str, int]] = {}
        self._due: Final[dict[str, float]] = {}
        self._stopping = False
        self._status = 0

    def run(self, ready: Callable[[], None]) -> int:
        """The exit status, once it was told to stop; calls `ready` when everything answers."""
        for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
            # nohup ignores SIGHUP, and that is to stay.
            if signal.getsignal(number) is not signal.SIG_IGN or number != signal.SIGHUP:
                signal.signal(number, lambda *_: self._events.put(None))
        try:
            for part in self._parts:
                self._start(part)
            if self._all_answer() and self._late_begun() and self._tasks_done():
                ready()
                while not self._stopping:
                    self._turn(None)
        finally:
            for run in reversed(list(self._runs.values())):
                self._end(run)
        return self._status

    def _start(self, part: Part) -> None:
        self._due.pop(part.name, None)
        inherited = () if part.listening is None else (part.listening.fileno(),)
        process = subprocess.Popen(  # noqa: S603 - our own modules, and no shell
            part.command,
            stdin=subprocess.PIPE,
            env={**os.environ, **part.environment},
            pass_fds=inherited,
            # Ctrl-C is for the supervisor, which stops the parts in order.
            process_group=0,
        )
        run = Run(part, process, time.monotonic())
        self._runs[part.name] = run
        threading.Thread(target=self._wait_for, args=[run], daemon=True).start()

    def _wait_for(self, run: Run) -> None:
        run.process.wait()
        self._events.put(run)

    def _all_answer(self) -> bool:
        for part in self._parts:
            while not self._stopping and part.answers and not part.answers():
                self._turn(POLL_SECONDS)
            self._answered.add(part.name)
        return not self._stopping

    def _late_begun(self) -> bool:
        for part in self._late:
            self._start(part)
            self._answered.add(part.name)
        return True

    def _tasks_done(self) -> bool:
        for task in self._tasks:
            self._start(task)
            while not self._stopping and not self._runs[task.name].over:
                self._turn(None)
        return not self._stopping

    def _turn(self, patience: float | None) -> None:
        """Nothing, after the next event, or what is due, or `patience` seconds."""
        if self._due:
            next_start = max(min(self._due.values()) - time.monotonic(), 0.0)
            patience = next_start if patience is None else min(patience, next_start)
        try:
            ended = self._events.get(timeout=patience)
        except Empty:
            self._start_due()
            return
        if ended is None:
            self._report("Stopping: what runs may end; a second signal ends it at once.")
            self._stopping = True
        elif ended.part.lasts:
            self._lost(ended)
        elif ended.process.returncode:
            self._report(f"The {ended.part.name} {_how(ended)}.")

    def _start_due(self) -> None:
        now = time.monotonic()
        for part in (*self._parts, *self._late):
            if self._due.get(part.name, now + 1) <= now:
                self._start(part)

    def _lost(self, run: Run) -> None:
        name = run.part.name
        if name not in self._answered:
            refused = run.process.returncode == REFUSED
            if not refused:
                self._report(f"The {name} {_how(run)} before it was ready.")
            self._status = REFUSED if refused else 1
            self._stopping = True
            return
        now = time.monotonic()
        if now - run.started > STEADY_SECONDS:
            self._failures[name] = 0
        failures = self._failures[name] = self._failures.get(name, 0) + 1
        pause = min(FIRST_PAUSE * 2 ** (failures - 2), LONGEST_PAUSE) if failures > 1 else 0.0
        self._due[name] = now + pause
        when = f"in {pause:.3g} s" if pause else "now"
        self._report(f"The {name} {_how(run)}; it is started again {when}.")

    def _end(self, run: Run) -> None:
        if run.part.listening is not None:
            run.part.listening.close()
        if run.over:
            return
        run.process.terminate()
        deadline = time.monotonic() + run.part.grace
        while not run.over:
            try:
                hurry = self._events.get(timeout=max(deadline - time.monotonic(), 0)) is None
            except Empty:
                hurry = True
            if hurry and not run.over:
                # With all that it started: it leads a process group of its own. That may be gone,
                # as where it ended just now, and the parts behind it are to end all the same.
                with suppress(ProcessLookupError):
                    os.killpg(run.process.pid, signal.SIGKILL)
                run.process.kill()
                run.process.wait()


def _how(run: Run) -> str:
    status = run.process.returncode
    if status < 0:
        return f"(process {run.process.pid}) was ended by {signal.Signals(-status).name}"
    return f"(process {run.process.pid}) ended with status {status}"
