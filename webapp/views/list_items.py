"""A row of a list as JSON, with the columns that a reader chose beside those that all have."""

from collections.abc import Iterator, Sequence
from typing import Final, TypeAlias

from webapp.catalog.rows import Row
from webapp.exports.json import (
    ARTIFACT_FIELDS,
    EXECUTION_FIELDS,
    WORKSPACE_FIELDS,
    Content,
    artifact_item,
    content,
    execution_item,
    workspace_item,
)
from webapp.metadata import Kind
from webapp.queries.lists.columns import Column
from webapp.queries.lists.page import Line
from webapp.queries.lists.workspace_line import WorkspaceLine
from webapp.queries.rows import WorkspaceRow

FIELDS: Final = {
    "artifact": ARTIFACT_FIELDS,
    "execution": EXECUTION_FIELDS,
    "context": WORKSPACE_FIELDS,
}
# What holds the values of keyed columns.
HELD: Final = {
    "label": "labels",
    "metric": "metrics",
    "param": "parameters",
    "property": "properties",
}
# A column that every execution has under another name.
DURATION: Final = "duration"

Columns: TypeAlias = Sequence[Column] | None


def item(row: Line | WorkspaceRow, root: str, columns: Columns = None) -> dict[str, Content]:
    """One row as JSON, its address under `root`; chosen columns by their names in an address."""
    match row:
        case WorkspaceLine():
            return item(row.row, root)
        case WorkspaceRow():
            return workspace_item(row, f"{root}/workspaces/{row.id}")
    address = f"{root}/{row.kind}s/{row.id}"
    told = execution_item if row.kind == "execution" else artifact_item
    chosen = {one.text: _value(row, one) for one in _more(row.kind, columns)}
    return told(row, address) | chosen


def names(kind: Kind, columns: Columns) -> tuple[str, ...]:
    """The names of what such an item says."""
    return (*FIELDS[kind], "url", *(one.text for one in _more(kind, columns)))


def _more(kind: Kind, columns: Columns) -> Iterator[Column]:
    """The chosen columns of artifacts or executions that not all items have anyway."""
    if kind != "context":
        known = {*FIELDS[kind], DURATION}
        yield from (one for one in columns or () if one.key or one.name not in known)


def _value(row: Row, column: Column) -> Content:
    if column.key:
        return content(getattr(row, HELD[column.name]).get(column.key))
    return content(getattr(row, column.name))
