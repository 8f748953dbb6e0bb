"""What belongs to the request at hand."""

import time
from datetime import UTC, datetime
from uuid import uuid4

from flask import current_app, g
from msgspec import Struct, field

from webapp.catalog.reader import Reader
from webapp.lineage.labels import printable
from webapp.queries.live.census import Census
from webapp.queries.sources import Sources
from webapp.settings import Settings
from webapp.store.client import Store
from webapp.store.connection import Connection
from webapp.store.remembering import PageStore


class Services(Struct, frozen=True):
    """What the process shares between requests."""

    settings: Settings
    connection: Connection
    catalog: Reader | None = None
    census: Census = field(default_factory=Census)


class PageShell(Struct, frozen=True):
    """What the frame of every page says: which store, how long, how much was read."""

    store_name: str
    store_address: str
    rows_read: int
    milliseconds: int


def services() -> Services:
    """What `create_app` was given."""
    found: Services = current_app.extensions["webapp"]
    return found


def settings() -> Settings:
    """The settings of this process."""
    return services().settings


def store() -> Store:
    """The store, read within this request's time budget."""
    if "store" not in g:
        shared = services()
        g.store = PageStore(
            shared.connection, shared.settings.call_deadline, shared.settings.page_deadline
        )
    found: Store = g.store
    return found


def catalog() -> Reader | None:
    """The search index over the store; None where nobody keeps one."""
    return services().catalog


def census() -> Census:
    """What this process has counted of the store so far."""
    return services().census


def sources() -> Sources:
    """Where this request's answers come from."""
    return Sources(store(), census(), catalog(), now())


def now() -> datetime:
    """The time of this request, the same wherever it is asked for."""
    if "now" not in g:
        g.now = datetime.now(UTC)
    found: datetime = g.now
    return found


def request_id() -> str:
    """The name of this request in logs and error pages."""
    if "request_id" not in g:
        g.request_id = uuid4().hex[:12]
    found: str = g.request_id
    return found


def start_clock() -> None:
    """Nothing; the request's clock runs from here."""
    g.started = time.perf_counter()


def page_shell() -> PageShell:
    """The frame's facts as they are now."""
    rows_read = g.store.rows_read if "store" in g else 0
    elapsed = round((time.perf_counter() - g.started) * 1000) if "started" in g else 0
    address = str(services().connection.address)
    # The name of a file may hold what no page can be encoded with.
    return PageShell(printable(settings().store_name) or address, address, rows_read, elapsed)
