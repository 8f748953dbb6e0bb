"""The first page."""

from flask import Blueprint, render_template

from webapp.queries.later import pages
from webapp.views.current import sources

blueprint = Blueprint("overview", __name__)


@blueprint.get("/")
def index() -> str:
    """What is in the store, what is new, what failed."""
    return render_template("overview/index.html", page=pages.overview(sources()))
