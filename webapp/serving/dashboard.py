"""A whole dashboard: the store it needs, if it is not there yet, and the web server over it."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from webapp.serving.catalog_folder import default_folder, make_writable, origin
from webapp.serving.options import WebOptions
from webapp.serving.parts import follower_part, sample_part, store_part, web_part
from webapp.serving.supervisor import Supervisor
from webapp.settings import Settings
from webapp.store import owner
from webapp.store.endpoint import Endpoint
from webapp.store.location import database, is_remote

Report = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Served:
    """What is to be served, and where its catalog is to be; "" where that is as for any store."""

    store: str
    catalog: str = ""


@dataclass(frozen=True, slots=True)
class Dashboard:
    """What is served, and where; `store_listen` is for a store that has to be started."""

    store: str
    listen: Endpoint
    store_listen: Endpoint
    settings: Settings
    workers: int = 2
    threads: int = 8
    with_sample: bool = False

    @property
    def url(self) -> str:
        """The URL of its first page."""
        return f"http://{self.listen.reachable}{self.settings.prefix}/"

    @property
    def store_url(self) -> str:
        """The store as its clients call it."""
        return self.store if is_remote(self.store) else f"grpc://{self.store_listen.reachable}"

    @property
    def store_name(self) -> str:
        """What pages call the store: a file that is served here says more than its port."""
        return "" if is_remote(self.store) else database(self.store).path.name

    def _catalog(self, report: Report) -> str:
        """The folder of the catalog; "" where it cannot be written, which is no reason to stop."""
        folder = self.settings.catalog or str(default_folder(self.store))
        try:
            make_writable(Path(folder))
        except OSError as error:
            why = f"{folder} cannot be written ({error.strerror})"
            report(f"There is no catalog, for {why}: lists come from the store. See --catalog.")
            return ""
        return folder

    def run(self, report: Report, ready: Callable[[], None]) -> int:
        """The exit status, once it was told to stop; calls `ready` when all of it answers.

        Raises SettingError and StoreFileError for what is seen to be wrong before the start.
        """
        parts = []
        if not is_remote(self.store):
            file = database(self.store)
            if not file.read_only:
                owner.refuse_owned(file.path)
            self.store_listen.listen("--store-listen").close()
            parts.append(store_part(self.store, self.store_listen))
        # Opened here, so that the port is ours while web processes come and go.
        listening = self.listen.listen("--listen")
        settings = replace(
            self.settings,
            store=self.store_url,
            store_name=self.store_name,
            origin=origin(self.store),
            catalog=self._catalog(report),
        )
        options = WebOptions(listening.fileno(), settings, self.workers, self.threads)
        parts.append(web_part(options, listening, self.listen))
        if settings.catalog:
            parts.append(follower_part(settings))
        if self.with_sample:
            parts.append(sample_part(self.store_url))
        return Supervisor(parts, report).run(ready)
