"""A list with other filters: where each choice of a page leads."""

from collections.abc import Sequence
from functools import lru_cache
from typing import Final

from webapp.catalog.query.editing import around, without_field
from webapp.catalog.query.printing import text_of, text_of_node
from webapp.catalog.query.tree import Equal, Field, Node, Query
from webapp.queries.lists.addresses import as_search, quoted
from webapp.queries.lists.wanted import Wanted

EITHER: Final = quoted(" OR ")


class Filtered:
    """The addresses of one list with other filters, dozens of them on a page."""

    def __init__(self, wanted: Wanted) -> None:
        self._asked = {
            (one.field.name, one.field.key, one.value)
            for one in wanted.query.clauses
            if isinstance(one, Equal)
        }
        self._alone = as_search({k: v for k, v in wanted.parameters.items() if k != "q"})
        self._rest = f"&{self._alone[1:]}" if self._alone else ""
        self._before = quoted("".join(f"{_beside(clause)} " for clause in wanted.query.clauses))
        self._query = wanted.query
        self._around: dict[Field, tuple[str, str]] = {}

    def search(self, query: Query) -> str:
        """What stands behind the path of the list that has the filter `query`.

        >>> from webapp.catalog.query.parser import parse
        >>> Filtered(Wanted("artifact", limit=25)).search(parse('type:model owner:"a b"'))
        '?q=type:model+owner:%22a+b%22&limit=25'
        """
        if not query.clauses:
            return self._alone
        return f"?q={quoted(text_of(query))}{self._rest}"

    def adding(self, name: str, value: str, key: str | None = None) -> str:
        """What stands behind the path of the list that also asks for that value of a field.

        >>> Filtered(Wanted("artifact")).adding("label", "a b", "team")
        '?q=label.team:%22a+b%22'
        """
        if (name, key, value) in self._asked:
            return f"?q={self._before.removesuffix('+')}{self._rest}"
        return f"?q={self._before}{_term(name, key, value)}{self._rest}"

    def choosing(self, field: Field, values: Sequence[str]) -> str:
        """What stands behind the path of the list that chooses just those values of the field.

        >>> from webapp.catalog.query.parser import parse
        >>> both = Filtered(Wanted("artifact", parse("type:model x")))
        >>> both.choosing(Field("type"), ("model", "metrics"))
        '?q=(type:model+OR+type:metrics)+x'
        """
        if not values:
            return self.search(without_field(self._query, field))
        before, behind = self._texts_around(field)
        choice = EITHER.join([_term(field.name, field.key, value) for value in values])
        if len(values) > 1 and (before or behind):
            choice = f"({choice})"
        return f"?q={before}{choice}{behind}{self._rest}"

    def _texts_around(self, field: Field) -> tuple[str, str]:
        """What stands before and behind the choice of a field, the same for all its values."""
        if field not in self._around:
            first, last = around(self._query, field)
            before = "".join(f"{_beside(clause)} " for clause in first)
            behind = "".join(f" {_beside(clause)}" for clause in last)
            self._around[field] = quoted(before), quoted(behind)
        return self._around[field]


def _beside(clause: Node) -> str:
    return text_of_node(clause, alone=False)


@lru_cache(maxsize=16)
def filtered(wanted: Wanted) -> Filtered:
    """What makes the addresses of a list; its chips, facets and rows share one."""
    return Filtered(wanted)


@lru_cache(maxsize=4096)
def _term(name: str, key: str | None, value: str) -> str:
    return quoted(text_of_node(Equal(Field(name, key), value)))
