"""Why a list read from the store is empty."""

from msgspec.structs import replace

from webapp.catalog.query.editing import chosen
from webapp.queries.counts import Count
from webapp.queries.lists.conditions import Condition
from webapp.queries.lists.emptied import Emptied, Removal, empty_title
from webapp.queries.lists.wanted import Wanted
from webapp.queries.live.census import Counting
from webapp.queries.live.facets import TYPE, scope_tally
from webapp.queries.live.scope import Scope


def emptied(
    wanted: Wanted, conditions: tuple[Condition, ...], scope: Scope, counting: Counting
) -> Emptied:
    """Why no row matches `wanted`; its conditions are on types and workspaces."""
    removals, unknown = [], []
    for condition in conditions:
        of_types = len(chosen(condition.rest, TYPE)) < len(chosen(wanted.query, TYPE))
        removals.append(Removal(condition, _left(scope, counting, of_types)))
        if (scope.types if of_types else scope.contexts) == ():
            unknown.append(condition)
    title = empty_title(wanted, tuple(one.text for one in conditions))
    return Emptied(title, tuple(unknown), tuple(removals))


def _left(scope: Scope, counting: Counting, of_types: bool) -> Count:
    if of_types:
        every_type = None if scope.kind != "context" else scope.all_types
        wider = replace(scope, types=every_type)
    else:
        wider = replace(scope, contexts=None)
    return scope_tally(counting, wider).count(wider.type_ids)
