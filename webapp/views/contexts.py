"""The page of any context and its JSON twin; a workspace has a page of its own."""

from flask import Blueprint, Response, render_template, url_for
from werkzeug.wrappers import Response as BaseResponse

from webapp.queries.later import pages
from webapp.queries.shown import excerpt
from webapp.views.current import store
from webapp.views.parameters import record_id
from webapp.views.share import leading_to
from webapp.views.twins import json_response

blueprint = Blueprint("contexts", __name__)


@blueprint.get("/contexts/<record>")
def detail(record: str) -> str | BaseResponse:
    """What the context groups: its executions, its artifacts, the contexts around it."""
    context_id = record_id(record, "context")
    if pages.is_workspace(store(), context_id):
        return leading_to(url_for("workspaces.detail", record=context_id))
    page = pages.context_page(store(), context_id)
    raw = excerpt(pages.context_twin(page.about, address(page.about.context.id)))
    return render_template("contexts/detail.html", page=page, raw=raw)


@blueprint.get("/contexts/<record>.json")
def twin(record: str) -> Response:
    """The same for machines."""
    about = pages.context_record(store(), record_id(record, "context"))
    return json_response(pages.context_twin(about, address(about.context.id)))


def address(context_id: int) -> str:
    """The address of the context's page."""
    return url_for("contexts.detail", record=context_id)
