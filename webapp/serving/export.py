"""One file of a lineage, from any store, without a server that stays."""

import contextlib
import os
import subprocess
import time
from collections.abc import Iterator, Mapping
from typing import Final

from webapp.errors import SettingError, StoreFileError
from webapp.lineage.records import Key
from webapp.queries.lineage.exported import exported
from webapp.queries.lineage.wanted import wanted
from webapp.serving.parts import store_part
from webapp.store.client import Store
from webapp.store.connection import Connection
from webapp.store.endpoint import Endpoint
from webapp.store.location import SQLITE, SqliteFile, is_remote

START_SECONDS: Final = 20.0
CALL_SECONDS: Final = 30.0
FILE_SECONDS: Final = 120.0


def lineage_file(url: str, record: str, name: str, said: Mapping[str, str]) -> bytes:
    """The lineage of `artifact:26` in a format, as the page of the same parameters has it.

    Raises SettingError, StoreFileError, StoreError and NotFoundError.
    """
    start = parsed(record)
    with _address(url) as address, contextlib.closing(Connection(address)) as connection:
        store = Store(connection, CALL_SECONDS, FILE_SECONDS)
        return exported(store, wanted(start, said), name)


def parsed(text: str) -> Key:
    """The record that `artifact:26` names; SettingError for anything else.

    >>> parsed("execution:19")
    Key(kind='execution', id=19)
    """
    kind, _, number = text.partition(":")
    key = Key.parse(f"{kind}/{number}")
    if key is None:
        raise SettingError("KIND:ID", text, "artifact:26 or execution:19 is right")
    return key


@contextlib.contextmanager
def _address(url: str) -> Iterator[str]:
    """Where the store answers: a file is served, read-only, for as long as this lasts."""
    if is_remote(url):
        yield url
        return
    file = SqliteFile.parse(url)
    if not file.path.exists():
        raise StoreFileError(f"{file.path} is not there.")
    endpoint = Endpoint("127.0.0.1", 0).settled()
    part = store_part(f"{SQLITE}{file.path}?mode=ro", endpoint)
    with _running(part.command, part.environment) as process:
        end = time.monotonic() + START_SECONDS
        while not endpoint.answers():
            if process.poll() is not None:
                _, told = process.communicate()
                raise StoreFileError(told.decode().strip().removeprefix("Error: "))
            if time.monotonic() > end:
                raise StoreFileError(f"{file.path} was not opened within {START_SECONDS:g} s.")
            time.sleep(0.05)
        yield f"grpc://{endpoint}"


@contextlib.contextmanager
def _running(
    command: tuple[str, ...], environment: Mapping[str, str]
) -> Iterator[subprocess.Popen[bytes]]:
    """The process while it is needed; it ends when its standard input closes."""
    process = subprocess.Popen(  # noqa: S603 - our own command
        command,
        stdin=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        env={**os.environ, **environment},
    )
    try:
        yield process
    finally:
        process.terminate()
        process.communicate()
