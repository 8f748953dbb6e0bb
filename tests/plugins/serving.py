"""The real command as a process of its own: started, waited for, asked, stopped."""

import signal
import socket
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path


def free_port() -> int:
    """A port of the loopback that nobody listened on a moment ago."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port: int = listener.getsockname()[1]
        return port


@dataclass(frozen=True, slots=True)
class Dashboard:
    """A running dashboard."""

    address: str
    process: subprocess.Popen[bytes]
    log: Path

    def get(self, path: str) -> tuple[int, str, str]:
        """The status, content type and text that the path answers with."""
        try:
            with urllib.request.urlopen(self.address + path, timeout=10) as answer:  # noqa: S310
                return answer.status, answer.headers["Content-Type"], answer.read().decode()
        except urllib.error.HTTPError as error:
            return error.code, error.headers["Content-Type"], error.read().decode()

    def stop(self, seconds: float = 15) -> int:
        """The exit status, after SIGTERM; killed when that takes too long."""
        self.process.send_signal(signal.SIGTERM)
        try:
            return self.process.wait(seconds)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
            raise

    def wait_until_ready(self, seconds: float) -> None:
        """Nothing, once the dashboard says where it is; AssertionError with all it said."""
        end = time.monotonic() + seconds
        while time.monotonic() < end and self.process.poll() is None:
            if self.address in self.log.read_text():
                return
            time.sleep(0.05)
        raise AssertionError(self.log.read_text())


@contextmanager
def serving(
    command: Sequence[str | Path],
    port: int,
    folder: Path,
    seconds: float = 30,
) -> Iterator[Dashboard]:
    """The dashboard that `command`, run in `folder`, starts on `port`; stopped at the end.

    It has so many `seconds` to get ready.
    """
    log = folder / "dashboard.log"
    with log.open("wb") as output:
        process = subprocess.Popen(command, cwd=folder, stdout=output, stderr=subprocess.STDOUT)
    dashboard = Dashboard(f"http://127.0.0.1:{port}", process, log)
    try:
        dashboard.wait_until_ready(seconds)
        yield dashboard
    finally:
        if process.poll() is None:
            dashboard.stop()
