"""The lists of artifacts, executions and workspaces, and their twins."""

from flask import Blueprint, Response, render_template, request

from webapp.metadata import Kind
from webapp.queries.lists.wanted import (
    DEFAULT_LIMIT,
    DEFAULT_SORT,
    FIELDS,
    HIGHEST_LIMIT,
    SORTS,
    Wanted,
)
from webapp.queries.live.lists import FACETS, artifact_list, execution_list, workspace_list
from webapp.queries.live.windows import parse_cursor
from webapp.queries.query_text import parse
from webapp.views.current import census, now, store
from webapp.views.list_twins import csv_response, list_twin
from webapp.views.parameters import choice, unknown, whole
from webapp.views.twins import json_response

PARAMETERS = ("q", "sort", "limit", "after", "before", "facets")

blueprint = Blueprint("lists", __name__)


@blueprint.get("/artifacts")
def artifacts() -> str:
    """The artifacts that match, newest first."""
    page = artifact_list(store(), census(), wanted("artifact"))
    return render_template("lists/artifacts.html", page=page, ignored=ignored())


@blueprint.get("/executions")
def executions() -> str:
    """The executions that match, newest first."""
    page = execution_list(store(), census(), wanted("execution"))
    return render_template("lists/executions.html", page=page, ignored=ignored())


@blueprint.get("/workspaces")
def workspaces() -> str:
    """The workspaces that match, newest first."""
    page = workspace_list(store(), census(), wanted("context"), now())
    return render_template("lists/workspaces.html", page=page, ignored=ignored())


@blueprint.get("/artifacts.json")
def artifacts_json() -> Response:
    """The same for machines."""
    page = artifact_list(store(), census(), wanted("artifact"), facets())
    return json_response(list_twin(page, request.script_root))


@blueprint.get("/executions.json")
def executions_json() -> Response:
    """The same for machines."""
    page = execution_list(store(), census(), wanted("execution"), facets())
    return json_response(list_twin(page, request.script_root))


@blueprint.get("/workspaces.json")
def workspaces_json() -> Response:
    """The same for machines."""
    page = workspace_list(store(), census(), wanted("context"), now(), facets())
    return json_response(list_twin(page, request.script_root))


@blueprint.get("/artifacts.csv")
def artifacts_csv() -> Response:
    """The artifacts that match, as a file."""
    return csv_response(wanted("artifact"))


@blueprint.get("/executions.csv")
def executions_csv() -> Response:
    """The executions that match, as a file."""
    return csv_response(wanted("execution"))


@blueprint.get("/workspaces.csv")
def workspaces_csv() -> Response:
    """The workspaces that match, as a file."""
    return csv_response(wanted("context"))


def wanted(kind: Kind) -> Wanted:
    """What the request asks of a list; BadParameterError for what cannot be read."""
    args = request.args
    sort = choice(args, "sort", SORTS, DEFAULT_SORT)
    order, _ = SORTS[sort]
    after = parse_cursor("after", args.get("after", "").strip(), order)
    before = parse_cursor("before", args.get("before", "").strip(), order)
    return Wanted(
        kind=kind,
        query=parse(args.get("q", ""), FIELDS),
        sort=sort,
        limit=whole(args, "limit", DEFAULT_LIMIT, 1, HIGHEST_LIMIT),
        after=after,
        before=None if after else before,
    )


def facets() -> tuple[str, ...]:
    """The facets that the request names, all without a word; those not counted yet are left out."""
    named = request.args.get("facets")
    if named is None:
        return FACETS
    return tuple(one for one in FACETS if one in {word.strip() for word in named.split(",")})


def ignored() -> tuple[str, ...]:
    """The parameters of the request that no list knows."""
    return unknown(request.args, PARAMETERS)
