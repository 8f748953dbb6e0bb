"""The first and the last of what a store holds."""

from webapp.follower.state import KINDS, Firsts, Mark
from webapp.metadata import Kind
from webapp.store.client import Store
from webapp.store.messages import milliseconds
from webapp.store.pages import read_page
from webapp.store.paging import Listing


def firsts(store: Store) -> Firsts:
    """The first record of each kind that can be read; none of a kind that has none."""
    found: Firsts = {}
    for kind in KINDS:
        page = read_page(store, kind, Listing("id", ascending=True), 1)
        for one in page.records:
            found[kind] = (one.id, milliseconds(one.created))
    return found


def newest_id(store: Store, kind: Kind) -> int:
    """The largest id of a kind, 0 where there is none."""
    page = read_page(store, kind, Listing("id"), 1)
    return max((*(one.id for one in page.records), *page.unreadable), default=0)


def newest_update(store: Store, kind: Kind) -> Mark:
    """The place of the latest update of a kind.

    Where many rows have that time, they are taken to be one import that is over: going through
    them again would cost a request for each hundred that names all before.
    """
    page = read_page(store, kind, Listing("updated"))
    times = {milliseconds(one.updated) for one in page.records}
    latest = max(times, default=0)
    is_import = page.end is not None and len(times) == 1
    return Mark(updated=latest + 1 if is_import else latest)
