"""The web process: what reaches its workers, whenever it comes."""

import signal
import subprocess
import sys
import time

# The web server as it is, but each worker takes its time before it has handlers of its own.
SLOW_WORKERS = """
import pathlib, socket, sys, time
from webapp.serving import web
from webapp.serving.options import WebOptions
from webapp.settings import Settings

def slow(server, worker):
    pathlib.Path(f"worker-{worker.pid}").touch()
    time.sleep(0.5)

class Server(web.Server):
    def load_config(self):
        super().load_config()
        self.cfg.set("post_fork", slow)

listening = socket.create_server(("127.0.0.1", 0))
Server(WebOptions(listening.fileno(), Settings(), workers=1, threads=1)).run()
"""


def test_a_worker_that_only_starts_is_stopped_too(tmp_path):
    command = [sys.executable, "-c", SLOW_WORKERS]
    with subprocess.Popen(command, cwd=tmp_path, stdin=subprocess.PIPE) as process:
        end = time.monotonic() + 15
        while not list(tmp_path.glob("worker-*")):
            assert time.monotonic() < end, "no worker was started"
            time.sleep(0.01)
        process.send_signal(signal.SIGTERM)
        # A worker that missed the signal would be killed after the grace of 15 seconds.
        assert process.wait(8) == 0
