"""What a request asks of a list, and the addresses that ask for it again."""

from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import Any, Final, Literal

from msgspec import Struct
from msgspec.structs import replace

from webapp.catalog.query.printing import text_of, text_of_field
from webapp.catalog.query.tree import Field, Query
from webapp.catalog.sorting import Cursor, Sort
from webapp.metadata import Kind
from webapp.queries.lists.addresses import as_search
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
# In the order in which addresses name them.
PARAMETERS: Final = (
    *("q", "sort", "limit", "columns", "facets", "more", "find", "after", "before"),
)
DEFAULTS: Final = {"q": "", "sort": str(NEWEST), "limit": str(DEFAULT_LIMIT)}


# Without slots: what addresses say is asked for dozens of times a page, and found once.
class Wanted(Struct, frozen=True, dict=True):
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

    @cached_property
    def text(self) -> str:
        """The filter as text."""
        return text_of(self.query)

    @property
    def sizes(self) -> tuple[int, ...]:
        """The sizes of a page to choose from, this one's among them."""
        return tuple(sorted({*SIZES, self.limit}))

    @cached_property
    def parameters(self) -> dict[str, str]:
        """The parameters of the first page of this list: those that are no defaults.

        >>> Wanted("artifact", limit=25).parameters
        {'limit': '25'}
        """
        said = {
            "q": self.text,
            "sort": str(self.sort),
            "limit": str(self.limit),
            "columns": _columns_text(self.columns),
            "facets": _facets_text(self.facets),
            "more": text_of_field(self.more) if self.more else None,
            "find": self.find or None,
        }
        return {name: one for name, one in said.items() if one not in {None, DEFAULTS.get(name)}}

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
        # Names from their beginning, all else from its end.
        direction = self.direction(sort) or ("descending" if sort == "name" else "ascending")
        return self._search(sort=f"-{sort}" if direction == "ascending" else sort)

    def search(self, **changed: Any) -> str:
        """What stands behind the path of the first page of a list that differs in `changed`.

        >>> Wanted("artifact").search(limit=25), Wanted("artifact").search()
        ('?limit=25', '')
        """
        other = replace(self, after=None, before=None, **changed)
        return as_search(other.parameters)

    def page_search(self, *, after: Cursor | None = None, before: Cursor | None = None) -> str:
        """What stands behind the path of another page of this list.

        >>> Wanted("artifact").page_search(after=Cursor(5, 7))
        '?after=7.5'
        """
        place = {"after": after, "before": before}
        return self._search(**{name: str(one) for name, one in place.items() if one})

    def at_length(self, facet: Field | None) -> str:
        """What stands behind the path of this list with that facet shown at length."""
        return self._search(more=text_of_field(facet) if facet else None, find=None)

    def opening(self, facets: Sequence[Field]) -> str:
        """What stands behind the path of this list with those facets."""
        return self._search(facets=_facets_text(tuple(facets)))

    @cached_property
    def file_search(self) -> str:
        """What stands behind the path of all these rows in a file, with the columns chosen."""
        return self._search(facets=None, more=None, find=None)

    @property
    def plain_search(self) -> str:
        """What stands behind the path of these rows, whatever is shown of them."""
        return self._search(facets=None, columns=None, more=None, find=None)

    def _search(self, **changed: str | None) -> str:
        """What stands behind the path of the list with those parameters, None for none."""
        said = self.parameters | changed
        return as_search(
            {
                name: text
                for name in PARAMETERS
                if (text := said.get(name)) not in {None, DEFAULTS.get(name)}
            }
        )


def _facets_text(fields: Sequence[Field] | None) -> str | None:
    return None if fields is None else ",".join(map(text_of_field, fields))


def _columns_text(columns: Sequence[Column] | None) -> str | None:
    return ",".join(one.text for one in columns) if columns else None
