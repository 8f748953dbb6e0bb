"""The follower's process: a part of a dashboard, or alone with a progress bar."""

import os
import subprocess
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from webapp.catalog.place import Place
from webapp.errors import StoreFileError
from webapp.follower.follower import Follower
from webapp.serving.parts import store_part
from webapp.serving.progress import Bar, Lines
from webapp.store.connection import Connection
from webapp.store.endpoint import Endpoint, free_port
from webapp.store.location import database, is_remote
from webapp.store.stopping import Stop

# Pages come first where there are not cores enough for all: without it, a page of 50 rows beside a
# first build waits three times as long (measured on two cores).
NICE: Final = 5
POLL_SECONDS: Final = 0.05
GRACE_SECONDS: Final = 10.0


def part(store: str, catalog: Path, stop: Stop) -> int:
    """The exit status of a follower below a supervisor, which stops it or is gone."""
    stop.follow_parent()
    os.nice(NICE)
    Follower(Connection(store), catalog, Lines(catalog)).run(stop.event)
    return 0


def alone(store: str, catalog: Path, stop: Stop, *, once: bool) -> int:
    """The exit status of a follower that somebody started, once it is in step or stopped.

    Raises CatalogBusyError where another follower writes the catalog, and StoreFileError for a
    file that cannot be read.
    """
    os.nice(NICE)
    with Place(catalog).writing():
        pass
    with _answering(store, stop) as address, Bar(catalog) as bar:
        follower = Follower(Connection(address), catalog, bar)
        if once:
            follower.once(stop.event)
        else:
            follower.run(stop.event)
    return 0


@contextmanager
def _answering(store: str, stop: Stop) -> Iterator[str]:
    """The address of the store: of a file, that of a process that reads it and changes nothing."""
    if is_remote(store):
        yield store
        return
    file = database(store)
    listen = Endpoint("127.0.0.1", free_port())
    serving = store_part(f"sqlite:///{file.path}?mode=ro", listen)
    process = subprocess.Popen(  # noqa: S603 - our own module, and no shell
        serving.command,
        stdin=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        env={**os.environ, **serving.environment},
        process_group=0,
    )
    try:
        while not listen.answers():
            if process.poll() is not None:
                raise StoreFileError(f"{file.path} cannot be followed.")
            stop.wished(within=POLL_SECONDS)
        threading.Thread(target=_stop_with, args=[process, stop], daemon=True).start()
        yield f"grpc://{listen}"
    finally:
        process.terminate()
        process.wait()


def _stop_with(process: "subprocess.Popen[bytes]", stop: Stop) -> None:
    process.wait()
    stop.event.set()
