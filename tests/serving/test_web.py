"""The web process: what reaches its workers, whenever it comes."""

import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

# The web server with one worker.
SERVER = """
import socket
from webapp.serving import web_server
from webapp.serving.options import WebOptions
from webapp.settings import Settings

listening = socket.create_server(("127.0.0.1", 0))
web_server.Server(WebOptions(listening.fileno(), Settings(), workers=1, threads=1)).run()
"""
# The web server as it is, but each worker takes its time before it has handlers of its own.
SLOW_WORKERS = """
import pathlib, socket, sys, time
from webapp.serving import web_server
from webapp.serving.options import WebOptions
from webapp.settings import Settings

def slow(server, worker):
    pathlib.Path(f"worker-{worker.pid}").touch()
    time.sleep(0.5)

class Server(web_server.Server):
    def load_config(self):
        super().load_config()
        self.cfg.set("post_fork", slow)

listening = socket.create_server(("127.0.0.1", 0))
Server(WebOptions(listening.fileno(), Settings(), workers=1, threads=1)).run()
"""
# The web process up to where it would listen: what it says of collecting garbage.
COLLECTING = """
import gc
from webapp.serving import web, web_server
from webapp.serving.options import WebOptions
from webapp.settings import Settings

def told(server):
    before = gc.isenabled()
    server.load()
    print(before, gc.isenabled(), gc.get_threshold()[0] > 700, gc.get_freeze_count() > 10_000)

web_server.Server.run = told
web.main(WebOptions(0, Settings()).to_json())
"""


def test_no_garbage_is_looked_for_until_all_is_loaded_and_then_not_in_that():
    said = subprocess.run([sys.executable, "-c", COLLECTING], capture_output=True, check=True)
    assert said.stdout.split() == [b"False", b"True", b"True", b"True"]


def test_a_worker_that_only_starts_is_stopped_too(tmp_path):
    command = [sys.executable, "-c", SLOW_WORKERS]
    with subprocess.Popen(command, cwd=tmp_path, stdin=subprocess.PIPE) as process:
        eventually(lambda: list(tmp_path.glob("worker-*")), "no worker was started")
        process.send_signal(signal.SIGTERM)
        # A worker that missed the signal would be killed after the grace of 15 seconds.
        assert process.wait(8) == 0


def test_a_worker_that_nobody_asks_loads_what_pages_need():
    def loading() -> bool:
        """Whether a worker has gRPC, which the process that started it has not."""
        children = Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text().split()
        return any("cygrpc" in Path(f"/proc/{one}/maps").read_text() for one in children)

    with subprocess.Popen([sys.executable, "-c", SERVER], stdin=subprocess.PIPE) as process:
        eventually(loading, "no worker loads anything")
        assert "cygrpc" not in Path(f"/proc/{process.pid}/maps").read_text()
        process.terminate()
        assert process.wait(8) == 0


def eventually(found: Callable[[], object], otherwise: str) -> None:
    """Nothing, as soon as `found` answers true."""
    end = time.monotonic() + 15
    while not found():
        assert time.monotonic() < end, otherwise
        time.sleep(0.01)
