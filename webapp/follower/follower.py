"""The follower of one store: its catalog says what the store says."""

import time
from pathlib import Path
from typing import Final

from webapp.catalog.place import Place
from webapp.catalog.pulse import Pulse, say
from webapp.catalog.writer import Writer
from webapp.follower.building import build
from webapp.store.client import Store
from webapp.store.connection import Connection

CALL_SECONDS: Final = 30.0


class Follower:
    """Keeps the catalog in `folder` in step with the store at the other end of `connection`."""

    def __init__(self, connection: Connection, folder: Path) -> None:
        self._store = Store(connection, call_deadline=CALL_SECONDS, page_deadline=float("inf"))
        self._place = Place(folder)

    def once(self) -> None:
        """Nothing, once the catalog is in step; StoreErrors and CatalogErrors if it cannot be."""
        with self._place.writing():
            began = time.time()
            index = self._place.fresh()
            with Writer(index) as writer:
                build(self._store, writer)
                writer.commit({})
            self._place.adopt(index)
            self._place.sweep()
            pulse = Pulse(time.time(), self._store.address, True, checked=began, swept=began)
            say(self._place.path, pulse)
