"""The page of one execution and its JSON twin."""

from flask import Blueprint, Response, render_template, url_for

from webapp.queries.later import pages
from webapp.queries.shown import excerpt
from webapp.views.current import catalog, store
from webapp.views.parameters import record_id
from webapp.views.twins import json_response

blueprint = Blueprint("executions", __name__)


@blueprint.get("/executions/<record>")
def detail(record: str) -> str:
    """How the execution ended, what it read and made, and the run it is a step of."""
    page = pages.execution_page(store(), record_id(record, "execution"), catalog())
    raw = excerpt(pages.execution_twin(page.about, address(page.row.id)))
    return render_template("executions/detail.html", page=page, raw=raw)


@blueprint.get("/executions/<record>.json")
def twin(record: str) -> Response:
    """The same for machines."""
    about = pages.execution_record(store(), record_id(record, "execution"), catalog())
    return json_response(pages.execution_twin(about, address(about.row.id)))


def address(execution_id: int) -> str:
    """The address of the execution's page."""
    return url_for("executions.detail", record=execution_id)
