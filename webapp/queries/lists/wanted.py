"""What a request asks of a list, and the parameters that ask for it again."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from webapp.metadata import Kind
from webapp.queries.live.windows import Place, cursor_text
from webapp.queries.query_text import Query
from webapp.store.paging import Cursor, Order

FIELDS: Final = ("type", "workspace")
SORTS: Final[Mapping[str, tuple[Order, bool]]] = {
    "-created": ("created", False),
    "created": ("created", True),
    "-id": ("id", False),
    "id": ("id", True),
}
DEFAULT_SORT: Final = "-created"
DEFAULT_LIMIT: Final = 50
HIGHEST_LIMIT: Final = 200
ORDER_WORDS: Final = {
    "-created": "newest first",
    "created": "oldest first",
    "-id": "highest id first",
    "id": "lowest id first",
}
SIZES: Final = (25, 50, 100, 200)
EXAMPLES: Final[Mapping[Kind, tuple[str, ...]]] = {
    "artifact": (
        "type:model",
        'workspace:"demo workspace"',
        'type:metrics workspace:"demo workspace"',
    ),
    "execution": ("type:execution", 'workspace:"demo workspace"'),
    "context": ("type:workspace", 'workspace:"demo workspace"'),
}
NOUNS: Final[Mapping[Kind, str]] = {
    "artifact": "artifact",
    "execution": "execution",
    "context": "workspace",
}


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which rows of a kind, in which order, from where and how many."""

    kind: Kind
    query: Query = field(default_factory=Query)
    sort: str = DEFAULT_SORT
    limit: int = DEFAULT_LIMIT
    after: Cursor | None = None
    before: Cursor | None = None

    @property
    def noun(self) -> str:
        """What one row is called."""
        return NOUNS[self.kind]

    @property
    def place(self) -> Place:
        """Where the page lies."""
        order, ascending = SORTS[self.sort]
        return Place(order, ascending, self.after, self.before)

    @property
    def is_first(self) -> bool:
        """Whether the page is the first of its list."""
        return self.after is None and self.before is None

    @property
    def order_words(self) -> str:
        """The order in words."""
        return ORDER_WORDS[self.sort]

    @property
    def sizes(self) -> tuple[int, ...]:
        """The sizes of a page to choose from, this one's among them."""
        return tuple(sorted({*SIZES, self.limit}))

    @property
    def examples(self) -> tuple[str, ...]:
        """Filters that show how one is written."""
        return EXAMPLES[self.kind]

    def direction(self, key: str) -> str:
        """How this list is sorted by `key`: ascending, descending, or "" where it is not."""
        order, ascending = SORTS[self.sort]
        if order != key:
            return ""
        return "ascending" if ascending else "descending"

    def parameters(
        self, *, query: Query | None = None, sort: str = "", limit: int = 0
    ) -> dict[str, str]:
        """The parameters of the first page of this list, or of one changed so.

        >>> Wanted("artifact", limit=25).parameters(sort="-id")
        {'sort': '-id', 'limit': '25'}
        """
        said = {
            "q": str(self.query if query is None else query),
            "sort": sort or self.sort,
            "limit": str(limit or self.limit),
        }
        defaults = {"q": "", "sort": DEFAULT_SORT, "limit": str(DEFAULT_LIMIT)}
        return {name: value for name, value in said.items() if value != defaults[name]}

    def page_parameters(
        self, *, after: Cursor | None = None, before: Cursor | None = None
    ) -> dict[str, str]:
        """The parameters of another page of this list; empty for no page.

        >>> Wanted("artifact").page_parameters(after=Cursor(5, 5))
        {'after': '5.5'}
        """
        if after is not None:
            return self.parameters() | {"after": cursor_text(after)}
        if before is not None:
            return self.parameters() | {"before": cursor_text(before)}
        return {}

    @property
    def own_parameters(self) -> dict[str, str]:
        """The parameters of this very page."""
        if self.is_first:
            return self.parameters()
        return self.page_parameters(after=self.after, before=self.before)

    def sorting(self, key: str) -> dict[str, str]:
        """The parameters of this list sorted by `key`, the other way if it already is.

        >>> Wanted("artifact").sorting("created"), Wanted("artifact").sorting("id")
        ({'sort': 'created'}, {'sort': '-id'})
        """
        return self.parameters(sort=key if self.sort == f"-{key}" else f"-{key}")
