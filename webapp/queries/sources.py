"""Where a page's answers come from."""

from datetime import datetime

from msgspec import Struct

from webapp.catalog.reader import Reader
from webapp.queries.live.census import Census
from webapp.store.client import Store


class Sources(Struct, frozen=True):
    """The store, what was counted of it, the catalog over it (None without one), and the time."""

    store: Store
    census: Census
    catalog: Reader | None
    now: datetime
