"""One state of the index, as all answers of one page see it."""

import math
from collections.abc import Callable, Hashable, Iterable, Mapping
from itertools import count
from pathlib import Path
from typing import Any, TypeVar, cast

import tantivy
from msgspec import Struct

from webapp.catalog.answers import Answers, Lasting, Latest
from webapp.catalog.bounds import Bounds
from webapp.catalog.clauses import Found, of_kind
from webapp.catalog.compile import compiled, needed
from webapp.catalog.damage import doubting
from webapp.catalog.failures import translated
from webapp.catalog.query.tree import Field
from webapp.catalog.rows import Row, unpacked
from webapp.catalog.search import Search
from webapp.catalog.shelves import Indexes, state_of
from webapp.metadata import Kind

Answer = TypeVar("Answer")
MOST_GUESSES = 1_000
# A reader that lost its catalog begins anew, and its pages must not be taken for older ones.
NUMBERS = count(1)
# Of fifty rows each they take some 25 MB.
MOST_PAGES = 100
# The aggregation that counts all records found.
EVERYTHING_THERE = {"all": {"filter": "*"}}


class Address(Struct, frozen=True):
    """Where a record lies: in the index of its kind."""

    kind: Kind
    place: tantivy.DocAddress


class Snapshot:
    """What the indexes in `folder` held at one commit; `number` tells it from the others.

    `state` is what the follower committed with it, `tag` tells the commit from others in all
    processes that read this catalog ("" to who writes it). Answers that look at all matching
    records (totals, facets) are kept, since they stay true here.
    """

    def __init__(
        self, folder: Path, indexes: Indexes, older: "Snapshot | None" = None, tag: str = ""
    ) -> None:
        self.tag: str = tag
        self.number: int = next(NUMBERS)
        # How wide a question's last window was (columns.py), how many keys (keys.py) and values
        # (vast.py) there are: they say only what is quick, so they outlive a state.
        self.guesses: dict[Hashable, int] = older.guesses if older else {}
        # The facets of keys that pages opened last, by kind: likely those of the next page.
        self.opened: dict[Kind, tuple[Field, ...]] = older.opened if older else {}
        self._answers: Answers[Snapshot] = Answers()
        # What may be a few seconds old in a large store.
        self.lasting: Lasting[Snapshot] = older.lasting if older else Lasting()
        self._pages = Latest(MOST_PAGES)
        self._folder = folder
        with translated(folder):
            # Records may be newer than the state, never the reverse.
            self.state: Mapping[str, Any] = state_of(folder)
            for index in indexes.values():
                index.reload()
            self._searchers = {kind: index.searcher() for kind, index in indexes.items()}

    def kept(self, key: Hashable, ask: "Callable[[Snapshot], Answer]") -> Answer:
        """The answer to `key`: the one that is kept, or what `ask` finds here."""
        return self._answers.to(key, ask, self)

    def kept_page(self, key: Hashable, make: Callable[[], Answer]) -> Answer:
        """The page under `key`: the one that is kept, or what `make` makes; few are kept."""
        return self._pages.to(key, make)

    def guess(self, question: Hashable, number: int) -> None:
        """Nothing; the number is what to guess from now on where that question comes again."""
        if len(self.guesses) >= MOST_GUESSES:
            self.guesses.clear()
        self.guesses[question] = number

    def slow_questions(self) -> "tuple[tuple[Hashable, Callable[[Snapshot], Any]], ...]":
        """What pages asked here that took long."""
        return self._answers.slow_questions()

    def prepare(self, older: "Snapshot") -> None:
        """Nothing; what pages asked of `older` and took long is known here before they ask."""
        for key, ask in older.slow_questions():
            self._answers.prepare(key, ask, self)

    @property
    def size(self) -> int:
        """How many records of all kinds the indexes hold."""
        return sum(searcher.num_docs for searcher in self._searchers.values())

    def size_of(self, kind: Kind) -> int:
        """How many records of a kind there are."""
        return int(self._searchers[kind].num_docs)

    def total(self, search: Search) -> int:
        """How many records the search finds."""
        return self.kept(("total", search.key), lambda other: other.count(compiled(search)))

    def at_most(self, search: Search) -> int:
        """A number of records that the search cannot exceed: found much sooner than its total."""
        there = self._searchers[search.kind]
        with doubting(self._folder):
            frequencies = (there.doc_freq(*one) for one in needed(search.query))
            return min(frequencies, default=self.size_of(search.kind))

    def counted(self, search: Search, wanted: dict[str, Any]) -> dict[str, Any]:
        """Aggregations over what the search finds, which then tell its `total`, too."""
        answer = self.aggregate(compiled(search), {**wanted, **EVERYTHING_THERE})
        self._answers.learn(("total", search.key), _number(answer))
        return answer

    def count(self, found: Found) -> int:
        """How many records that is."""
        if not found.clauses:
            return self.size_of(found.kind)
        # The fastest of all ways (measured): a hit list is scored and sorted even when it is short,
        # and to count the values of a column they have to be looked up.
        return _number(self.aggregate(found, EVERYTHING_THERE))

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
        self, found: Found, limit: int, column: str, *, descending: bool, of: Search | None = None
    ) -> list[tuple[Any, Address]]:
        """The first records of `found` in the order of a column, and what stands in it.

        Which come first of those that have the same there is left open. `of` is the search that
        finds them, where its `total` is to be known then: it costs next to nothing here.
        """
        order = tantivy.Order.Desc if descending else tantivy.Order.Asc
        kind, is_asked = found.kind, of is not None
        with doubting(self._folder):
            result = self._searchers[kind].search(
                found.query, limit, count=is_asked, order_by_field=column, order=order
            )
            hits = result.hits
            if any(key is None for key, _ in hits):
                raise ValueError(f"records without {column}")  # every one has it
        if of is not None:
            # Its stub forgets that it counts.
            self._answers.learn(("total", of.key), result.count)  # type: ignore[attr-defined]
        return [(key, Address(kind, place)) for key, place in hits]

    def ids(self, addresses: list[Address]) -> list[int]:
        """The ids of records of one kind."""
        return self.numbers("id", addresses)

    def numbers(self, column: str, addresses: list[Address]) -> list[int]:
        """What stands in a column of whole numbers for records of one kind."""
        if not addresses:
            return []
        searcher = self._searchers[addresses[0].kind]
        with doubting(self._folder):
            places = [address.place for address in addresses]
            return cast(list[int], searcher.fast_field_values(column, places))

    def rows(self, addresses: Iterable[Address]) -> list[Row]:
        """The rows of records, in their order."""
        with doubting(self._folder):
            return [
                unpacked(self._searchers[address.kind].doc(address.place)["row"][0])
                for address in addresses
            ]

    def aggregate(self, found: Found, wanted: dict[str, Any]) -> dict[str, Any]:
        """Aggregations (Elasticsearch's words for them) over what was found."""
        with doubting(self._folder):
            return self._searchers[found.kind].aggregate(found.query, wanted)

    def terms(self, field: str, found: Found) -> list[tuple[str, int]]:
        """Every term of a field, and how many of the records found have it."""
        with doubting(self._folder):
            searcher = self._searchers[found.kind]
            return searcher.terms_with_prefix(field, "", filter_query=found.query)

    def vocabulary(self, kind: Kind, field: str) -> int:
        """How many terms a field has, those of records that are gone included."""
        with doubting(self._folder):
            return len(self._searchers[kind].terms_with_prefix(field, ""))


def _number(answer: dict[str, Any]) -> int:
    """How many records an answer with EVERYTHING_THERE counted."""
    return int(answer["all"]["doc_count"])
