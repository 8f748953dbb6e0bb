"""Processes that are measured: started, waited for, and ended with all that they started."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from webapp.store.endpoint import Endpoint, free_port

HOST: Final = "127.0.0.1"
POLL_SECONDS: Final = 0.005
# Dashboards end what runs before they end.
GRACE_SECONDS: Final = 30.0


class FailedError(Exception):
    """A process that should run and does not, with the end of what it said."""


@dataclass(frozen=True, slots=True)
class Running:
    """A process that listens on a port of this machine; `started` is a monotonic time."""

    port: int
    process: "subprocess.Popen[bytes]"
    started: float
    log: Path

    @property
    def address(self) -> str:
        """Its host and port."""
        return f"{HOST}:{self.port}"

    def family(self) -> list[int]:
        """The ids of the process and of all that it started, parents first."""
        ids = [self.process.pid]
        for pid in ids:
            lists = Path(f"/proc/{pid}/task").glob("*/children")
            ids += sorted(int(child) for one in lists for child in one.read_text().split())
        return ids

    def until_it_listens(self, seconds: float) -> None:
        """Nothing, once it accepts connections; raises FailedError when it does not."""
        endpoint = Endpoint(HOST, self.port)
        while not endpoint.answers():
            self.require(seconds)
            time.sleep(POLL_SECONDS)

    def require(self, seconds: float) -> None:
        """Raise FailedError when it has ended, or `seconds` have passed since its start."""
        if self.process.poll() is not None or time.monotonic() > self.started + seconds:
            command = " ".join(map(str, self.process.args[:4]))  # type: ignore[index]
            raise FailedError(f"{command} does not answer:\n{self.log.read_text()[-2_000:]}")


@contextmanager
def running(
    command: Sequence[str | Path], port: int, log: Path, **environment: str
) -> Iterator[Running]:
    """The process that `command` starts, which is to listen on `port`; ended at the end."""
    with log.open("wb") as output:
        started = time.monotonic()
        process = subprocess.Popen(
            [str(part) for part in command],
            env={**os.environ, **environment},
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
    try:
        yield Running(port, process, started, log)
    finally:
        process.terminate()
        try:
            process.wait(GRACE_SECONDS)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()


@contextmanager
def store_process(file: Path, seconds: float = 30.0) -> Iterator[Running]:
    """MLMD's gRPC service over a SQLite file, which is made if it is not there."""
    port = free_port()
    command = dashboard("store", "--store", f"sqlite:///{file}", "--listen", f"{HOST}:{port}")
    with running(command, port, file.with_suffix(".log")) as store:
        store.until_it_listens(seconds)
        yield store


def dashboard(*arguments: str) -> tuple[str, ...]:
    """The command line that a user has as mlmd-dashboard."""
    return (sys.executable, "-m", "webapp", *arguments)
