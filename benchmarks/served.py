"""The dashboard and the floor as their users meet them: behind gunicorn, two workers of threads."""

import json
import sys
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Final

from benchmarks.client import Client, WrongError
from benchmarks.processes import HOST, Running, dashboard, running
from webapp.store.endpoint import free_port

WORKERS: Final = 2
THREADS: Final = 8
PAUSE_SECONDS: Final = 0.01
NANOSECONDS: Final = 1_000_000_000
STARTING_SECONDS: Final = 60.0
WORKER: Final = "webapp.serving.web"
SHARED_MEMORY: Final = Path("/dev/shm")  # noqa: S108 - where the dashboard's workers beat, too


@contextmanager
def ours(store: str, catalog: Path) -> Iterator[Running]:
    """The dashboard over the store at a URL and its catalog in a folder, as soon as it starts."""
    port = free_port()
    command = dashboard(
        "serve",
        *("--store", store, "--catalog", str(catalog)),
        *("--listen", f"{HOST}:{port}"),
        *("--workers", str(WORKERS), "--threads", str(THREADS)),
    )
    with running(command, port, catalog.with_suffix(".log")) as process:
        yield process


@contextmanager
def floor(table: Path) -> Iterator[Running]:
    """The floor over its table."""
    port = free_port()
    options = {
        "--bind": f"{HOST}:{port}",
        "--worker-class": "gthread",
        "--workers": str(WORKERS),
        "--threads": str(THREADS),
        "--keep-alive": "5",
        "--log-level": "warning",
    }
    if SHARED_MEMORY.is_dir():
        options["--worker-tmp-dir"] = str(SHARED_MEMORY)
    command = (
        *(sys.executable, "-m", "gunicorn", "--preload"),
        *(part for option in options.items() for part in option),
        f"benchmarks.floor.app:create({str(table)!r})",
    )
    with running(command, port, table.with_suffix(".log")) as process:
        process.until_it_listens(STARTING_SECONDS)
        yield process


def until_in_step(process: Running, artifacts: int, seconds: float) -> None:
    """Nothing, once the dashboard's lists hold all artifacts of its store, in step with it.

    A catalog that was there says so from the start; this waits for what its follower says now.
    """
    while True:
        process.require(seconds)
        try:
            with Client(process.port) as client:
                told = json.loads(client.get("/artifacts.json?limit=1&facets=").body)
        except (OSError, WrongError):
            told = {}
        if told.get("total") == artifacts and told["catalog"]["complete"]:
            behind = told["catalog"]["behind_seconds"]
            if behind is not None and behind < time.monotonic() - process.started:
                return
        time.sleep(PAUSE_SECONDS)


def workers_of(process: Running) -> list[int]:
    """The ids of the dashboard's web workers: those whose parent runs the same command."""
    web = [pid for pid in process.family() if WORKER in _command(pid)]
    return [pid for pid in web if _parent(pid) in web]


def proportional_bytes(pid: int) -> int:
    """The memory of a process, what it shares with others divided by how many they are (PSS)."""
    lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    (kilobytes,) = (line.split()[1] for line in lines if line.startswith("Pss:"))
    return int(kilobytes) * 1024


def processor_seconds(pids: Iterable[int]) -> float:
    """The time that processors have worked for these processes.

    What other programs do on the machine is not in it, but for what they do to caches.
    """
    return sum(map(_worked, pids)) / NANOSECONDS


def _worked(pid: int) -> int:
    worked = 0
    for file in Path(f"/proc/{pid}/task").glob("*/schedstat"):
        # A thread may end meanwhile.
        with suppress(OSError):
            worked += int(file.read_text().split()[0])
    return worked


def _command(pid: int) -> str:
    return Path(f"/proc/{pid}/cmdline").read_text().replace("\0", " ")


def _parent(pid: int) -> int:
    status = Path(f"/proc/{pid}/status").read_text().splitlines()
    return int(next(line.split()[1] for line in status if line.startswith("PPid:")))
