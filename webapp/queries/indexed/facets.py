"""The facets of a list, counted by the catalog."""

from collections.abc import Iterable, Iterator
from functools import partial
from typing import Final, cast

from webapp.catalog import facets as counted
from webapp.catalog.ahead import ahead
from webapp.catalog.keys import MOST_KEYS, Group, keys
from webapp.catalog.query.editing import chosen
from webapp.catalog.query.tree import And, Equal, Exists, Field, Node, Not, Or, Query
from webapp.catalog.search import Search
from webapp.catalog.snapshot import Snapshot
from webapp.catalog.values import Value
from webapp.catalog.vast import is_vast, takes_long
from webapp.producers import short_type
from webapp.queries.counts import Count
from webapp.queries.lists.facets import (
    FACETS,
    GROUPS,
    MOST_SHOWN,
    SHOWN,
    Choice,
    Facet,
    Key,
    having,
    switched,
    title,
    told_apart,
)
from webapp.queries.lists.wanted import Filtered, Wanted

KEYS: Final = 12  # keys of a group beside the table
OPENED: Final = 3  # of these, how many show their values unasked


def facets_of(snapshot: Snapshot, search: Search, wanted: Wanted) -> tuple[Facet, ...]:
    """The facets that a request wants, those without a value left out."""
    return _Facets(snapshot, search, wanted).facets()


class _Facets:
    """The facets of one page on their way: what is counted first, then how it reads."""

    def __init__(self, snapshot: Snapshot, search: Search, wanted: Wanted) -> None:
        self._snapshot = snapshot
        self._search = search
        self._wanted = wanted
        self._filtered: Filtered = wanted.filtered()
        self._fields = FACETS[wanted.kind] if wanted.facets is None else wanted.facets
        self._counted: dict[Field, counted.Facet] = {}
        asked = {
            field: ahead(snapshot, partial(self._keys, field))
            for field in self._fields
            if _is_group(field)
        }
        named = [field for field in self._fields if not _is_group(field)]
        # One walk over the records counts all that is likely to be shown, and them, too.
        likely = snapshot.opened.get(wanted.kind, ()) if wanted.facets is None and asked else ()
        self._count(field for field in (*named, *likely) if not self._is_vast(field))
        self._groups = {field: answer() for field, answer in asked.items()}
        opened = tuple(self._opened())
        if wanted.facets is None:
            snapshot.opened[wanted.kind] = opened
        self._opened_fields = tuple(dict.fromkeys((*named, *opened)))
        self._count(field for field in self._opened_fields if not self._is_left_out(field))

    def facets(self) -> tuple[Facet, ...]:
        """The facets, in the order of the request."""
        found: list[Facet] = []
        for field in self._fields:
            if field in self._groups:
                found.append(self._group(field))
            elif Field(field.name) not in self._groups:
                found.append(self._facet(field))
        return tuple(facet for facet in found if not facet.is_empty)

    def _count(self, fields: Iterable[Field]) -> None:
        """Nothing; the fields are counted, those that are already left out."""
        new = [field for field in dict.fromkeys(fields) if field not in self._counted]
        for facet in counted.facets(self._snapshot, self._search, new, SHOWN):
            self._counted[facet.field] = facet

    def _is_left_out(self, field: Field) -> bool:
        """Whether nobody asked for a facet that takes long."""
        return self._is_vast(field) and takes_long(self._snapshot, self._search)

    def _is_vast(self, field: Field) -> bool:
        """Whether counting it may take long, and nobody asked for it."""
        if self._wanted.facets is not None or field in _fields(self._wanted.query):
            return False
        return is_vast(self._snapshot, self._search.kind, field)

    def _keys(self, group: Field) -> tuple[Value, ...]:
        name = cast("Group", group.name)
        at_length = self._wanted.more == group
        most = MOST_KEYS if at_length and self._wanted.find else MOST_SHOWN
        # One more than is shown tells whether there are more.
        found = keys(self._snapshot, self._search, name, most if at_length else KEYS + 1)
        if not at_length:
            return found
        wish = self._wanted.find.casefold()
        return tuple(one for one in found if wish in one.value.casefold())[:MOST_SHOWN]

    def _opened(self) -> Iterator[Field]:
        """The keys whose values are shown although the request does not name them."""
        for group, found in self._groups.items():
            if self._wanted.facets is None:
                yield from (Field(group.name, one.value) for one in found[:OPENED])
            yield from (
                field
                for field in _fields(self._wanted.query)
                if field.name == group.name and field.key is not None
            )

    def _facet(self, field: Field) -> Facet:
        at_length = self._wanted.more == field
        if at_length:
            facet = counted.facet_like(
                self._snapshot, self._search, field, self._wanted.find, MOST_SHOWN
            )
        elif field in self._counted:
            facet = self._counted[field]
        else:
            facet = counted.Facet(field, (), more=True)
        is_chosen = bool(chosen(self._wanted.query, field))
        choices = told_apart(self._choice(field, value, is_chosen) for value in facet.values)
        return Facet(
            field,
            title(field),
            choices,
            more=self._wanted.at_length(field) if facet.more and not at_length else None,
            less=self._wanted.at_length(None) if at_length else None,
            find=self._wanted.find if at_length else "",
        )

    def _choice(self, field: Field, value: Value, is_chosen: bool) -> Choice:
        text = value.value
        if is_chosen:
            query = switched(
                self._wanted.query, field, text, partial(counted.stands_for, field, value=text)
            )
            search = self._filtered.search(query)
        else:  # the same, and most of them
            search = self._filtered.adding(field.name, text, field.key)
        label = short_type(text) if field.name == "type" else text
        return Choice(text, label, Count(value.count), value.chosen, search)

    def _group(self, group: Field) -> Facet:
        at_length = self._wanted.more == group
        keys = self._groups[group]
        shown = keys if at_length else keys[:KEYS]
        names = {one.value for one in shown}
        extra = [
            Value(field.key or "", self._snapshot.total(self._with(field)))
            for field in self._opened_fields
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
        is_open = field in self._counted and field in self._opened_fields
        names = [*self._fields, *(one for one in self._opened_fields if one not in self._fields)]
        others = tuple(one for one in names if one != field)
        return Key(
            has,
            self._wanted.opening(others if is_open else (*others, field)),
            self._facet(field) if is_open else None,
        )


def _is_group(field: Field) -> bool:
    return field.key is None and field.name in GROUPS


def _fields(query: Query) -> Iterator[Field]:
    """Every field that the query names, as often as it does."""
    nodes: list[Node] = [*query.clauses]
    for node in nodes:
        match node:
            case Equal(field) | Exists(field):
                yield field
            case Not(inner):
                nodes.append(inner)
            case And(several) | Or(several):
                nodes.extend(several)
            case _:
                pass
