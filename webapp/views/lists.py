"""The lists of artifacts, executions and workspaces."""

from flask import (
    Blueprint,
    Flask,
    Response,
    current_app,
    make_response,
    render_template,
    request,
    url_for,
)
from markupsafe import Markup
from werkzeug.wrappers import Response as BaseResponse

from webapp.catalog.answers import Latest
from webapp.catalog.rows import Row
from webapp.errors import QueryError
from webapp.metadata import Kind
from webapp.queries.lists.addresses import as_search
from webapp.queries.lists.filtered import filtered
from webapp.queries.lists.listed import list_page
from webapp.queries.lists.page import ListPage
from webapp.queries.lists.unread import unread
from webapp.queries.lists.wanted import NOUNS
from webapp.views import cells
from webapp.views.cells import Around
from webapp.views.current import now, sources
from webapp.views.list_wanted import beside_filter, ignored, wanted
from webapp.views.share import leading_to
from webapp.views.times import stepped

# Where the rows that are picked go; without that page none can be picked.
COMPARE = "compare.index"
MOST_KEPT = 100  # pages of rows as HTML
RETRY_AFTER = "5"  # seconds, while a catalog is being built

blueprint = Blueprint("lists", __name__)


@blueprint.get("/artifacts")
def artifacts() -> BaseResponse:
    """The artifacts that match, newest first."""
    return _page("artifact")


@blueprint.get("/executions")
def executions() -> BaseResponse:
    """The executions that match, newest first."""
    return _page("execution")


@blueprint.get("/workspaces")
def workspaces() -> BaseResponse:
    """The workspaces that match, newest first."""
    return _page("context")


def _page(kind: Kind) -> BaseResponse:
    columns = request.args.getlist("columns")
    if len(columns) > 1:  # a form without scripts; addresses name them all in one parameter
        said = {**request.args.to_dict(), "columns": ",".join(columns)}
        return leading_to(url_for(f"lists.{NOUNS[kind]}s") + as_search(said))
    try:
        wish = wanted(kind, request.args)
    except QueryError as error:
        return _unread(kind, error)
    page = list_page(sources(), wish)
    can_compare = kind != "context" and COMPARE in current_app.view_functions
    answer = make_response(
        render_template(
            "lists/workspaces.html" if kind == "context" else "lists/records.html",
            page=page,
            rows=_kept_rows(page, can_compare),
            ignored=ignored(request.args),
            can_compare=can_compare,
        )
    )
    if page.waiting.is_all:
        answer.status_code = 503
        answer.headers["Retry-After"] = RETRY_AFTER
    return answer


def register(app: Flask) -> None:
    """Nothing; the rows of the latest pages are kept as HTML."""
    app.extensions["rows"] = Latest(MOST_KEPT)


def _kept_rows(page: ListPage, can_pick: bool) -> Markup:
    if not page.state:
        return _rows(page, can_pick)
    kept: Latest = current_app.extensions["rows"]
    # A column may come from an answer that is older than the state (see Snapshot.lasting).
    key = (page.state, page.wanted, page.columns, request.script_root, stepped(now()), can_pick)
    return kept.to(key, lambda: _rows(page, can_pick))


def _rows(page: ListPage, can_pick: bool) -> Markup:
    """The rows of artifacts or executions; those of workspaces are their template's."""
    found = [row for row in page.rows if isinstance(row, Row)]
    around = Around(
        root=request.script_root,
        path=f"{request.script_root}/{page.wanted.noun}s",
        step=stepped(now()),
        filtered=filtered(page.wanted),
        can_pick=can_pick,
    )
    return cells.rows(found, page.columns, around)


def _unread(kind: Kind, error: QueryError) -> Response:
    """The page of a filter that says nothing: where it stops making sense, and no rows."""
    page = unread(beside_filter(kind, request.args), request.args.get("q", ""), error)
    # Its address is the one of the whole list: nobody is sent to a filter that cannot be read.
    return make_response(render_template("lists/unread.html", page=page, ignored=("q",)), 400)
