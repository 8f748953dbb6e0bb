"""The rows of a list for a file, read from the store."""

from collections.abc import Iterator
from typing import Final, cast

from msgspec.structs import replace

from webapp.catalog.rows import Row
from webapp.metadata import Artifact, Context, Execution
from webapp.queries.list_rows import artifact_list_rows, execution_list_rows
from webapp.queries.lists.page import Part
from webapp.queries.lists.wanted import HIGHEST_LIMIT, Wanted
from webapp.queries.live.census import Counting
from webapp.queries.live.rows import artifact_row, execution_row
from webapp.queries.live.scope import scope_of
from webapp.queries.live.windows import RESERVE, listed, place_of, read_window
from webapp.queries.live.workspace_lines import counted_row
from webapp.queries.rows import WorkspaceRow
from webapp.queries.sources import Sources
from webapp.store.client import Store
from webapp.store.paging import Record

MOST_ROWS: Final = 10_000  # rows of one file


def live_parts(sources: Sources, wanted: Wanted) -> Iterator[Part]:
    """The rows of `wanted` from its place on, as many as a file holds; raises StoreErrors."""
    store, counting = sources.store, sources.census.counting(sources.store)
    scope = scope_of(store, wanted.kind, wanted.query)
    place = place_of(wanted)
    written = 0
    while True:
        window = read_window(store, scope, place, HIGHEST_LIMIT)
        written += len(window.records)
        full = written >= MOST_ROWS or store.seconds_left < RESERVE
        rest = window.older if full or window.cut else None
        yield Part(_rows(store, counting, wanted, window.records), listed(rest), window.unreadable)
        if window.older is None or rest is not None:
            return
        place = replace(place, after=window.older, before=None)


def _rows(
    store: Store, counting: Counting, wanted: Wanted, records: tuple[Record, ...]
) -> tuple[Row | WorkspaceRow, ...]:
    match wanted.kind:
        case "artifact":
            artifacts = artifact_list_rows(store, cast("tuple[Artifact, ...]", records))
            return tuple(map(artifact_row, artifacts))
        case "execution":
            executions = execution_list_rows(store, cast("tuple[Execution, ...]", records))
            return tuple(map(execution_row, executions))
    contexts = cast("tuple[Context, ...]", records)
    return tuple(counted_row(counting, one) for one in contexts)
