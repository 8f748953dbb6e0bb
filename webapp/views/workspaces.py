"""The page of one workspace, its JSON twin, and its runs that are only names."""

from flask import Blueprint, Response, render_template, request, url_for

from webapp.errors import BadParameterError
from webapp.queries.later import pages
from webapp.queries.shown import excerpt
from webapp.views.current import catalog, sources, store
from webapp.views.parameters import record_id
from webapp.views.twins import json_response

blueprint = Blueprint("workspaces", __name__)


@blueprint.get("/workspaces/<record>")
def detail(record: str) -> str:
    """What the workspace holds: models, runs, the newest of everything."""
    page = pages.workspace_page(sources(), record_id(record, "workspace"))
    raw = excerpt(pages.workspace_twin(page.about, address(page.row.id)))
    return render_template("workspaces/detail.html", page=page, raw=raw)


@blueprint.get("/workspaces/<record>.json")
def twin(record: str) -> Response:
    """The same for machines."""
    about = pages.workspace_record(sources(), record_id(record, "workspace"))
    return json_response(pages.workspace_twin(about, address(about.row.id)))


@blueprint.get("/workspaces/<record>/run")
def run(record: str) -> str:
    """The executions and artifacts of one run of the SDK, which has no id of its own."""
    page = pages.run_page(store(), record_id(record, "workspace"), run_name(), catalog())
    return render_template("workspaces/run.html", page=page)


def address(workspace_id: int) -> str:
    """The address of the workspace's page."""
    return url_for("workspaces.detail", record=workspace_id)


def run_name() -> str:
    """The run in parameter `name`; BadParameterError without one."""
    name = request.args.get("name", "")
    if not name.strip():
        raise BadParameterError("name", name, "it takes the name of a run")
    return name
