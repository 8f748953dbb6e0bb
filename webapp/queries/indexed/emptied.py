"""Why a list from the catalog is empty."""

from collections.abc import Callable
from typing import Final

from webapp.catalog.facets import facet_like
from webapp.catalog.query.fields import COUNTED_BY_KEY
from webapp.catalog.query.printing import text_of
from webapp.catalog.query.slips import meant
from webapp.catalog.query.tree import Equal, Node, Query, reaches
from webapp.catalog.search import Search
from webapp.catalog.snapshot import Snapshot
from webapp.catalog.terms import fold
from webapp.catalog.vast import is_vast
from webapp.queries.counts import Count
from webapp.queries.lists.conditions import Condition
from webapp.queries.lists.emptied import Emptied, Meant, Removal, empty_title
from webapp.queries.lists.wanted import Wanted

# The fields that a filter asks for in the case in which they stand, and whose values are counted.
CASED: Final = frozenset({"owner", "workspace", "run", "version"}) | COUNTED_BY_KEY
# Each condition costs two totals.
MOST_TRIED: Final = 12


def emptied(
    snapshot: Snapshot, search: Search, wanted: Wanted, conditions: tuple[Condition, ...]
) -> Emptied:
    """Why no row matches `wanted`; `search` may ask for more than its conditions."""
    # What is asked beside them stays asked.
    beside = search.query.clauses[len(wanted.query.clauses) :]

    def asking(query: Query) -> Search:
        return search.asking(Query((*query.clauses, *beside)))

    def total(query: Query) -> int:
        return snapshot.total(asking(query))

    tried = tuple(zip(conditions, wanted.query.clauses, strict=True))[:MOST_TRIED]
    return Emptied(
        title=empty_title(wanted, tuple(one.text for one in conditions)),
        unknown=tuple(
            one
            for one, clause in tried
            if not reaches(Query((clause,))) and not total(Query((clause,)))
        ),
        removals=tuple(Removal(one, Count(total(one.rest))) for one, _ in tried),
        meant=_meant(snapshot, wanted, asking),
    )


def _meant(snapshot: Snapshot, wanted: Wanted, asking: Callable[[Query], Search]) -> Meant | None:
    """The filter without its slips, or with its values as records write them, if it finds any."""
    without_slips = meant(wanted.query) or wanted.query
    # A walk is not taken for a guess.
    if reaches(without_slips):
        return None
    for other in (without_slips, _in_their_case(snapshot, without_slips, asking(Query()))):
        if other != wanted.query and (number := snapshot.total(asking(other))):
            return Meant(text_of(other), wanted.search(query=other), Count(number))
    return None


def _in_their_case(snapshot: Snapshot, query: Query, every: Search) -> Query:
    """The query with values that no record has in the case in which some have them."""
    tried = [_in_its_case(snapshot, clause, every) for clause in query.clauses[:MOST_TRIED]]
    return Query((*tried, *query.clauses[MOST_TRIED:]))


def _in_its_case(snapshot: Snapshot, clause: Node, every: Search) -> Node:
    if not isinstance(clause, Equal) or clause.field.name not in CASED:
        return clause
    field, value = clause.field, clause.value
    # Of a great many values it would take longer than a guess is worth.
    if not value or is_vast(snapshot, every.kind, field):
        return clause
    like = [one.value for one in facet_like(snapshot, every, field, value).values]
    same = [one for one in like if fold(one) == fold(value)]
    return Equal(field, same[0]) if same and value not in same else clause
