"""The page of one type and its JSON twin."""

from flask import Blueprint, Response, render_template, request, url_for

from webapp.errors import NoPageError
from webapp.metadata import Kind
from webapp.queries.later import pages
from webapp.views.current import sources, store
from webapp.views.parameters import record_id
from webapp.views.twins import json_response

blueprint = Blueprint("types", __name__)


@blueprint.get("/types/<kind>/<record>")
def detail(kind: str, record: str) -> str:
    """The type's schema and its newest records."""
    page = pages.type_page(sources(), kind_named(kind), record_id(record, "type"))
    return render_template("types/detail.html", page=page)


@blueprint.get("/types/<kind>/<record>.json")
def twin(kind: str, record: str) -> Response:
    """The same for machines."""
    found = pages.type_of(store(), kind_named(kind), record_id(record, "type"))
    return json_response(
        pages.type_twin(found, url_for("types.detail", kind=kind, record=found.id))
    )


def kind_named(word: str) -> Kind:
    """The kind of record in a path; NoPageError for any other word."""
    match word:
        case "artifact" | "execution" | "context":
            return word
    raise NoPageError(request.path)
