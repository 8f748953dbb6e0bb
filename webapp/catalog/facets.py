"""How often each value of a field occurs among the records of a search.

A field's own choices do not narrow its own facet: it says what choosing another value would give.
"""

from collections import Counter
from collections.abc import Sequence
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from webapp.catalog.choices import (
    asked_as,
    count_chosen,
    found_as,
    names,
    same,
    without_choices,
)
from webapp.catalog.clauses import all_of, of_value
from webapp.catalog.compile import compiled
from webapp.catalog.query.editing import chosen
from webapp.catalog.query.fields import COUNTED, COUNTED_BY_KEY, FORMS
from webapp.catalog.query.tree import Field
from webapp.catalog.search import Search
from webapp.catalog.snapshot import Snapshot
from webapp.catalog.terms import told
from webapp.catalog.values import Value, column_of
from webapp.errors import BadParameterError

# Values that a segment passes on. With more in it than these, counts may be short: they are
# counted again then. More would cost a page milliseconds for every column of unique values.
VALUES_OF_A_SEGMENT = 100
LONGEST_PIECE = 100
SPECIAL = frozenset("\\.+*?()|[]{}^$#&-~/")


class Facet(Struct, frozen=True):
    """The most frequent values of a field, and those chosen; `more` says whether others exist."""

    field: Field
    values: tuple[Value, ...]
    more: bool


def facets(
    snapshot: Snapshot, search: Search, fields: Sequence[Field], size: int = 10
) -> tuple[Facet, ...]:
    """A facet for each field, in that order; raises BadParameterError for what is not counted."""
    searches = {field: without_choices(search, field) for field in fields}
    found: dict[Field, Facet] = {}
    # Fields without choices look at the same records: one walk over them counts all.
    for group in {each.key: each for each in searches.values()}.values():
        together = tuple(field for field in fields if searches[field].key == group.key)
        for facet in _counted(snapshot, group, together, size):
            values = chosen(search.query, facet.field)
            found[facet.field] = _with_choices(snapshot, group, facet, values)
    return tuple(found[field] for field in fields)


def facet_once(snapshot: Snapshot, search: Search, field: Field, size: int = 10) -> Facet:
    """The most frequent values, not kept: for lists of ids, long and hardly ever asked again."""
    answer = snapshot.aggregate(compiled(search), {"0": {"terms": _terms(field, size)}})
    return _facet(snapshot, search, field, answer["0"])


def facet_like(
    snapshot: Snapshot, search: Search, field: Field, piece: str, size: int = 50
) -> Facet:
    """The most frequent values that hold `piece`, in any case."""
    narrowed = without_choices(search, field)
    wanted = _terms(field, size) | {"include": _like(piece[:LONGEST_PIECE])}
    key = ("facet", narrowed.key, field, piece, size)
    answer = snapshot.kept(
        key, lambda other: other.aggregate(compiled(narrowed), {"0": {"terms": wanted}})
    )
    facet = _facet(snapshot, narrowed, field, answer["0"])
    choices = {same(field, value) for value in chosen(search.query, field)}
    return _marked(facet, choices)


def as_chosen(snapshot: Snapshot, search: Search, facet: Facet) -> Facet:
    """The facet with values counted as a query finds them: `Model` finds `x.Model`, too, 3 3.0."""
    if FORMS[facet.field.name] not in {"type", "keyed"}:
        return facet
    found_by = Counter(name for one in facet.values for name in found_as(facet.field, one.value))
    if len(found_by) == found_by.total():  # each finds its own value alone
        return facet
    narrowed = without_choices(search, facet.field)
    values = [
        replace(one, count=count_chosen(snapshot, narrowed, facet.field, one.value))
        if found_by[asked_as(facet.field, one.value)] > 1
        else one
        for one in facet.values
    ]
    values.sort(key=lambda one: (-one.count, one.value))
    return replace(facet, values=tuple(values))


def _counted(
    snapshot: Snapshot, search: Search, fields: tuple[Field, ...], size: int
) -> tuple[Facet, ...]:
    """The facets of fields over the same records."""

    def ask(other: Snapshot) -> tuple[Facet, ...]:
        wanted = {str(place): {"terms": _terms(field, size)} for place, field in enumerate(fields)}
        answer = other.counted(search, wanted)
        return tuple(
            _facet(other, search, field, answer[str(place)]) for place, field in enumerate(fields)
        )

    return snapshot.kept(("facets", search.key, fields, size), ask)


def _terms(field: Field, size: int) -> dict[str, Any]:
    if field.name not in COUNTED and field.name not in COUNTED_BY_KEY:
        known = ", ".join([*sorted(COUNTED), *(f"{name}.KEY" for name in sorted(COUNTED_BY_KEY))])
        raise BadParameterError("facets", field.name, f"values are counted of {known}")
    most = max(size, VALUES_OF_A_SEGMENT)
    return {"field": column_of(field), "size": size, "segment_size": most}


def _facet(snapshot: Snapshot, search: Search, field: Field, answer: dict[str, Any]) -> Facet:
    """The facet of an aggregation, every count exact."""
    pairs = [
        (bucket["key"] if field.key is None else told(bucket["key"]), bucket["doc_count"])
        for bucket in answer["buckets"]
    ]
    if answer["doc_count_error_upper_bound"]:
        pairs = [(value, _count(snapshot, search, field, value)) for value, _ in pairs]
    pairs.sort(key=lambda pair: (-pair[1], pair[0]))
    values = tuple(Value(value, count) for value, count in pairs)
    return Facet(field, values, more=answer["sum_other_doc_count"] > 0)


def _count(snapshot: Snapshot, search: Search, field: Field, value: str) -> int:
    return snapshot.count(all_of(compiled(search), of_value(field, value)))


def _chosen_count(snapshot: Snapshot, search: Search, field: Field, value: str) -> int:
    if FORMS[field.name] != "type":
        return _count(snapshot, search, field, value)
    # The choice may be what several types end in.
    return count_chosen(snapshot, search, field, value)


def _with_choices(
    snapshot: Snapshot, search: Search, facet: Facet, values: tuple[str, ...]
) -> Facet:
    """The facet with the chosen values marked, those beyond its size added."""
    if not values:
        return facet
    choices = {same(facet.field, value) for value in values}
    marked = _marked(facet, choices)
    shown = {name for value in marked.values for name in names(facet.field, value.value)}
    missing = [value for value in values if same(facet.field, value) not in shown]
    added = tuple(
        Value(value, _chosen_count(snapshot, search, facet.field, value), chosen=True)
        for value in missing
    )
    return replace(marked, values=marked.values + added)


def _marked(facet: Facet, choices: set[str]) -> Facet:
    values = tuple(
        replace(value, chosen=not choices.isdisjoint(names(facet.field, value.value)))
        for value in facet.values
    )
    return replace(facet, values=values)


def _like(piece: str) -> str:
    """A pattern for what holds the piece in any case."""
    signs = "".join(
        f"[{sign.lower()}{sign.upper()}]"
        if len(sign.lower() + sign.upper()) == 2 and sign.isalpha()  # noqa: PLR2004
        else f"\\{sign}"
        if sign in SPECIAL
        else sign
        for sign in piece
    )
    return f"(.|\n)*{signs}(.|\n)*"
