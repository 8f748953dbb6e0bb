"""The catalog's folder: which index in it is in use, and who may write.

DIR/current.json   the folder of the index in use, and the version of its schema
DIR/index-…/       an index; a new one is built beside the one in use
DIR/index-…/doubted  where a reader found it broken, until its writer has looked
DIR/writer.json    which process writes: locked while it lives
"""

import fcntl
import json
import os
import shutil
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import mkdtemp

from msgspec import Struct

from webapp.catalog.failures import translated
from webapp.catalog.schema import VERSION
from webapp.errors import CatalogBusyError, CatalogMissingError

CURRENT = "current.json"
WRITER = "writer.json"
LONGEST_WRITER = 400
PREFIX = "index-"
PREFIX_OF_VERSION = f"{PREFIX}{VERSION}-"


class Place(Struct, frozen=True):
    """The folder `path`, which need not exist yet."""

    path: Path

    def current(self) -> Path | None:
        """The index in use; None when there is none, or one of another version."""
        try:
            content = json.loads((self.path / CURRENT).read_bytes())
            folder = self.path / str(content["folder"])
            is_ours = content["version"] == VERSION and folder.parent == self.path
        except (OSError, ValueError, TypeError, KeyError):
            return None
        return folder if is_ours and folder.is_dir() else None

    def indexes(self) -> list[Path]:
        """Every index of this version, the one in use first."""
        current = self.current()
        found = sorted(self.path.glob(f"{PREFIX_OF_VERSION}*"), key=lambda one: one != current)
        return [one for one in found if one.is_dir()]

    def fresh(self) -> Path:
        """A new empty folder for an index, which nobody reads before it is adopted."""
        with translated(self.path):
            self._make()
            return Path(mkdtemp(prefix=PREFIX_OF_VERSION, dir=self.path))

    def adopt(self, folder: Path) -> None:
        """Nothing; from now on the index in `folder` is the one in use, at once for all readers."""
        content = json.dumps({"version": VERSION, "folder": folder.name})
        beside = self.path / f"{CURRENT}.{os.getpid()}"
        with translated(self.path):
            beside.write_text(content, encoding="utf-8")
            beside.replace(self.path / CURRENT)

    def sweep(self) -> None:
        """Nothing; every index that is not in use is gone. Readers keep what they have open."""
        current = self.current()
        for folder in self.path.glob(f"{PREFIX}*"):
            if folder != current:
                shutil.rmtree(folder, ignore_errors=True)

    def discard(self, folder: Path) -> None:
        """Nothing; this index is gone, as far as it can be removed."""
        shutil.rmtree(folder, ignore_errors=True)

    @contextmanager
    def writing(self) -> Iterator[None]:
        """The right to write here; raises CatalogBusyError, which says who has it."""
        with translated(self.path):
            self._make()
            descriptor = os.open(self.path / WRITER, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)
        # No buffer: what a full disk did not take would be written, and fail, again on closing.
        with os.fdopen(descriptor, "r+b", buffering=0) as file:
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError as error:
                owner = _writer((file.read(LONGEST_WRITER) or b"").decode(errors="replace"))
                raise CatalogBusyError(self.path, f"is written by {owner}.") from error
            told = json.dumps({"process": os.getpid(), "host": socket.gethostname()})
            with translated(self.path):
                file.truncate(0)
                file.write(told.encode())
            yield

    def _make(self) -> None:
        try:
            self.path.mkdir(parents=True, exist_ok=True)
        except FileNotFoundError as error:
            # What is above it was made, or was there: it takes no folders, as /proc does not.
            raise CatalogMissingError(self.path, f"cannot be made ({error.strerror}).") from error


def _writer(told: str) -> str:
    """Who writes, by what it wrote beside the index; an older writer said it in words.

    >>> _writer('{"process": 7, "host": "desk"}'), _writer("process 7 on desk"), _writer("")
    ('process 7 on desk', 'process 7 on desk', 'another process')
    """
    try:
        content = json.loads(told)
        return f"process {content['process']} on {content['host']}"
    except (ValueError, TypeError, KeyError):
        return told or "another process"
