"""Commands that end with the tests of their module."""

import contextlib
import signal
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.serving.processes import PATIENCE, Running
from webapp.store.endpoint import free_port

Launch = Callable[..., Running]


@pytest.fixture(scope="module")
def launch(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Launch]:
    """A function that starts a command, {port} in it a free port, with more environment."""
    started: list[Running] = []

    def start(*arguments: str, folder: Path | None = None, **environment: str) -> Running:
        port = free_port()
        filled = tuple(argument.replace("{port}", str(port)) for argument in arguments)
        running = Running(filled, folder or tmp_path_factory.mktemp("run"), port, environment)
        started.append(running)
        return running

    yield start
    for running in started:
        with contextlib.suppress(ProcessLookupError):
            running.process.send_signal(signal.SIGTERM)
        running.process.wait(PATIENCE)
