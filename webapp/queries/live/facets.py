"""How the rows of a scope divide by type and by workspace.

A facet's counts ignore its own condition and obey the other one: they say what choosing another
value would show.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence
from typing import Final

from msgspec.structs import replace

from webapp.catalog.query.editing import chosen
from webapp.catalog.query.tree import Field
from webapp.producers import short_type
from webapp.queries.counts import Count
from webapp.queries.lists.facets import (
    MOST_SHOWN,
    SHOWN,
    Choice,
    Facet,
    switched,
    title,
    told_apart,
)
from webapp.queries.lists.filtered import filtered
from webapp.queries.lists.wanted import Wanted
from webapp.queries.live.census import Counting
from webapp.queries.live.scope import Scope, matching, type_words, workspace_types
from webapp.queries.live.tallies import Tally
from webapp.queries.live.windows import Place, read_window
from webapp.store.client import Store

MOST_WORKSPACES: Final = 200  # newest workspaces that the facet counts
TYPE: Final = Field("type")
WORKSPACE: Final = Field("workspace")


def scope_tally(counting: Counting, scope: Scope) -> Tally:
    """How many rows of each type the workspace condition of `scope` leaves."""
    if scope.contexts is None:
        return counting.of_kind(scope.kind)
    if scope.kind == "context":
        return Tally(Counter(one.type_id for one in scope.contexts), exact=True)
    return one_tally([counting.of_members(scope.kind, one.id) for one in scope.contexts])


def one_tally(tallies: Sequence[Tally]) -> Tally:
    """The tally of contexts that may share rows: of several, only a lower bound is known.

    >>> one_tally([Tally({1: 2}, exact=True), Tally({1: 1, 3: 1}, exact=True)]).by_type
    {1: 2, 3: 1}
    """
    if len(tallies) == 1:
        return tallies[0]
    ids = sorted({one for tally in tallies for one in tally.by_type})
    most = {one: max(tally.by_type.get(one, 0) for tally in tallies) for one in ids}
    return Tally(most, exact=not tallies)


def type_facet(scope: Scope, wanted: Wanted, tally: Tally) -> Facet:
    """The types of the rows in `tally`; types that one word names stand as one."""
    names: dict[str, list[str]] = defaultdict(list)
    for name in sorted({one.name for one in scope.all_types}):
        names[short_type(name).casefold()].append(name)
    counts: dict[str, Count] = {}
    for several in names.values():
        value = several[0] if len(several) == 1 else short_type(several[0])
        counts[value] = tally.count({one.id for one in matching(scope.all_types, value)})
    chosen_words = [word.casefold() for word in chosen(wanted.query, TYPE)]

    def is_chosen(value: str) -> bool:
        return any(word in type_words(value) for word in chosen_words)

    return _facet(TYPE, wanted, is_chosen, counts)


def workspace_facet(store: Store, counting: Counting, scope: Scope, wanted: Wanted) -> Facet:
    """The workspaces of the rows that the type condition of `scope` leaves."""
    types = workspace_types(store)
    everywhere = Scope("context", types, types)
    newest = read_window(store, everywhere, Place(), MOST_WORKSPACES).records
    contexts = {one.id: one.name for one in (*newest, *(scope.contexts or ()))}
    tallies: dict[str, list[Tally]] = defaultdict(list)
    for context_id, name in contexts.items():
        tallies[name].append(counting.of_members(scope.kind, context_id))
    counts = {name: one_tally(of).count(scope.type_ids) for name, of in tallies.items()}
    names = {one.name for one in scope.contexts or ()}
    known = counting.of_kind("context").count(everywhere.type_ids).number
    facet = _facet(WORKSPACE, wanted, names.__contains__, counts)
    return replace(facet, left_out=max(0, known - len(contexts)))


def _facet(
    field: Field, wanted: Wanted, is_chosen: Callable[[str], bool], counts: Mapping[str, Count]
) -> Facet:
    links, already = filtered(wanted), chosen(wanted.query, field)
    choices = [
        Choice(
            value=value,
            label=short_type(value) if field == TYPE else value,
            count=count,
            selected=is_chosen(value),
            search=links.choosing(field, _switched(already, field, value)),
        )
        for value, count in counts.items()
        if count.number or is_chosen(value)
    ]
    choices.sort(key=lambda one: (-one.count.number, one.value))
    at_length = wanted.more == field
    if at_length:
        wish = wanted.find.casefold()
        shown = [one for one in choices if wish in one.value.casefold()][:MOST_SHOWN]
    else:
        shown = [one for place, one in enumerate(choices) if place < SHOWN or one.selected]
    return Facet(
        field,
        title(field),
        told_apart(shown),
        more=None if at_length or len(shown) == len(choices) else wanted.at_length(field),
        less=wanted.at_length(None) if at_length else None,
        find=wanted.find if at_length else "",
        counting=not all(one.exact for one in counts.values()),
    )


def _switched(already: Sequence[str], field: Field, value: str) -> tuple[str, ...]:
    if field != TYPE:
        return switched(already, value, lambda choice: choice == value)
    names = type_words(value)
    return switched(already, value, lambda choice: choice.casefold() in names)
