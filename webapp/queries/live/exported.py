"""Every row of a query, page by page, for a file."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final, cast

from webapp.metadata import Artifact, Context, Execution
from webapp.queries.list_rows import artifact_list_rows, execution_list_rows
from webapp.queries.lists.wanted import HIGHEST_LIMIT, Wanted
from webapp.queries.live.census import Counting
from webapp.queries.live.scope import scope_of
from webapp.queries.live.windows import RESERVE, read_window
from webapp.queries.live.workspace_lines import counted_row
from webapp.queries.rows import ArtifactRow, ExecutionRow, WorkspaceRow
from webapp.store.client import Store
from webapp.store.paging import Cursor, Record

MOST_ROWS: Final = 10_000  # rows of one file


@dataclass(frozen=True, slots=True)
class Part:
    """Some rows of a file; `rest` is where what the file leaves out starts, None if nothing."""

    rows: tuple[ArtifactRow | ExecutionRow | WorkspaceRow, ...]
    rest: Cursor | None = None
    unreadable: tuple[int, ...] = ()


def exported(store: Store, counting: Counting, wanted: Wanted) -> Iterator[Part]:
    """The rows of `wanted` from its place on, as many as a file holds."""
    scope = scope_of(store, wanted.kind, wanted.query)
    place = wanted.place
    written = 0
    while True:
        window = read_window(store, scope, place, HIGHEST_LIMIT)
        written += len(window.records)
        full = written >= MOST_ROWS or store.seconds_left < RESERVE
        rest = window.older if full or window.cut else None
        yield Part(_rows(store, counting, wanted, window.records), rest, window.unreadable)
        if window.older is None or rest is not None:
            return
        place = replace(place, after=window.older, before=None)


def _rows(
    store: Store, counting: Counting, wanted: Wanted, records: tuple[Record, ...]
) -> tuple[ArtifactRow | ExecutionRow | WorkspaceRow, ...]:
    match wanted.kind:
        case "artifact":
            return artifact_list_rows(store, cast("tuple[Artifact, ...]", records))
        case "execution":
            return execution_list_rows(store, cast("tuple[Execution, ...]", records))
    contexts = cast("tuple[Context, ...]", records)
    return tuple(counted_row(counting, one) for one in contexts)
