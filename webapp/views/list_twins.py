"""Lists for machines: JSON in the shape that docs tell, CSV and JSON lines as streams, Atom."""

import json
from collections.abc import Iterable, Iterator
from typing import Final

from flask import Blueprint, Response, request, stream_with_context, url_for
from msgspec.structs import replace

from webapp.exports.atom import Entry, feed
from webapp.exports.csv import cells, csv_lines
from webapp.exports.json import Content
from webapp.metadata import Kind
from webapp.queries.counts import Count
from webapp.queries.freshness import Freshness
from webapp.queries.lists.facets import Choice, Facet
from webapp.queries.lists.listed import ListFile, list_file, told_page
from webapp.queries.lists.page import Line, ListPage, Part, Reached
from webapp.queries.lists.wanted import NEWEST, Wanted
from webapp.queries.lists.workspace_line import WorkspaceLine
from webapp.queries.rows import WorkspaceRow
from webapp.views.current import sources
from webapp.views.list_items import item, names
from webapp.views.list_wanted import ignored, wanted
from webapp.views.twins import conditional, json_response, tagged

KINDS: Final[dict[str, Kind]] = {
    "artifacts": "artifact",
    "executions": "execution",
    "workspaces": "context",
}
NOUN: Final = "<any(artifacts, executions, workspaces):noun>"

blueprint = Blueprint("list_twins", __name__)


@blueprint.get(f"/{NOUN}.json", endpoint="json")
def json_twin(noun: str) -> Response:
    """One page of the list."""
    page = told_page(sources(), wanted(KINDS[noun], request.args))
    other = ignored(request.args)
    # Silence would look as if a parameter with another name had been obeyed.
    told = {"ignored": [*other]} if other else {}
    return json_response(list_twin(page, request.script_root) | told)


@blueprint.get(f"/{NOUN}.csv", endpoint="csv")
def csv_twin(noun: str) -> Response:
    """Every row of the list as a table, sent while they are read."""
    wish = wanted(KINDS[noun], request.args)
    found = list_file(sources(), wish)
    lines = csv_lines(_table(wish, found.parts, request.script_root))
    return _file(lines, "text/csv", f"{noun}.csv", found)


@blueprint.get(f"/{NOUN}.ndjson", endpoint="ndjson")
def ndjson_twin(noun: str) -> Response:
    """Every row of the list as an object on a line of its own, sent while they are read."""
    wish = wanted(KINDS[noun], request.args)
    found = list_file(sources(), wish)
    lines = _objects(wish, found.parts, request.script_root)
    return _file(lines, "application/x-ndjson", f"{noun}.ndjson", found)


@blueprint.get(f"/{NOUN}.atom", endpoint="atom")
def atom_twin(noun: str) -> Response:
    """The newest rows of the list as a feed."""
    wish = wanted(KINDS[noun], request.args)
    wish = replace(wish, sort=NEWEST, after=None, before=None, facets=())
    page = told_page(sources(), wish)
    shown = replace(wish, columns=None, facets=None)
    address = url_for(f"lists.{noun}", _external=True) + shown.search()
    own = url_for("list_twins.atom", noun=noun, _external=True) + shown.search()
    q = shown.parameters.get("q", "")
    text = feed(
        f"{noun.capitalize()}: {q}" if q else noun.capitalize(),
        own,
        address,
        (_entry(line) for line in page.rows),
    )
    return conditional(Response(text, mimetype="application/atom+xml"))


def list_twin(page: ListPage, root: str) -> dict[str, Content]:
    """A page as JSON; `total` is null where it is not known, with `total_at_least` beside.

    That is while it is being counted, and where a walk of the filter stopped early.
    """
    values = {name: value for facet in page.facets for name, value in _facet(facet, page)}
    return {
        "items": [item(row, root, page.wanted.columns) for row in page.rows],
        **_counted("total", page.known(page.total)),
        "facets": values,
        "after": None if page.after is None else str(page.after),
        "catalog": _catalog(page.freshness),
        **({"walks": [_walk(one) for one in page.walks]} if page.walks else {}),
    }


def _catalog(freshness: Freshness) -> dict[str, Content]:
    # What is read from the store itself is as new as the store.
    behind = freshness.behind_seconds if freshness.complete else 0.0
    return {
        "complete": freshness.complete,
        "progress": freshness.progress,
        "behind_seconds": None if behind is None else round(behind, 3),
    }


def _walk(one: Reached) -> Content:
    return {"filter": one.text, "found": one.found, "stopped": one.stopped, "exists": one.exists}


def _facet(facet: Facet, page: ListPage) -> Iterator[tuple[str, Content]]:
    choices = (*facet.choices, *(key.has for key in facet.keys))
    yield facet.text, [_value(one, page) for one in choices]
    for key in facet.keys:
        if key.values is not None:
            yield from _facet(key.values, page)


def _value(choice: Choice, page: ListPage) -> Content:
    return {"value": choice.value, **_counted("count", page.known(choice.count))}


def _counted(name: str, count: Count) -> dict[str, Content]:
    if count.exact:
        return {name: count.number}
    return {name: None, f"{name}_at_least": count.number}


def _file(lines: Iterable[str], mimetype: str, name: str, found: ListFile) -> Response:
    response = Response(stream_with_context(iter(lines)), mimetype=mimetype)
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    if found.walks:
        is_whole = not any(one.stopped for one in found.walks)
        response.headers["X-Complete"] = "true" if is_whole else "false"
    return tagged(response, found.tag) if found.tag else response


def _table(wish: Wanted, parts: Iterable[Part], root: str) -> Iterator[list[Content]]:
    columns = names(wish.kind, wish.columns)
    yield list(columns)
    written = 0
    for part in parts:
        written += len(part.rows)
        for row in part.rows:
            yield cells(item(row, root, wish.columns), columns)
        for one in part.unreadable:
            yield [one, "cannot be read"]
        if part.rest is not None:
            rest = f"{root}/{wish.noun}s.csv{wish.page_search(after=part.rest)}"
            yield [f"This file ends after {written:,} rows. The rest: {rest}"]


def _objects(wish: Wanted, parts: Iterable[Part], root: str) -> Iterator[str]:
    for part in parts:
        for row in part.rows:
            yield _line(item(row, root, wish.columns))
        for one in part.unreadable:
            yield _line({"kind": wish.noun, "id": one, "unreadable": True})
        if part.rest is not None:
            yield _line({"rest": f"{root}/{wish.noun}s.ndjson{wish.page_search(after=part.rest)}"})


def _line(content: Content) -> str:
    text = json.dumps(content, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    return f"{text}\n"


def _entry(line: Line) -> Entry:
    row = line.row if isinstance(line, WorkspaceLine) else line
    noun = "workspace" if isinstance(row, WorkspaceRow) else row.kind
    told = (
        [row.description]
        if isinstance(row, WorkspaceRow)
        else [row.state, f"workspace {row.workspace}" if row.workspace else "", row.failure]
    )
    name = row.name or f"{noun} {row.id}"
    version = "" if isinstance(row, WorkspaceRow) else row.version
    return Entry(
        address=url_for(f"{noun}s.detail", record=row.id, _external=True),
        title=f"{row.short_type} {name} {version}".strip(),
        summary=", ".join(text for text in (f"#{row.id}", *told) if text),
        author="" if isinstance(row, WorkspaceRow) else row.owner,
        published=row.created,
        updated=row.updated,
    )
