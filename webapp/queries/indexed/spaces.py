"""The workspaces that the catalog knows."""

from typing import Final

from webapp.catalog.names import named
from webapp.catalog.query.tree import Query
from webapp.catalog.rows import Row
from webapp.catalog.search import Search
from webapp.catalog.snapshot import Snapshot
from webapp.queries.indexed.page import WORKSPACES

ALL_WORKSPACES: Final = Search("context", Query((WORKSPACES,)))
SAME_NAME: Final = 20  # workspaces of one name, in any case, that are looked at


def workspaces_called(snapshot: Snapshot, name: str) -> list[Row]:
    """The newest workspaces of just that name."""
    alike = named(snapshot, ALL_WORKSPACES, name, SAME_NAME)
    return [row for row in alike if row.name == name]
