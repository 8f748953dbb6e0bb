"""Lists for machines: JSON in the shape that docs tell, CSV as a stream."""

from collections.abc import Iterable, Iterator, Mapping
from itertools import chain
from typing import Final, TypeAlias
from urllib.parse import urlencode

from flask import Response, request, stream_with_context

from webapp.exports.csv import cells, csv_lines
from webapp.exports.json import (
    ARTIFACT_FIELDS,
    EXECUTION_FIELDS,
    WORKSPACE_FIELDS,
    Content,
    artifact_item,
    execution_item,
    workspace_item,
)
from webapp.queries.lists.wanted import Wanted
from webapp.queries.live.exported import Part, exported
from webapp.queries.live.lists import ListPage
from webapp.queries.live.windows import cursor_text
from webapp.queries.live.workspace_lines import WorkspaceLine
from webapp.queries.rows import ArtifactRow, ExecutionRow, WorkspaceRow
from webapp.views.current import census, store

Row: TypeAlias = ArtifactRow | ExecutionRow | WorkspaceLine | WorkspaceRow
AnyPage: TypeAlias = ListPage[ArtifactRow] | ListPage[ExecutionRow] | ListPage[WorkspaceLine]

FIELDS: Final = {
    "artifact": ARTIFACT_FIELDS,
    "execution": EXECUTION_FIELDS,
    "context": WORKSPACE_FIELDS,
}
# Lists are read live, so they are as complete and as new as the store itself.
LIVE: Final[Mapping[str, Content]] = {"complete": True, "progress": 1.0, "behind_seconds": 0}


def list_twin(page: AnyPage, root: str) -> dict[str, Content]:
    """A page as JSON; `total` is null while it is being counted, with `total_at_least` beside."""
    counted: dict[str, Content] = {"total": page.total.number}
    if not page.total.exact:
        counted = {"total": None, "total_at_least": page.total.number}
    return {
        "items": [item(row, root) for row in page.rows],
        **counted,
        "facets": {
            facet.field: [
                {"value": one.value, "count": one.count.number}
                if one.count.exact
                else {"value": one.value, "count": None, "count_at_least": one.count.number}
                for one in facet.values
            ]
            for facet in page.facets
        },
        "after": None if page.older is None else cursor_text(page.older),
        "catalog": dict(LIVE),
    }


def item(row: Row, root: str) -> dict[str, Content]:
    """One row as JSON, its address under `root`."""
    match row:
        case ArtifactRow():
            return artifact_item(row, f"{root}/artifacts/{row.id}")
        case ExecutionRow():
            return execution_item(row, f"{root}/executions/{row.id}")
        case WorkspaceLine():
            return item(row.row, root)
    return workspace_item(row, f"{root}/workspaces/{row.id}")


def csv_response(wanted: Wanted) -> Response:
    """The rows of `wanted` as a file, sent while they are read."""
    parts = exported(store(), census().counting(store()), wanted)
    # The first rows are read before the first byte is sent: a store that is away is an error page.
    first = next(parts)
    lines = csv_lines(_table(wanted, chain([first], parts), request.script_root))
    response = Response(stream_with_context(lines), mimetype="text/csv")
    name = f"{wanted.noun}s.csv"
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _table(wanted: Wanted, parts: Iterable[Part], root: str) -> Iterator[list[Content]]:
    columns = (*FIELDS[wanted.kind], "url")
    yield list(columns)
    written = 0
    for part in parts:
        written += len(part.rows)
        for row in part.rows:
            yield cells(item(row, root), columns)
        for one in part.unreadable:
            yield [one, "cannot be read"]
        if part.rest is not None:
            parameters = urlencode(wanted.page_parameters(after=part.rest))
            rest = f"{root}/{wanted.noun}s.csv?{parameters}"
            yield [f"This file ends after {written:,} rows. The rest: {rest}"]
