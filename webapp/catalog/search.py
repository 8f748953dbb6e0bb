"""What is looked for, as pages say it."""

from collections.abc import Mapping

from msgspec import Struct
from msgspec.structs import replace

from webapp.catalog.query.tree import Query, Reach
from webapp.metadata import Kind

EVERYTHING = Query()


class Search(Struct, frozen=True):
    """The records of a kind that a query matches.

    `reach` holds the ids of this kind that each walk of the query found (`tree.reaches` names the
    walks); `ids`, where it is given, are the only ones asked about.
    """

    kind: Kind
    query: Query = EVERYTHING
    reach: Mapping[Reach, tuple[int, ...]] = {}
    ids: tuple[int, ...] | None = None

    @property
    def key(self) -> tuple[object, ...]:
        """What tells this search from others."""
        return self.kind, self.query, tuple(self.reach.items()), self.ids

    def asking(self, query: Query) -> "Search":
        """The same search with another query."""
        return replace(self, query=query)
