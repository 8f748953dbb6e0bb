"""One state of the index, as all answers of one page see it."""

import math
from collections.abc import Callable, Hashable, Mapping
from pathlib import Path
from typing import Any, TypeVar, cast

import tantivy

from webapp.catalog.answers import Answers
from webapp.catalog.bounds import Bounds
from webapp.catalog.compile import Found, compiled, of_kind
from webapp.catalog.failures import translated
from webapp.catalog.rows import Row, unpacked
from webapp.catalog.search import Search
from webapp.catalog.state import state_in
from webapp.metadata import Kind

Answer = TypeVar("Answer")
MOST_WIDTHS = 1_000


class Snapshot:
    """What the index in `folder` held at one commit; `number` tells it from the others.

    `state` is what the follower committed with it. Answers that look at all matching records
    (totals, facets) are kept, since they stay true here.
    """

    def __init__(self, folder: Path, index: tantivy.Index, older: "Snapshot | None" = None) -> None:
        self.number: int = older.number + 1 if older else 1
        # How wide the last window of a question was (columns.py): a guess, so it outlives a state.
        self.widths: dict[Hashable, int] = older.widths if older else {}
        if len(self.widths) > MOST_WIDTHS:
            self.widths.clear()
        self._answers: Answers[Snapshot] = Answers()
        self._folder = folder
        with translated(folder):
            self._searcher = index.searcher()
            self.state: Mapping[str, Any] = state_in(self._searcher)

    def kept(self, key: Hashable, ask: "Callable[[Snapshot], Answer]") -> Answer:
        """The answer to `key`: the one that is kept, or what `ask` finds here."""
        return self._answers.to(key, ask, self)

    def slow_questions(self) -> "tuple[tuple[Hashable, Callable[[Snapshot], Any]], ...]":
        """What a state that follows this one should be asked before pages ask it."""
        return self._answers.slow_questions()

    @property
    def size(self) -> int:
        """How many records of all kinds the index holds."""
        return self._searcher.num_docs

    def total(self, search: Search) -> int:
        """How many records the search finds."""
        return self.kept(("total", search.key), lambda other: other.count(compiled(search)))

    def count(self, found: Found) -> int:
        """How many records that is."""
        # The fastest of all ways (measured): a hit list is scored and sorted even when it is short.
        answer = self.aggregate(found, {"n": {"value_count": {"field": "id"}}})
        return int(answer["n"]["value"])

    def extent(self, kind: Kind, column: str) -> Bounds:
        """Bounds around all numbers of a column, over the records of a kind."""

        def ask(other: Snapshot) -> Bounds:
            ends = {end: {end: {"field": column}} for end in ("min", "max")}
            answer = other.aggregate(of_kind(kind), ends)
            low, high = answer["min"]["value"], answer["max"]["value"]
            if low is None or high is None:
                return Bounds(0, -1)
            # The ends come as doubles, which round what is large.
            low, high = math.nextafter(low, -math.inf), math.nextafter(high, math.inf)
            return Bounds(math.floor(low), math.ceil(high))

        return self.kept(("extent", kind, column), ask)

    def hits(
        self, found: Found, limit: int, column: str, *, descending: bool
    ) -> list[tuple[Any, tantivy.DocAddress]]:
        """The first records of `found` in the order of a column, and what stands in it.

        Which come first of those that have the same there is left open.
        """
        order = tantivy.Order.Desc if descending else tantivy.Order.Asc
        with translated(self._folder):
            return self._searcher.search(
                found, limit, count=False, order_by_field=column, order=order
            ).hits

    def ids(self, addresses: list[tantivy.DocAddress]) -> list[int]:
        """The ids of records."""
        return self.numbers("id", addresses)

    def numbers(self, column: str, addresses: list[tantivy.DocAddress]) -> list[int]:
        """What stands in a column of whole numbers for records."""
        with translated(self._folder):
            return cast(list[int], self._searcher.fast_field_values(column, addresses))

    def row(self, address: tantivy.DocAddress) -> Row:
        """The row of a record."""
        with translated(self._folder):
            return unpacked(self._searcher.doc(address)["row"][0])

    def aggregate(self, found: Found, wanted: dict[str, Any]) -> dict[str, Any]:
        """Aggregations (Elasticsearch's words for them) over what was found."""
        with translated(self._folder):
            return self._searcher.aggregate(found, wanted)

    def terms(self, field: str, found: Found) -> list[tuple[str, int]]:
        """Every term of a field, and how many of the records found have it."""
        with translated(self._folder):
            return self._searcher.terms_with_prefix(field, "", filter_query=found)
