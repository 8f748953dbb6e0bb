"""What the page of a list shows, wherever its rows come from."""

from functools import lru_cache
from typing import Literal, TypeAlias

from msgspec import Struct

from webapp.catalog.query.tree import Field
from webapp.catalog.rows import Row
from webapp.catalog.sorting import Cursor
from webapp.metadata import Kind
from webapp.queries.counts import Count
from webapp.queries.freshness import Freshness
from webapp.queries.lists.columns import COLUMNS, Column, keyed_column
from webapp.queries.lists.conditions import Condition
from webapp.queries.lists.emptied import Emptied
from webapp.queries.lists.examples import EXAMPLES, LIVE
from webapp.queries.lists.facets import Facet
from webapp.queries.lists.wanted import Wanted
from webapp.queries.lists.workspace_line import WorkspaceLine
from webapp.queries.rows import WorkspaceRow

Line: TypeAlias = Row | WorkspaceLine


class Offer(Struct, frozen=True):
    """A column to choose; `count` is how many of the rows that match have anything there."""

    column: Column
    shown: bool
    count: int | None = None


@lru_cache(maxsize=256)
def offered(
    kind: Kind, columns: tuple[Column, ...], keyed: tuple[tuple[Field, int], ...] = ()
) -> tuple[Offer, ...]:
    """The columns to choose from: those shown, the list's others, then those under keys.

    `keyed` are fields with the number of rows that have anything there.
    """
    counts: dict[Column, int | None] = dict.fromkeys((*columns, *COLUMNS[kind].values()))
    counts |= {keyed_column(field): count for field, count in keyed}
    return tuple(Offer(one, one in columns, count) for one, count in counts.items())


class Waiting(Struct, frozen=True):
    """What only the catalog can answer, in the words of the query; `search` leads to the rest."""

    filters: tuple[str, ...] = ()
    sort: str = ""
    columns: tuple[str, ...] = ()
    search: str = ""

    @property
    def is_all(self) -> bool:
        """Whether no row can be shown without it."""
        return bool(self.filters or self.sort)


class Reached(Struct, frozen=True):
    """A walk of the filter: how many records it found, and what ended it before its end.

    `exists` is whether the record that it starts at is there at all; what it finds `is_denied`
    where the filter looks for the others.
    """

    text: str
    start: str
    direction: str
    found: int
    stopped: Literal["", "limit", "time"] = ""
    exists: bool = True
    is_denied: bool = False


class ListPage(Struct, frozen=True):
    """One page of a list. `before` and `after` are the places of its neighbours, None at an end.

    Read live, `cut` is how many rows were read where a bound ended the search (0: the page is
    whole), and `unreadable` are ids that lie here. `empty` says why there is no row; `more_columns`
    leads to the list that offers those under keys too. What has the same `state`, not 0, and the
    same wish is the same page.
    """

    wanted: Wanted
    freshness: Freshness
    rows: tuple[Line, ...]
    total: Count
    columns: tuple[Column, ...]
    offers: tuple[Offer, ...]
    conditions: tuple[Condition, ...] = ()
    facets: tuple[Facet, ...] = ()
    before: Cursor | None = None
    after: Cursor | None = None
    unreadable: tuple[int, ...] = ()
    cut: int = 0
    waiting: Waiting = Waiting()
    walks: tuple[Reached, ...] = ()
    empty: Emptied | None = None
    more_columns: str | None = None
    state: int = 0

    def known(self, count: Count) -> Count:
        """How many records are sure to match that were counted: fewer where a walk stopped."""
        stopped = [one for one in self.walks if one.stopped]
        if not stopped:
            return count
        return Count(0 if any(one.is_denied for one in stopped) else count.number, exact=False)

    @property
    def workspaces(self) -> int:
        """Over how many workspaces all rows spread, 0 where that is not known."""
        for facet in self.facets:
            if facet.text == "workspace":
                choices = facet.choices
                whole = facet.more is None and facet.less is None and not facet.left_out
                alone = whole and self.total.exact and not any(one.selected for one in choices)
                return len(choices) if alone and all(one.count.exact for one in choices) else 0
        return 0

    @property
    def examples(self) -> tuple[str, ...]:
        """Filters that this list could have now."""
        known = EXAMPLES if self.freshness.complete else LIVE
        return known[self.wanted.noun]


class Part(Struct, frozen=True):
    """Some rows of a file; `rest` is where what the file leaves out starts, None if nothing."""

    rows: tuple[Row | WorkspaceRow, ...]
    rest: Cursor | None = None
    unreadable: tuple[int, ...] = ()
