"""An upgraded copy of a store of an old schema, for as long as a dashboard serves it.

MLMD upgrades in a process of its own: its core may end the process that it is in.
"""

import contextlib
import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from types import FrameType
from typing import Final

from webapp.errors import REFUSED, SettingError
from webapp.serving.dashboard import Served
from webapp.serving.parts import STORE_URL
from webapp.store.location import database, is_remote

STOPPED: Final = 128 + signal.SIGTERM


@contextlib.contextmanager
def upgraded(store: str, report: Callable[[str], None]) -> Iterator[Served]:
    """A copy of the store with the schema that is needed, read only; it goes when this ends.

    The store itself where it has that schema. Raises SettingError for what is no file, and
    SystemExit where the upgrade failed, which its process has told then.
    """
    if is_remote(store):
        expected = "a SQLite file is right with --upgrade-copy; a store that runs has been upgraded"
        raise SettingError("--store", store, expected)
    file = database(store)
    with tempfile.TemporaryDirectory(prefix="mlmd-dashboard-") as folder:
        copy = Path(folder) / file.path.name
        version = _upgrade(store, copy)
        if not copy.exists():
            report(f"{file.path} needs no upgrade, so it is served itself.")
            yield Served(store)
            return
        report(
            f"{file.path} has MLMD's schema {version} and stays as it is. An upgraded copy of it is"
            " served, read only, as it is now; the copy goes when this ends."
        )
        yield Served(f"sqlite:///{copy}?mode=ro", str(Path(folder) / "catalog"))


def _upgrade(store: str, copy: Path) -> str:
    command = (sys.executable, "-m", "webapp", "upgrade-copy", "--to", str(copy))
    # Whoever is told to stop meanwhile leaves no copy and no process behind.
    before = signal.signal(signal.SIGTERM, _stop)
    try:
        done = subprocess.run(  # noqa: S603 - our own module, and no shell
            command,
            env={**os.environ, STORE_URL: store},
            stdout=subprocess.PIPE,
            text=True,
            check=False,
        )
    finally:
        signal.signal(signal.SIGTERM, before)
    if done.returncode == REFUSED:
        raise SystemExit(REFUSED)
    if done.returncode:
        sys.stderr.write(f"Error: the upgrade of a copy ended with status {done.returncode}.\n")
        raise SystemExit(1)
    return done.stdout.strip()


def _stop(number: int, frame: FrameType | None) -> None:  # noqa: ARG001 - as signal calls it
    raise SystemExit(STOPPED)
