"""What a follower does, told to the person who started it."""

from pathlib import Path
from types import TracebackType
from typing import Self

import click
from tqdm import tqdm

from webapp.catalog.pulse import Pulse


class Lines:
    """A line whenever something else is to be told of the catalog in `folder`."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._last = ""

    def __call__(self, pulse: Pulse) -> None:
        """Nothing; what is new in the pulse is told."""
        line = self._line(pulse)
        if line and line != self._last:
            # What is in the way is told apart from how far it is.
            click.echo(line, err=bool(pulse.trouble))
        self._last = line or self._last

    def _line(self, pulse: Pulse) -> str:
        if pulse.trouble:
            return f"The follower waits: {pulse.trouble}"
        if pulse.complete:
            return f"The catalog in {self._folder} is in step." if pulse.checked else ""
        if pulse.expected:
            return f"The catalog in {self._folder} is built; until then lists come from the store."
        return ""


class Bar(Lines):
    """A progress bar while the catalog is built, and lines beside it."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self._bar: tqdm[None] | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        exc_type: type[BaseException] | None,
        exc_val: BaseException | None,
        exc_tb: TracebackType | None,
    ) -> None:
        self._close()

    def __call__(self, pulse: Pulse) -> None:
        """Nothing; the bar is at the pulse's progress."""
        if pulse.complete or pulse.trouble:
            self._close()
        elif pulse.expected:
            if self._bar is None:
                # No bar where there is no terminal.
                self._bar = tqdm(initial=pulse.done, unit=" records", disable=None)
            self._bar.total = pulse.expected
            self._bar.update(pulse.done - self._bar.n)
        super().__call__(pulse)

    def _close(self) -> None:
        if self._bar is not None:
            self._bar.close()
            self._bar = None
