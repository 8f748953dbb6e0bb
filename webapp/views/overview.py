"""The first page."""

from flask import Blueprint, render_template

from webapp.queries.overview import overview
from webapp.views.current import census, now, store

blueprint = Blueprint("overview", __name__)


@blueprint.get("/")
def index() -> str:
    """What is in the store, what is new, what failed."""
    return render_template("overview/index.html", page=overview(store(), census(), now()))
