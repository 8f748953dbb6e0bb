"""What is looked for, as pages say it."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from webapp.catalog.query.tree import Query, Reach
from webapp.metadata import Kind

EVERYTHING = Query()


@dataclass(frozen=True, slots=True)
class Search:
    """The records of a kind that a query matches.

    `reach` holds the ids of this kind that each walk of the query found (`tree.reaches` names the
    walks); `ids`, where it is given, are the only ones asked about.
    """

    kind: Kind
    query: Query = EVERYTHING
    reach: Mapping[Reach, tuple[int, ...]] = field(default_factory=dict)
    ids: tuple[int, ...] | None = None

    @property
    def key(self) -> tuple[object, ...]:
        """What tells this search from others."""
        return self.kind, self.query, tuple(self.reach.items()), self.ids

    def asking(self, query: Query) -> "Search":
        """The same search with another query."""
        return replace(self, query=query)
