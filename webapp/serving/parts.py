"""The processes of a dashboard: how each is started, and how it is seen to answer."""

import socket
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Final

from webapp.serving.options import WebOptions
from webapp.settings import Settings
from webapp.store.endpoint import Endpoint

STORE_URL: Final = "MLMD_DASHBOARD_STORE"
PROBE_SECONDS: Final = 0.5


@dataclass(frozen=True, slots=True)
class Part:
    """A process of a dashboard.

    With `answers` it runs as long as the dashboard, which is ready when all such parts answer; a
    `late` one too, but it is begun when these do. Others end by themselves.
    """

    name: str
    command: tuple[str, ...]
    answers: Callable[[], bool] | None = None
    late: bool = False
    environment: Mapping[str, str] = field(default_factory=dict)
    listening: socket.socket | None = None
    grace: float = 10.0

    @property
    def lasts(self) -> bool:
        """Whether it runs as long as the dashboard."""
        return self.late or self.answers is not None


def store_part(url: str, listen: Endpoint) -> Part:
    """The store process over the database `url`."""
    command = (sys.executable, "-m", "webapp", "store", "--until-stdin-closes")
    # The URL travels in the environment: it may hold a password, and commands are public.
    return Part(
        "store",
        (*command, "--listen", str(listen)),
        answers=listen.answers,
        environment={STORE_URL: url},
    )


def web_part(options: WebOptions, listening: socket.socket, listen: Endpoint) -> Part:
    """The web process on the socket `listening`."""
    return Part(
        "web server",
        (sys.executable, "-m", "webapp.serving.web", options.to_json()),
        answers=lambda: liveness(listen, PROBE_SECONDS) > 0,
        listening=listening,
        # gunicorn ends the requests that do not end by themselves; this is for gunicorn.
        grace=options.grace + 3,
    )


def follower_part(settings: Settings) -> Part:
    """The process that keeps the catalog of a dashboard with these settings in step."""
    command = (sys.executable, "-m", "webapp", "follow", "--until-stdin-closes")
    return Part(
        "follower",
        (*command, "--catalog", settings.catalog, f"--origin={settings.origin}"),
        late=True,
        environment={STORE_URL: settings.store},
    )


def sample_part(store: str) -> Part:
    """The process that logs the sample into the store at `store` (grpc://host:port) and ends."""
    return Part("sample", (sys.executable, "-m", "webapp", "log-sample", "--store", store))


def liveness(listen: Endpoint, seconds: float) -> int:
    """The status with which a web server answers there within `seconds`; 0 where none does."""
    import http.client  # noqa: PLC0415 - while the parts start: they need not wait for it

    at = listen.reachable
    connection = http.client.HTTPConnection(at.host, at.port, timeout=seconds)
    try:
        connection.request("GET", "/healthz/liveness")
        answer = connection.getresponse()
        answer.read()
    except (OSError, http.client.HTTPException):
        return 0
    finally:
        connection.close()
    return answer.status
