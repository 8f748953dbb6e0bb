"""What is counted for the facets of one page."""

from collections.abc import Iterable, Iterator
from functools import partial
from typing import Final, cast

from webapp.catalog.ahead import ahead
from webapp.catalog.facets import Facet, as_chosen, facet_like, facets
from webapp.catalog.keys import MOST_KEYS, Group, keys
from webapp.catalog.query.tree import And, Equal, Exists, Field, Node, Not, Or, Query
from webapp.catalog.search import Search
from webapp.catalog.snapshot import Snapshot
from webapp.catalog.values import Value
from webapp.catalog.vast import is_vast, takes_long
from webapp.queries.lists.facets import FACETS, GROUPS, MOST_SHOWN, SHOWN
from webapp.queries.lists.wanted import Wanted

KEYS: Final = 12  # keys of a group beside the table
OPENED: Final = 3  # of these, how many show their values unasked


class Tally:
    """The facets that a request wants: their `fields` in its order, the keys of each of `groups`.

    `opened` are the fields whose values are to be shown.
    """

    def __init__(self, snapshot: Snapshot, search: Search, wanted: Wanted) -> None:
        self._snapshot = snapshot
        self._search = search
        self._wanted = wanted
        self._counted: dict[Field, Facet] = {}
        self.fields = FACETS[wanted.kind] if wanted.facets is None else wanted.facets
        groups = [field for field in self.fields if _is_group(field)]
        asked = {field: ahead(snapshot, partial(self._keys, field)) for field in groups}
        named = [field for field in self.fields if field not in asked]
        # One walk over the records counts all that is likely to be shown, and them, too.
        likely = snapshot.opened.get(wanted.kind, ()) if wanted.facets is None else ()
        self._count(field for field in (*named, *likely) if not self._is_vast(field))
        self.groups = {field: answer() for field, answer in asked.items()}
        keyed = tuple(self._opened())
        if wanted.facets is None:
            snapshot.opened[wanted.kind] = keyed
        self.opened = tuple(dict.fromkeys((*named, *keyed)))
        self._count(field for field in self.opened if not self._is_left_out(field))

    def shows(self, field: Field) -> bool:
        """Whether its values are shown, and counted for it."""
        return field in self.opened and field in self._counted

    def facet(self, field: Field) -> Facet:
        """Its values, at length where the request wants them so; none where it is left out."""
        if self._wanted.more == field:
            wish = self._wanted.find
            found = facet_like(self._snapshot, self._search, field, wish, MOST_SHOWN)
        else:
            found = self._counted.get(field) or Facet(field, (), more=True)
        return as_chosen(self._snapshot, self._search, found)

    def _count(self, fields: Iterable[Field]) -> None:
        """Nothing; the fields are counted, those that are already left out."""
        new = [field for field in dict.fromkeys(fields) if field not in self._counted]
        for facet in facets(self._snapshot, self._search, new, SHOWN):
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
        for group, found in self.groups.items():
            if self._wanted.facets is None:
                yield from (Field(group.name, one.value) for one in found[:OPENED])
            yield from (
                field
                for field in _fields(self._wanted.query)
                if field.name == group.name and field.key is not None
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
