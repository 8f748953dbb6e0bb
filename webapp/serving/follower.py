"""The follower's process: a part of a dashboard, or alone with a progress bar."""

from contextlib import suppress
from pathlib import Path
from typing import Final

import click

from webapp.catalog.place import Place
from webapp.errors import CatalogFullError, StoreError
from webapp.follower.follower import Follower
from webapp.serving.catalog_folder import origin
from webapp.serving.progress import Bar, Lines
from webapp.serving.reading import read_only
from webapp.store.connection import Connection
from webapp.store.stopping import Stop

LOST: Final = 1  # the exit status where the store is gone


def part(store: str, catalog: Path, stop: Stop, origin: str) -> int:
    """The exit status of a follower below a supervisor, which stops it or is gone."""
    stop.follow_parent()
    Follower(Connection(store), catalog, Lines(catalog), origin).run(stop.event)
    return 0


def alone(store: str, catalog: Path, stop: Stop, *, once: bool) -> int:
    """The exit status of a follower that somebody started, once it is in step or stopped.

    It is not 0, and the reason is told, where the store was lost, or the catalog was to be in step
    once and is not. Raises CatalogBusyError where another follower writes the catalog, and
    StoreFileError for a file that cannot be read.
    """
    with read_only(store, stop.event.set) as address, Bar(catalog) as bar:
        follower = Follower(Connection(address), catalog, bar, origin(store))
        # A full disk is waited for, as it is when it fills later.
        with suppress(CatalogFullError), Place(catalog).writing():
            pass
        is_done = _followed(follower, stop, once=once)
    if is_done:
        return 0
    if stop.number:
        why = f"Stopped before the catalog in {catalog} was in step; start it again to go on."
    else:
        why = (
            f"The process that served {store} ended, so the catalog in {catalog} is not in step;"
            f" start it again, and if that ends too, see mlmd-dashboard doctor --store {store}."
        )
    click.echo(f"Error: {why}", err=True)
    return 128 + stop.number if stop.number else LOST


def _followed(follower: Follower, stop: Stop, *, once: bool) -> bool:
    """Whether the catalog came in step, or was followed until a signal ended that."""
    try:
        if once:
            return follower.once(stop.event)
        follower.run(stop.event)
    except StoreError:
        # The end of the store's process sets it too.
        if not stop.event.is_set():
            raise
        return False
    return bool(stop.number)
