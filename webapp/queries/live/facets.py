"""How the rows of a scope divide by type and by workspace.

A facet's counts ignore its own condition and obey the other one: they say what choosing another
value would show.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from webapp.producers import short_type
from webapp.queries.live.census import Counting
from webapp.queries.live.scope import Scope, matching, workspace_types
from webapp.queries.live.tallies import Count, Tally
from webapp.queries.live.windows import Place, read_window
from webapp.queries.query_text import Query
from webapp.store.client import Store

MOST_WORKSPACES: Final = 200  # newest workspaces that the facet counts
SHOWN: Final = 12  # values of a facet beside the table


@dataclass(frozen=True, slots=True)
class FacetValue:
    """A value with the rows it stands for; `query` is the filter with it put or taken away."""

    value: str
    label: str
    count: Count
    selected: bool
    query: Query


@dataclass(frozen=True, slots=True)
class Facet:
    """The values of one field, most rows first.

    `shown` stand beside the table, `folded` open on demand; `left_out` were not counted at all,
    `counting` says that some are still being counted.
    """

    field: str
    title: str
    shown: tuple[FacetValue, ...]
    folded: tuple[FacetValue, ...] = ()
    left_out: int = 0
    counting: bool = False

    @property
    def values(self) -> tuple[FacetValue, ...]:
        """All that were counted, most rows first."""
        return tuple(sorted((*self.shown, *self.folded), key=_most_first))


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


def type_facet(scope: Scope, query: Query, tally: Tally) -> Facet:
    """The types of the rows in `tally`; types that one word names stand as one."""
    names: dict[str, list[str]] = defaultdict(list)
    for name in sorted({one.name for one in scope.all_types}):
        names[short_type(name).casefold()].append(name)
    chosen = set() if query.value("type") is None else {one.name for one in scope.types or ()}
    counts: dict[str, Count] = {}
    selected: set[str] = set()
    for several in names.values():
        value = several[0] if len(several) == 1 else short_type(several[0])
        matched = matching(scope.all_types, value)
        counts[value] = tally.count({one.id for one in matched})
        if chosen & {one.name for one in matched}:
            selected.add(value)
    return _facet("type", query, selected, counts)


def workspace_facet(store: Store, counting: Counting, scope: Scope, query: Query) -> Facet:
    """The workspaces of the rows that the type condition of `scope` leaves."""
    types = workspace_types(store)
    everywhere = Scope("context", types, types)
    newest = read_window(store, everywhere, Place(), MOST_WORKSPACES).records
    contexts = {one.id: one.name for one in (*newest, *(scope.contexts or ()))}
    tallies: dict[str, list[Tally]] = defaultdict(list)
    for context_id, name in contexts.items():
        tallies[name].append(counting.of_members(scope.kind, context_id))
    counts = {name: one_tally(of).count(scope.type_ids) for name, of in tallies.items()}
    chosen = {one.name for one in scope.contexts or ()}
    known = counting.of_kind("context").count(everywhere.type_ids).number
    facet = _facet("workspace", query, chosen, counts)
    return replace(facet, left_out=max(0, known - len(contexts)))


def _facet(field: str, query: Query, chosen: Collection[str], counts: Mapping[str, Count]) -> Facet:
    values = sorted(
        (
            FacetValue(
                value=value,
                label=short_type(value) if field == "type" else value,
                count=count,
                selected=value in chosen,
                query=query.without(field) if value in chosen else query.having(field, value),
            )
            for value, count in counts.items()
            if count.number or value in chosen
        ),
        key=_most_first,
    )
    shown = [one for place, one in enumerate(values) if place < SHOWN or one.selected]
    folded = tuple(one for one in values if one not in shown)
    counting = not all(one.exact for one in counts.values())
    return Facet(field, field.capitalize(), tuple(shown), folded, counting=counting)


def _most_first(value: FacetValue) -> tuple[int, str]:
    return -value.count.number, value.value
