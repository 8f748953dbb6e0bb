"""The follower's process: a part of a dashboard, or alone with a progress bar."""

from pathlib import Path

from webapp.catalog.place import Place
from webapp.follower.follower import Follower
from webapp.serving.progress import Bar, Lines
from webapp.serving.reading import read_only
from webapp.store.connection import Connection
from webapp.store.stopping import Stop


def part(store: str, catalog: Path, stop: Stop) -> int:
    """The exit status of a follower below a supervisor, which stops it or is gone."""
    stop.follow_parent()
    Follower(Connection(store), catalog, Lines(catalog)).run(stop.event)
    return 0


def alone(store: str, catalog: Path, stop: Stop, *, once: bool) -> int:
    """The exit status of a follower that somebody started, once it is in step or stopped.

    Raises CatalogBusyError where another follower writes the catalog, and StoreFileError for a
    file that cannot be read.
    """
    with Place(catalog).writing():
        pass
    with read_only(store, stop.event.set) as address, Bar(catalog) as bar:
        follower = Follower(Connection(address), catalog, bar)
        if once:
            follower.once(stop.event)
        else:
            follower.run(stop.event)
    return 0
