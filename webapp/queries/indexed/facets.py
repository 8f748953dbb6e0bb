"""The facets of a list, counted by the catalog."""

from collections.abc import Sequence
from functools import partial

from webapp.catalog.choices import stands_for
from webapp.catalog.query.editing import chosen
from webapp.catalog.query.tree import Exists, Field
from webapp.catalog.search import Search
from webapp.catalog.snapshot import Snapshot
from webapp.catalog.values import Value
from webapp.producers import short_type
from webapp.queries.counts import Count
from webapp.queries.indexed.tally import KEYS, Tally
from webapp.queries.lists.facets import (
    Choice,
    Facet,
    Key,
    having,
    switched,
    title,
    told_apart,
)
from webapp.queries.lists.filtered import filtered
from webapp.queries.lists.wanted import Wanted


def facets_of(snapshot: Snapshot, search: Search, wanted: Wanted) -> tuple[Facet, ...]:
    """The facets that a request wants, those without a value left out."""
    return () if wanted.facets == () else _Facets(snapshot, search, wanted).facets()


class _Facets:
    """The facets of one page on their way: what is counted first, then how it reads."""

    def __init__(self, snapshot: Snapshot, search: Search, wanted: Wanted) -> None:
        self._snapshot = snapshot
        self._search = search
        self._wanted = wanted
        self._filtered = filtered(wanted)
        self._tally = Tally(snapshot, search, wanted)

    def facets(self) -> tuple[Facet, ...]:
        """The facets, in the order of the request."""
        found: list[Facet] = []
        for field in self._tally.fields:
            if field in self._tally.groups:
                found.append(self._group(field))
            elif Field(field.name) not in self._tally.groups:
                found.append(self._facet(field))
        return tuple(facet for facet in found if not facet.is_empty)

    def _facet(self, field: Field) -> Facet:
        at_length = self._wanted.more == field
        facet = self._tally.facet(field)
        already = chosen(self._wanted.query, field)
        choices = told_apart(self._choice(field, value, already) for value in facet.values)
        return Facet(
            field,
            title(field),
            choices,
            more=self._wanted.at_length(field) if facet.more and not at_length else None,
            less=self._wanted.at_length(None) if at_length else None,
            find=self._wanted.find if at_length else "",
        )

    def _choice(self, field: Field, value: Value, already: Sequence[str]) -> Choice:
        text = value.value
        if already:
            choices = switched(already, text, partial(stands_for, field, value=text))
            search = self._filtered.choosing(field, choices)
        else:  # the same, and most of them
            search = self._filtered.adding(field.name, text, field.key)
        label = short_type(text) if field.name == "type" else text
        return Choice(text, label, Count(value.count), value.chosen, search)

    def _group(self, group: Field) -> Facet:
        at_length = self._wanted.more == group
        keys = self._tally.groups[group]
        shown = keys if at_length else keys[:KEYS]
        names = {one.value for one in shown}
        extra = [
            Value(field.key or "", self._snapshot.total(self._with(field)))
            for field in self._tally.opened
            if field.name == group.name and field.key not in names
        ]
        return Facet(
            group,
            title(group),
            keys=tuple(self._key(Field(group.name, one.value), one) for one in (*shown, *extra)),
            more=None if at_length or len(keys) <= KEYS else self._wanted.at_length(group),
            less=self._wanted.at_length(None) if at_length else None,
            find=self._wanted.find if at_length else "",
        )

    def _with(self, field: Field) -> Search:
        return self._search.asking(having(self._search.query, field))

    def _key(self, field: Field, value: Value) -> Key:
        query = self._wanted.query
        has = Choice(
            value.value,
            value.value,
            Count(value.count),
            Exists(field) in query.clauses,
            self._filtered.search(having(query, field)),
        )
        is_open = self._tally.shows(field)
        names = [
            *self._tally.fields,
            *(one for one in self._tally.opened if one not in self._tally.fields),
        ]
        others = tuple(one for one in names if one != field)
        return Key(
            has,
            self._wanted.opening(others if is_open else (*others, field)),
            self._facet(field) if is_open else None,
        )
