"""Lineage pages and their twins."""

from flask import Blueprint, Response, redirect, render_template, request
from werkzeug.datastructures import MultiDict
from werkzeug.wrappers import Response as BaseResponse

from webapp.errors import BadParameterError
from webapp.lineage.records import Key
from webapp.lineage.walk import MOST_NODES, NODES, Bounds
from webapp.queries.lineage.nodes import walked
from webapp.queries.lineage.page import lineage_page
from webapp.queries.lineage.starts import lineage_starts, start_named
from webapp.views.current import store
from webapp.views.lineage_twin import lineage_twin
from webapp.views.parameters import LONGEST_ID, record_id, unknown, whole
from webapp.views.twins import json_response

PARAMETERS = ("up", "down", "limit", "select")
HOPS = 2

blueprint = Blueprint("lineage", __name__)


@blueprint.get("/lineage")
def index() -> str | BaseResponse:
    """Where to start; a start in `q` leads straight to its lineage."""
    q = request.args.get("q", "").strip()
    start = start_named(store(), q)
    if start is not None:
        return redirect(f"{request.script_root}/{start.kind}s/{start.id}/lineage")
    return render_template("lineage/index.html", page=lineage_starts(store(), q), q=q)


@blueprint.get("/artifacts/<record>/lineage")
def artifact(record: str) -> str:
    """The lineage around an artifact."""
    return _page(Key("artifact", record_id(record, "artifact")))


@blueprint.get("/executions/<record>/lineage")
def execution(record: str) -> str:
    """The lineage around an execution."""
    return _page(Key("execution", record_id(record, "execution")))


@blueprint.get("/artifacts/<record>/lineage.json")
def artifact_twin(record: str) -> Response:
    """The same for machines."""
    key = Key("artifact", record_id(record, "artifact"))
    return json_response(lineage_twin(walked(store(), key, bounds(request.args))))


@blueprint.get("/executions/<record>/lineage.json")
def execution_twin(record: str) -> Response:
    """The same for machines."""
    key = Key("execution", record_id(record, "execution"))
    return json_response(lineage_twin(walked(store(), key, bounds(request.args))))


def _page(start: Key) -> str:
    selected = Key.parse(request.args.get("select", ""))
    return render_template(
        "lineage/show.html",
        page=lineage_page(store(), start, bounds(request.args), selected),
        query=f"?{request.query_string.decode()}" if request.query_string else "",
        ignored=unknown(request.args, PARAMETERS),
    )


def bounds(args: MultiDict[str, str]) -> Bounds:
    """How far the request wants to go; BadParameterError where that cannot be read."""
    limit = whole(args, "limit", NODES, 1, MOST_NODES)
    return Bounds(hops(args, "up"), hops(args, "down"), limit)


def hops(args: MultiDict[str, str], name: str) -> int | None:
    """The number of artifacts in parameter `name`, None for all.

    >>> [hops(MultiDict({"up": text}), "up") for text in ("3", "all", "")]
    [3, None, 2]
    """
    text = args.get(name, "").strip()
    if not text:
        return HOPS
    if text == "all":
        return None
    if not (text.isascii() and text.isdecimal() and len(text) <= LONGEST_ID):
        raise BadParameterError(name, text, "it takes a whole number from 0, or all")
    return int(text)
