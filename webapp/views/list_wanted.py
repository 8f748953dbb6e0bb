"""What a request asks of a list."""

from typing import Final

from werkzeug.datastructures import MultiDict

from webapp.catalog.query.parser import parse
from webapp.catalog.query.tree import Field
from webapp.catalog.sorting import Cursor, Sort
from webapp.metadata import Kind
from webapp.queries.lists.columns import MORE_COLUMNS, columns_named, split
from webapp.queries.lists.facets import facet_named, facets_named
from webapp.queries.lists.wanted import (
    DEFAULT_LIMIT,
    HIGHEST_LIMIT,
    NEWEST,
    PARAMETERS,
    Wanted,
)
from webapp.views.parameters import unknown, whole

LONGEST_FIND: Final = 100


def wanted(kind: Kind, args: MultiDict[str, str]) -> Wanted:
    """What the request asks; raises QueryError, and BadParameterError for the other parameters."""
    sort = Sort.parse(text, kind) if (text := _said(args, "sort")) else NEWEST
    columns = _said(args, "columns")
    facets = args.get("facets")
    after = _cursor(args, "after", sort)
    return Wanted(
        kind=kind,
        query=parse(args.get("q", "")),
        sort=sort,
        limit=whole(args, "limit", DEFAULT_LIMIT, 1, HIGHEST_LIMIT),
        after=after,
        before=None if after else _cursor(args, "before", sort),
        columns=columns_named(kind, split(columns)) or None,
        facets=None if facets is None else facets_named(facets),
        more=_more(_said(args, "more")),
        find=_said(args, "find")[:LONGEST_FIND],
    )


def beside_filter(kind: Kind, args: MultiDict[str, str]) -> Wanted:
    """What the request asks beside its filter, from the first page on; raises BadParameterError."""
    left_out = {"q", "after", "before"}
    return wanted(kind, MultiDict({name: args[name] for name in args if name not in left_out}))


def ignored(args: MultiDict[str, str]) -> tuple[str, ...]:
    """The parameters of the request that no list knows."""
    return unknown(args, PARAMETERS)


def _said(args: MultiDict[str, str], name: str) -> str:
    return args.get(name, "").strip()


def _cursor(args: MultiDict[str, str], name: str, sort: Sort) -> Cursor | None:
    text = _said(args, name)
    return Cursor.parse(name, text, sort) if text else None


def _more(text: str) -> Field | None:
    if not text:
        return None
    return MORE_COLUMNS if text == MORE_COLUMNS.name else facet_named("more", text)
