"""Records side by side, and their twins."""

from urllib.parse import urlencode

from flask import Blueprint, Response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as BaseResponse

from webapp.queries.compare.asked import asked_for, canonical
from webapp.queries.compare.page import Comparison, compare_page, comparison
from webapp.queries.compare.twin import compare_rows, compare_twin
from webapp.views.current import store
from webapp.views.parameters import choice, unknown
from webapp.views.twins import csv_file, json_response

PARAMETERS = ("ids", "show")
FEWEST = 2

blueprint = Blueprint("compare", __name__)


@blueprint.get("/compare")
def index() -> str | BaseResponse | tuple[str, int]:
    """The records in `ids` side by side; a form that names each of them leads here too."""
    if (elsewhere := _canonical()) is not None:
        return redirect(elsewhere)
    about = _comparison()
    if len(about.sides) < FEWEST:
        status = 404 if about.missing else 200
        return render_template("compare/choose.html", about=about), status
    page = compare_page(about, shows_all=shows_all())
    ignored = unknown(request.args, PARAMETERS)
    return render_template("compare/index.html", page=page, ignored=ignored)


@blueprint.get("/compare.json")
def index_json() -> Response:
    """The same for machines."""
    about = _comparison()
    return json_response(
        compare_twin(about, about.chosen(shows_all=shows_all()), request.script_root)
    )


@blueprint.get("/compare.csv")
def index_csv() -> Response:
    """The same as a file."""
    about = _comparison()
    return csv_file(compare_rows(about, about.chosen(shows_all=shows_all())), "compare.csv")


def shows_all() -> bool:
    """Whether the request wants the fields that are the same, too."""
    return choice(request.args, "show", ("all", "differences"), "differences") == "all"


def _comparison() -> Comparison:
    return comparison(store(), asked_for(canonical(request.args.getlist("ids"))))


def _canonical() -> str | None:
    """The address that says the same with one parameter, None where this is it."""
    texts = request.args.getlist("ids")
    ids = canonical(texts)
    if not texts or texts == [ids]:
        return None
    others = {name: one for name, one in request.args.items() if name in PARAMETERS}
    return f"{url_for('compare.index')}?{urlencode({**others, 'ids': ids}, safe=',/')}"
