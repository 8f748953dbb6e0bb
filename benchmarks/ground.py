"""What a benchmark of one size stands on: a store, its catalog, the floor's table, the answers.

All of it is made once and kept in a folder.
"""

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Final

from benchmarks import history, stores
from benchmarks.answers import Expected, expected
from benchmarks.floor import table
from benchmarks.served import ours, until_in_step

# A first build of a million artifacts takes its time on a busy machine.
BUILDING_SECONDS: Final = 3_600.0


@dataclass
class Ground:
    """The ground of a benchmark over so many artifacts; `rounds` are taken of each figure."""

    folder: Path
    size: int
    rounds: int = 60

    @cached_property
    def store(self) -> Path:
        """The store's file."""
        return stores.kept(self.folder, f"artifacts-{self.size}", history.steps(self.size))

    @property
    def url(self) -> str:
        """The store as the dashboard is told it."""
        return f"sqlite:///{self.store}"

    @cached_property
    def table(self) -> Path:
        """The floor's table."""
        file = self.store.with_suffix(".floor")
        if not file.exists():
            unfinished = file.with_suffix(".unfinished")
            unfinished.unlink(missing_ok=True)
            table.write(unfinished, history.steps(self.size))
            unfinished.rename(file)
        return file

    @cached_property
    def catalog(self) -> Path:
        """The folder of a catalog in step with the store."""
        folder = self.store.with_suffix(".catalog")
        with ours(self.url, folder) as dashboard:
            until_in_step(dashboard, self.size, BUILDING_SECONDS)
        return folder

    @cached_property
    def answers(self) -> Expected:
        """What is right."""
        return expected(history.steps(self.size))


@contextmanager
def copied(original: Path) -> Iterator[Path]:
    """A copy of a file or folder beside it that may be written; gone at the end."""
    with tempfile.TemporaryDirectory(dir=original.parent) as folder:
        copy = Path(folder) / original.name
        if original.is_dir():
            shutil.copytree(original, copy)
        else:
            shutil.copyfile(original, copy)
        # Else the first write of what is measured waits until all of the copy is on the disk.
        os.sync()
        yield copy
