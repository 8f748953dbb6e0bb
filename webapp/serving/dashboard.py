"""A whole dashboard: the store it needs, if it is not there yet, and the web server over it."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from webapp.serving.options import WebOptions
from webapp.serving.parts import Part, sample_part, store_part, web_part
from webapp.serving.supervisor import Supervisor
from webapp.settings import Settings
from webapp.store import owner
from webapp.store.endpoint import Endpoint, free_port
from webapp.store.location import database, is_remote

Report = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Dashboard:
    """What is served, and where; without `store_listen` a store of ours takes a free port."""

    store: str
    listen: Endpoint
    settings: Settings
    store_listen: Endpoint | None = None
    workers: int = 2
    threads: int = 8
    with_sample: bool = False

    def address(self) -> str:
        """The URL of its first page."""
        return f"http://{self.listen.reachable}{self.settings.prefix}/"

    def run(self, report: Report, ready: Callable[[], None]) -> int:
        """The exit status, once it was told to stop; calls `ready` when all of it answers.

        Raises SettingError and StoreFileError for what is seen to be wrong before the start.
        """
        parts: list[Part] = []
        address = self.store
        if not is_remote(self.store):
            file = database(self.store)
            if not file.read_only:
                owner.refuse_owned(file.path)
            at = self.store_listen or Endpoint("127.0.0.1", free_port())
            parts.append(store_part(self.store, at))
            address = f"grpc://{at.reachable}"
        # Opened here, so that the port is ours while web processes come and go.
        listening = self.listen.listen("--listen")
        options = WebOptions(
            listening.fileno(), replace(self.settings, store=address), self.workers, self.threads
        )
        parts.append(web_part(options, listening, self.listen))
        if self.with_sample:
            parts.append(sample_part(address))
        return Supervisor(parts, report).run(ready)
