"""Why a list from the catalog is empty."""

from typing import Final

from webapp.catalog.query.printing import text_of
from webapp.catalog.query.slips import meant
from webapp.catalog.query.tree import Query, reaches
from webapp.catalog.search import Search
from webapp.catalog.snapshot import Snapshot
from webapp.queries.counts import Count
from webapp.queries.lists.conditions import Condition
from webapp.queries.lists.emptied import Emptied, Meant, Removal, empty_title
from webapp.queries.lists.wanted import Wanted

# Each condition costs two totals.
MOST_TRIED: Final = 12


def emptied(
    snapshot: Snapshot, search: Search, wanted: Wanted, conditions: tuple[Condition, ...]
) -> Emptied:
    """Why no row matches `wanted`; `search` may ask for more than its conditions."""
    # What is asked beside them stays asked.
    beside = search.query.clauses[len(wanted.query.clauses) :]

    def total(query: Query) -> int:
        return snapshot.total(search.asking(Query((*query.clauses, *beside))))

    tried = tuple(zip(conditions, wanted.query.clauses, strict=True))[:MOST_TRIED]
    return Emptied(
        title=empty_title(wanted, tuple(one.text for one in conditions)),
        unknown=tuple(
            one
            for one, clause in tried
            if not reaches(Query((clause,))) and not total(Query((clause,)))
        ),
        removals=tuple(Removal(one, Count(total(one.rest))) for one, _ in tried),
        meant=_meant(snapshot, wanted),
    )


def _meant(snapshot: Snapshot, wanted: Wanted) -> Meant | None:
    other = meant(wanted.query)
    # A walk is not taken for a guess.
    if other is None or reaches(other):
        return None
    number = snapshot.total(Search(wanted.kind, other))
    return Meant(text_of(other), wanted.search(query=other), Count(number)) if number else None
