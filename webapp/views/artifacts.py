"""The page of one artifact and its JSON twin."""

from flask import Blueprint, Response, render_template, url_for

from webapp.queries.later import pages
from webapp.queries.shown import excerpt
from webapp.views.current import catalog, store
from webapp.views.parameters import record_id
from webapp.views.twins import json_response

blueprint = Blueprint("artifacts", __name__)


@blueprint.get("/artifacts/<record>")
def detail(record: str) -> str:
    """Where the artifact comes from, what is known of it, and who uses it."""
    page = pages.artifact_page(store(), record_id(record, "artifact"), catalog())
    raw = excerpt(pages.artifact_twin(page.about, address(page.row.id)))
    return render_template("artifacts/detail.html", page=page, raw=raw)


@blueprint.get("/artifacts/<record>.json")
def twin(record: str) -> Response:
    """The same for machines."""
    about = pages.artifact_record(store(), record_id(record, "artifact"), catalog())
    return json_response(pages.artifact_twin(about, address(about.row.id)))


def address(artifact_id: int) -> str:
    """The address of the artifact's page."""
    return url_for("artifacts.detail", record=artifact_id)
