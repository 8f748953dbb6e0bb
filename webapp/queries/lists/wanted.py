"""What a request asks of a list, and the addresses that ask for it again."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any, Final, Literal
from urllib.parse import quote_plus

from webapp.catalog.query.printing import text_of, text_of_field, text_of_node
from webapp.catalog.query.tree import Equal, Field, Query
from webapp.catalog.sorting import Cursor, Sort
from webapp.metadata import Kind
from webapp.queries.lists.columns import Column

DEFAULT_LIMIT: Final = 50
HIGHEST_LIMIT: Final = 200
SIZES: Final = (25, 50, 100, 200)
NEWEST: Final = Sort()
EVERYTHING: Final = Query()
NOUNS: Final[Mapping[Kind, str]] = {
    "artifact": "artifact",
    "execution": "execution",
    "context": "workspace",
}
DEFAULTS: Final = {"sort": str(NEWEST), "limit": str(DEFAULT_LIMIT)}
# What may stand in the query of an address as it is: filters stay readable there.
READABLE: Final = ":/,*@()!$'"


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which rows of a kind, in which order, from where and how many; and what is shown of them.

    `columns` and `facets` are None where the request leaves them to the list; `more` is the facet
    that is shown at length, with the values that hold `find`.
    """

    kind: Kind
    query: Query = EVERYTHING
    sort: Sort = NEWEST
    limit: int = DEFAULT_LIMIT
    after: Cursor | None = None
    before: Cursor | None = None
    columns: tuple[Column, ...] | None = None
    facets: tuple[Field, ...] | None = None
    more: Field | None = None
    find: str = ""

    @property
    def noun(self) -> str:
        """What one row is called."""
        return NOUNS[self.kind]

    @property
    def is_first(self) -> bool:
        """Whether the page is the first of its list."""
        return self.after is None and self.before is None

    @property
    def text(self) -> str:
        """The filter as text."""
        return text_of(self.query)

    @property
    def sizes(self) -> tuple[int, ...]:
        """The sizes of a page to choose from, this one's among them."""
        return tuple(sorted({*SIZES, self.limit}))

    @property
    def parameters(self) -> dict[str, str]:
        """The parameters of the first page of this list: those that are no defaults.

        >>> Wanted("artifact", limit=25).parameters
        {'limit': '25'}
        """
        said = {
            "q": self.text,
            "sort": str(self.sort),
            "limit": str(self.limit),
            "columns": ",".join(text_of_field(one.field) for one in self.columns or ()),
            "facets": named(self.facets or ()),
            "more": text_of_field(self.more) if self.more else "",
            "find": self.find,
        }
        found = {name: text for name, text in said.items() if text and text != DEFAULTS.get(name)}
        return found | {"facets": ""} if self.facets == () else found

    @property
    def own_parameters(self) -> dict[str, str]:
        """The parameters of this very page."""
        place = {"after": self.after, "before": self.before}
        return self.parameters | {name: str(one) for name, one in place.items() if one}

    @property
    def own_search(self) -> str:
        """What stands behind the path of this very page."""
        return as_search(self.own_parameters)

    @property
    def order_words(self) -> str:
        """The order in words.

        >>> Wanted("artifact").order_words, Wanted("artifact", sort=Sort.parse("name")).order_words
        ('newest first', 'by name')
        """
        field, down = self.sort.field, self.sort.descending
        if field.name == "created":
            return "newest first" if down else "oldest first"
        if field.name == "name":
            return "by name, backwards" if down else "by name"
        return f"by {field.key or field.name}, {'highest' if down else 'lowest'} first"

    @property
    def page_words(self) -> tuple[str, str]:
        """What the pages before and after this one are called."""
        if self.sort.field.name != "created":
            return "Previous", "Next"
        return ("Newer", "Older") if self.sort.descending else ("Older", "Newer")

    def direction(self, sort: str) -> Literal["", "ascending", "descending"]:
        """Which way this list is sorted by that order's field, "" for another field."""
        if str(self.sort).removeprefix("-") != sort:
            return ""
        return "descending" if self.sort.descending else "ascending"

    def sorting(self, sort: str) -> str:
        """What stands behind the path of this list sorted so, the other way if it already is.

        >>> Wanted("artifact").sorting("created"), Wanted("artifact").sorting("name")
        ('?sort=created', '?sort=name')
        """
        order = Sort.parse(sort)
        match self.direction(sort):
            case "ascending":
                down = True
            case "descending":
                down = False
            case _:  # names from their beginning, all else from its end
                down = sort != "name"
        return self.search(sort=replace(order, descending=down))

    def search(self, **changed: Any) -> str:
        """What stands behind the path of the first page of a list that differs in `changed`.

        >>> Wanted("artifact").search(limit=25), Wanted("artifact").search()
        ('?limit=25', '')
        """
        return as_search(replace(self, after=None, before=None, **changed).parameters)

    def page_search(self, *, after: Cursor | None = None, before: Cursor | None = None) -> str:
        """What stands behind the path of another page of this list.

        >>> Wanted("artifact").page_search(after=Cursor(5, 7))
        '?after=7.5'
        """
        return as_search(replace(self, after=after, before=before).own_parameters)

    def at_length(self, facet: Field | None) -> str:
        """What stands behind the path of this list with that facet shown at length."""
        return self.search(more=facet, find="")

    def filtered(self) -> "Filtered":
        """The addresses of this list with other filters."""
        return Filtered(self)


class Filtered:
    """The addresses of one list with other filters, dozens of them on a page."""

    def __init__(self, wanted: Wanted) -> None:
        self._clauses = wanted.query.clauses
        self._alone = wanted.search(query=EVERYTHING)
        self._rest = f"&{self._alone[1:]}" if self._alone else ""
        texts = [f"{text_of_node(clause, alone=False)} " for clause in self._clauses]
        self._before = quote_plus("".join(texts), READABLE)

    def search(self, query: Query) -> str:
        """What stands behind the path of the list that has the filter `query`.

        >>> from webapp.catalog.query.parser import parse
        >>> Wanted("artifact", limit=25).filtered().search(parse('type:model owner:"a b"'))
        '?q=type:model+owner:%22a+b%22&limit=25'
        """
        if not query.clauses:
            return self._alone
        return f"?q={quote_plus(text_of(query), READABLE)}{self._rest}"

    def adding(self, name: str, value: str, key: str | None = None) -> str:
        """What stands behind the path of the list that also asks for that value of a field.

        >>> Wanted("artifact").filtered().adding("label", "a b", "team")
        '?q=label.team:%22a+b%22'
        """
        if self._clauses and Equal(Field(name, key), value) in self._clauses:
            return f"?q={self._before.removesuffix('+')}{self._rest}"
        return f"?q={self._before}{_term(name, key, value)}{self._rest}"


@lru_cache(maxsize=4096)
def _term(name: str, key: str | None, value: str) -> str:
    return quote_plus(text_of_node(Equal(Field(name, key), value)), READABLE)


def named(fields: Sequence[Field]) -> str:
    """The fields as a parameter names them."""
    return ",".join(map(text_of_field, fields))


def as_search(parameters: Mapping[str, str]) -> str:
    """The parameters as they stand behind a path, "" for none."""
    pairs = [f"{name}={quote_plus(text, READABLE)}" for name, text in parameters.items()]
    return f"?{'&'.join(pairs)}" if pairs else ""
