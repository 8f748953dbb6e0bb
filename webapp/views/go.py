"""From a word to a page."""

from flask import Blueprint, redirect, render_template, request
from werkzeug.wrappers import Response

from webapp.queries.resolve import resolve
from webapp.views.current import store

blueprint = Blueprint("go", __name__)


@blueprint.get("/go", endpoint="resolve")
def go() -> Response | tuple[str, int]:
    """The page of the one record that `q` means; several as a list; none with what was tried."""
    found = resolve(store(), request.args.get("q", ""))
    if len(found.matches) == 1:
        return redirect(f"{request.script_root}{found.matches[0].path}")
    status = 404 if found.word and not found.matches else 200
    return render_template("go/index.html", found=found), status
