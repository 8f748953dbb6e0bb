"""What the choice of a value in a facet means: which values a query for it lets through."""

from functools import lru_cache

from webapp.catalog.documents import last_segment
from webapp.catalog.query.editing import with_term, without_field
from webapp.catalog.query.fields import FORMS
from webapp.catalog.query.tree import Field
from webapp.catalog.query.values import number
from webapp.catalog.search import Search
from webapp.catalog.snapshot import Snapshot
from webapp.catalog.terms import exact, fold
from webapp.producers import short_type


def stands_for(field: Field, choice: str, value: str) -> bool:
    """Whether a query that chooses `choice` lets the value of the field's facet through.

    >>> stands_for(Field("type"), "dataset", "kubeflow.org/alpha/data_set")
    True
    """
    return same(field, choice) in names(field, value)


def count_chosen(snapshot: Snapshot, search: Search, field: Field, value: str) -> int:
    """How many records the search finds of which the value is chosen, too."""
    return snapshot.total(search.asking(with_term(search.query, field, value)))


def without_choices(search: Search, field: Field) -> Search:
    """The search without the choices of a field, which do not narrow its own facet."""
    return search.asking(without_field(search.query, field))


def same(field: Field, value: str) -> str:
    """The value as it is compared in the field."""
    return exact(fold(value) if FORMS[field.name] in {"type", "folded"} else value)


# Facets show the same values page after page.
@lru_cache(maxsize=2048)
def names(field: Field, value: str) -> frozenset[str]:
    """What a query can write for the value."""
    written = {value}
    if FORMS[field.name] == "type":
        written |= {last_segment(value), short_type(value)}
    return frozenset(same(field, name) for name in written)


@lru_cache(maxsize=2048)
def asked_as(field: Field, value: str) -> str | float:
    """What a query for the value asks: under keys it is a number, however that is written."""
    double = number(value) if FORMS[field.name] == "keyed" else None
    return same(field, value) if double is None else double


@lru_cache(maxsize=2048)
def found_as(field: Field, value: str) -> frozenset[str | float]:
    """What a query may ask to find the value."""
    return frozenset(asked_as(field, name) for name in names(field, value))
