"""Real processes of the command line, as a user starts them, and what can be asked of them."""

import os
import subprocess
import sys
import time
from collections.abc import Callable
from http.client import HTTPConnection
from pathlib import Path

PATIENCE = 30.0
ROOT = Path(__file__).parents[2]


def eventually(found: Callable[[], object], within: float = PATIENCE) -> None:
    """Nothing, as soon as `found` answers true; AssertionError if it never does."""
    end = time.monotonic() + within
    while not found():
        assert time.monotonic() < end, "it did not come true in time"
        time.sleep(0.02)


def alive(pid: int) -> bool:
    """Whether a process of that id runs; one that only waits to be reaped does not."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except (FileNotFoundError, ProcessLookupError):
        return False


def children(pid: int) -> list[int]:
    """The ids of the processes that `pid` started, oldest first."""
    lists = Path(f"/proc/{pid}/task").glob("*/children")
    return sorted(int(child) for one in lists for child in one.read_text().split())


def command_of(pid: int) -> str:
    """The command line of a process."""
    return Path(f"/proc/{pid}/cmdline").read_text().replace("\0", " ")


class Running:
    """A command that runs, and what it said."""

    def __init__(
        self, arguments: tuple[str, ...], folder: Path, port: int, environment: dict[str, str]
    ) -> None:
        self.port = port
        self.folder = folder
        self._log = folder / f"log-{port}"
        with self._log.open("wb") as log:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "webapp", *arguments],
                cwd=folder,
                env={**os.environ, "PYTHONPATH": str(ROOT), **environment},
                stdout=log,
                stderr=subprocess.STDOUT,
            )

    @property
    def said(self) -> str:
        """All that it and its parts wrote."""
        return self._log.read_text()

    def says(self, text: str) -> "Running":
        """Itself, once it said `text`."""
        eventually(lambda: text in self.said or self.process.poll() is not None)
        assert text in self.said
        return self

    def ends(self) -> int:
        """Its exit status, once it has ended."""
        return self.process.wait(PATIENCE)

    def get(self, path: str = "/healthz/readiness", **headers: str) -> int:
        """The status of its page at `path`; 0 if the connection broke."""
        connection = HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
        try:
            connection.request("GET", path, headers=headers)
            return connection.getresponse().status
        except OSError:
            return 0
        finally:
            connection.close()

    def part(self, name: str) -> int:
        """The id of its child whose command holds `name`."""
        (pid,) = (one for one in children(self.process.pid) if name in command_of(one))
        return pid

    def family(self) -> list[int]:
        """The ids of its children and of theirs."""
        parts = children(self.process.pid)
        return parts + [child for part in parts for child in children(part)]
