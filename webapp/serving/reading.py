"""A store that one command reads: of a file, a process serves it for as long as that takes."""

import os
import subprocess
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import IO, Final

from webapp.errors import StoreFileError
from webapp.serving.parts import Part, store_part
from webapp.store.endpoint import Endpoint
from webapp.store.location import SQLITE, database, is_remote

START_SECONDS: Final = 20.0
POLL_SECONDS: Final = 0.05


@contextmanager
def read_only(url: str, lost: Callable[[], object] = lambda: None) -> Iterator[str]:
    """The gRPC address of the store at `url`, whose file, if it is one, is not changed.

    `lost` is called when its process ends, if need be too early. Raises SettingError for what is
    no store, and StoreFileError for a file that is not there or cannot be opened.
    """
    if is_remote(url):
        yield url
        return
    file = database(url)
    if not file.path.exists():
        raise StoreFileError(f"{file.path} is not there.")
    endpoint = Endpoint("127.0.0.1", 0).settled()
    part = store_part(f"{SQLITE}{file.path}?mode=ro", endpoint)
    with tempfile.TemporaryFile() as errors, _running(part, errors) as process:
        end = time.monotonic() + START_SECONDS
        while not endpoint.answers():
            if process.poll() is not None:
                errors.seek(0)
                raise StoreFileError(errors.read().decode().strip().removeprefix("Error: "))
            if time.monotonic() > end:
                raise StoreFileError(f"{file.path} was not opened within {START_SECONDS:g} s.")
            time.sleep(POLL_SECONDS)
        threading.Thread(target=_tell, args=[process, lost], daemon=True).start()
        yield f"grpc://{endpoint}"


@contextmanager
def _running(part: Part, errors: IO[bytes]) -> Iterator["subprocess.Popen[bytes]"]:
    """The process while it is needed; it also ends when its standard input closes."""
    process = subprocess.Popen(  # noqa: S603 - our own command, and no shell
        part.command,
        stdin=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        stderr=errors,
        env={**os.environ, **part.environment},
        # Ctrl-C is for the command, which ends this when it no longer reads.
        process_group=0,
    )
    try:
        yield process
    finally:
        process.terminate()
        process.communicate()


def _tell(process: "subprocess.Popen[bytes]", lost: Callable[[], object]) -> None:
    process.wait()
    lost()
