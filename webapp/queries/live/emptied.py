"""Why a list is empty, and what would show without each of its conditions."""

from dataclasses import dataclass, replace

from webapp.queries.lists.wanted import Wanted
from webapp.queries.live.census import Counting
from webapp.queries.live.facets import scope_tally
from webapp.queries.live.scope import Scope
from webapp.queries.live.tallies import Count
from webapp.queries.query_text import Query, Term


@dataclass(frozen=True, slots=True)
class Removal:
    """A condition, the rows there are without it, and the filter without it."""

    term: Term
    left: Count
    query: Query


@dataclass(frozen=True, slots=True)
class Emptied:
    """`unknown` are the conditions that name what the store does not have."""

    title: str
    unknown: tuple[Term, ...] = ()
    removals: tuple[Removal, ...] = ()

    @property
    def helpful(self) -> tuple[Removal, ...]:
        """The removals that would leave a row."""
        return tuple(one for one in self.removals if one.left.number)


def emptied(wanted: Wanted, scope: Scope, counting: Counting) -> Emptied:
    """Why no row matches `wanted`."""
    terms = wanted.query.terms
    if not terms:
        return Emptied(f"This store has no {wanted.noun} yet")
    lacking = {"type": scope.types == (), "workspace": scope.contexts == ()}
    return Emptied(
        title=_title(wanted),
        unknown=tuple(term for term in terms if lacking[term.field]),
        removals=tuple(_removal(term, wanted.query, scope, counting) for term in terms),
    )


def _title(wanted: Wanted) -> str:
    terms = wanted.query.terms
    if len(terms) == 1:
        return f"No {wanted.noun} matches {terms[0]}"
    return f"No {wanted.noun} matches all {len(terms)} filters"


def _removal(term: Term, query: Query, scope: Scope, counting: Counting) -> Removal:
    if term.field == "type":
        every_type = None if scope.kind != "context" else scope.all_types
        wider = replace(scope, types=every_type)
    else:
        wider = replace(scope, contexts=None)
    left = scope_tally(counting, wider).count(wider.type_ids)
    return Removal(term, left, query.without(term.field))
