"""gunicorn over the application."""

import gc
import select
import signal
import sys
import threading
from pathlib import Path
from typing import Any, Final

from gunicorn.app.base import BaseApplication
from gunicorn.arbiter import Arbiter

from webapp.app import PICTURES, create_app
from webapp.catalog.reader import Reader
from webapp.follower.identity import Identity
from webapp.lineage.networks import NETWORKX
from webapp.queries.later import PAGES
from webapp.serving.options import WebOptions
from webapp.store.connection import Connection
from webapp.store.wire import WIRE
from webapp.views.jinja import CompiledTemplates

STOPPING: Final = (signal.SIGTERM, signal.SIGINT, signal.SIGQUIT)
COMPILED: Final = "templates"  # beside the index
# Pages make many short-lived objects; to look for cycles after each 700 costs a tenth of a page.
BETWEEN_COLLECTIONS: Final = 10_000
# The first page goes ahead of what only others need.
LOAD_AFTER_SECONDS: Final = 0.5
SHARED_MEMORY: Final = Path("/dev/shm")  # noqa: S108 - where heartbeats never wait for a disk


def configuration(options: WebOptions) -> dict[str, object]:
    """What gunicorn is told: all that its environment could otherwise decide, too."""
    return {
        "bind": [f"fd://{options.socket}"],
        "worker_class": "gthread",
        "workers": options.workers,
        "threads": options.threads,
        "keepalive": 5,
        "graceful_timeout": options.grace,
        # The store's channel opens with the first call of each process, after the fork.
        "preload_app": True,
        "post_worker_init": _begin,
        # No peer may set SCRIPT_NAME or the scheme; X-Forwarded-Prefix is the application's own.
        "forwarded_allow_ips": "",
        "forwarder_headers": "",
        "secure_scheme_headers": {},
        "proxy_allow_ips": "",
        # Five hundred ids, each a parameter, fit into an address.
        "limit_request_line": 8190,
        "control_socket_disable": True,
        "worker_tmp_dir": str(SHARED_MEMORY) if SHARED_MEMORY.is_dir() else None,
        "loglevel": "warning",
        "proc_name": "mlmd-dashboard",
    }


def _begin(_: object) -> None:
    # By now the worker has handlers of its own; Child.spawn_worker held these back.
    signal.pthread_sigmask(signal.SIG_UNBLOCK, STOPPING)
    loading = threading.Timer(LOAD_AFTER_SECONDS, _load_the_rest)
    loading.daemon = True
    loading.start()


def _load_the_rest() -> None:
    for module in (PAGES, PICTURES, *WIRE.values(), NETWORKX):
        module.load()
    gc.freeze()


class Child(Arbiter):  # type: ignore[misc]
    """An arbiter that stops when its parent is gone: then its standard input has ended."""

    def manage_workers(self) -> None:
        """Nothing; as many workers run as should. Called at least once a second."""
        # No thread may wait for the end of input: workers are forked from this process.
        ended, _, _ = select.select([sys.stdin], [], [], 0)
        if ended:
            self.handle_quit()
        super().manage_workers()

    def spawn_worker(self) -> int:
        """The id of a new worker."""
        # Until it has handlers of its own, a worker would take a signal for one to its arbiter,
        # and go on: what comes so early has to wait.
        signal.pthread_sigmask(signal.SIG_BLOCK, STOPPING)
        try:
            pid: int = super().spawn_worker()
        finally:
            signal.pthread_sigmask(signal.SIG_UNBLOCK, STOPPING)
        return pid


class Server(BaseApplication):  # type: ignore[misc]
    """The application as gunicorn runs it."""

    def __init__(self, options: WebOptions) -> None:
        self._options = options
        super().__init__()

    def load_config(self) -> None:
        """Nothing; gunicorn is configured."""
        for name, value in configuration(self._options).items():
            if name in self.cfg.settings:  # control sockets came with gunicorn 25
                self.cfg.set(name, value)

    def load(self) -> Any:
        """The WSGI application."""
        settings = self._options.settings
        connection = Connection(settings.store)
        catalog = compiled = None
        if settings.catalog:
            identity = Identity(connection, settings.origin)
            catalog = Reader(Path(settings.catalog), owns=identity.owns)
            compiled = CompiledTemplates(Path(settings.catalog) / COMPILED)
        app = create_app(settings, connection, catalog, compiled)
        # What is loaded by now stays: no collection looks at it, and workers go on sharing it.
        gc.freeze()
        gc.set_threshold(BETWEEN_COLLECTIONS)
        gc.enable()
        return app

    def run(self) -> None:
        """Nothing, once the server was told to stop."""
        Child(self).run()
