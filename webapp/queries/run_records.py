"""What is in a run that is only a name in its workspace, as the Metadata SDK writes it.

MLMD cannot look for it. A catalog can, however old the run is; what it does not know yet is among
the newest of the store. Without a catalog the newest of the workspace are looked through.
"""

from collections.abc import Callable
from typing import Final

from msgspec import Struct

from webapp.catalog.pages import Stretch, page, rows
from webapp.catalog.query.tree import Equal, Field, Query
from webapp.catalog.reader import Reader
from webapp.catalog.search import Search
from webapp.catalog.snapshot import Snapshot
from webapp.errors import CatalogError
from webapp.metadata import Artifact, Context, Execution, Kind
from webapp.producers import read_artifact, read_execution
from webapp.queries.freshness import whole
from webapp.store.client import Store
from webapp.store.contexts import contexts_holding
from webapp.store.pages import read_ids, read_page
from webapp.store.paging import Listing, Record

MOST_SCANNED: Final = 1_000  # records of a workspace that are looked through for a run
AT_ONCE: Final = 20  # of the newest: mostly the catalog knows them


class Asked(Struct, frozen=True):
    """Which records: those of a kind in a workspace of which `is_in` says so, at most `most`."""

    kind: Kind
    workspace: Context
    run: str
    is_in: Callable[[Record], bool]
    most: int


class RunRecords(Struct, frozen=True):
    """The newest records of a run, newest first, of `total` that are known.

    `scanned` is how many of the workspace were looked through for them, 0 where none is left out.
    """

    records: tuple[Record, ...]
    total: int
    scanned: int


def run_records(store: Store, asked: Asked, catalog: Reader | None) -> RunRecords:
    """The records that are in the run now; raises StoreErrors."""
    try:
        snapshot = whole(catalog)
        known = None if snapshot is None else _known(store, asked, snapshot)
    except CatalogError:
        known = None
    return known or _scanned(store, asked)


def _known(store: Store, asked: Asked, snapshot: Snapshot) -> RunRecords | None:
    since = _since(store, asked, snapshot)
    if since is None:
        return None
    named = Equal(Field("workspace"), asked.workspace.name), Equal(Field("run"), asked.run)
    found = page(snapshot, Search(asked.kind, Query(named)), stretch=Stretch(asked.most))
    ids = {row.id for row in found.rows}
    records, _ = read_ids(store, asked.kind, sorted(ids - since.keys()))
    in_run = {key: one for key, one in {**records, **since}.items() if asked.is_in(one)}
    newest = sorted(in_run, reverse=True)[: asked.most]
    return RunRecords(
        tuple(in_run[key] for key in newest), found.total + len(since.keys() - ids), 0
    )


def _since(store: Store, asked: Asked, snapshot: Snapshot) -> dict[int, Record] | None:
    """What of the run is newer than anything that the catalog knows; None for too much to look at.

    The newest of the store are looked through, not of the workspace: MLMD sorts all that a context
    holds for each page of it.
    """
    found: dict[int, Record] = {}
    listing, looked_through = Listing("id"), 0
    while looked_through < MOST_SCANNED:
        some = read_page(store, asked.kind, listing, AT_ONCE)
        known = rows(snapshot, asked.kind, tuple(one.id for one in some.records))
        new = (one for one in some.records if one.id not in known and asked.is_in(one))
        found |= {one.id: one for one in new if _is_of(store, asked.kind, one, asked.workspace)}
        if some.end is None or known:
            return found
        listing, looked_through = Listing("id", after=some.end), looked_through + AT_ONCE
    return None


def _is_of(store: Store, kind: Kind, one: Record, workspace: Context) -> bool:
    """Whether a record names the workspace, or, where it names none, is held by it."""
    if isinstance(one, Artifact):
        named = read_artifact(one).workspace
    elif isinstance(one, Execution):
        named = read_execution(one).workspace
    else:
        return False
    if named:
        return named == workspace.name
    held_by, _ = contexts_holding(store, kind, one.id)
    return any(context.id == workspace.id for context in held_by)


def _scanned(store: Store, asked: Asked) -> RunRecords:
    listing = Listing("id", context_id=asked.workspace.id)
    found = read_page(store, asked.kind, listing, MOST_SCANNED)
    in_run = tuple(one for one in found.records if asked.is_in(one))
    scanned = len(found.records) if found.end is not None else 0
    return RunRecords(in_run[: asked.most], len(in_run), scanned)
