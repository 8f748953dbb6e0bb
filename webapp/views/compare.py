"""Records side by side, and their twins."""

from urllib.parse import urlencode

from flask import Blueprint, Response, render_template, request, url_for
from werkzeug.wrappers import Response as BaseResponse

from webapp.queries.compare.asked import Asked, Comparable, asked_for, canonical
from webapp.queries.later import pages
from webapp.views.current import catalog, sources, store
from webapp.views.parameters import choice, unknown
from webapp.views.share import leading_to
from webapp.views.twins import csv_file, json_response

PARAMETERS = ("ids", "q", "kind", "show", "chart", "x", "y")
FEWEST = 2

blueprint = Blueprint("compare", __name__)


@blueprint.get("/compare")
def index() -> str | BaseResponse | tuple[str, int]:
    """The records in `ids` side by side; a form that names each of them leads here too."""
    if (elsewhere := _canonical()) is not None:
        return leading_to(elsewhere)
    asked = _asked()
    if asked.is_chart:
        page = pages.chart_page(store(), asked, wish())
        return render_template("compare/chart.html", page=page, ignored=_ignored())
    about = pages.comparison(store(), asked, catalog())
    if len(about.sides) < FEWEST:
        status = 404 if about.missing else 200
        return render_template("compare/choose.html", about=about), status
    few = pages.compare_page(store(), about, catalog(), shows_all=shows_all())
    return render_template("compare/index.html", page=few, ignored=_ignored())


@blueprint.get("/compare.json")
def index_json() -> Response:
    """The same for machines."""
    asked = _asked()
    if asked.is_chart:
        return json_response(
            pages.chart_twin(pages.chart_page(store(), asked, wish()), request.script_root)
        )
    about = pages.comparison(store(), asked, catalog())
    lines = about.chosen(shows_all=shows_all())
    return json_response(pages.compare_twin(about, lines, request.script_root))


@blueprint.get("/compare.csv")
def index_csv() -> Response:
    """The same as a file."""
    asked = _asked()
    if asked.is_chart:
        return csv_file(pages.chart_rows(pages.chart_page(store(), asked, wish())), "compare.csv")
    about = pages.comparison(store(), asked, catalog())
    return csv_file(pages.compare_rows(about, about.chosen(shows_all=shows_all())), "compare.csv")


def wish() -> "pages.Wish":
    """What the request wants drawn of many records."""
    form = choice(request.args, "chart", pages.FORMS, "parallel")
    return pages.Wish(form, request.args.get("x", ""), request.args.get("y", ""))


def shows_all() -> bool:
    """Whether the request wants the fields that are the same, too."""
    return choice(request.args, "show", ("all", "differences"), "differences") == "all"


def _asked() -> Asked:
    ids, q = request.args.getlist("ids"), request.args.get("q", "").strip()
    if q and not ids:
        kind: Comparable = "artifact"
        if choice(request.args, "kind", ("artifact", "execution"), kind) == "execution":
            kind = "execution"
        return pages.asked_by(sources(), kind, q)
    return asked_for(canonical(ids))


def _ignored() -> tuple[str, ...]:
    return unknown(request.args, PARAMETERS)


def _canonical() -> str | None:
    """The address that says the same with one parameter, None where this is it."""
    texts = request.args.getlist("ids")
    ids = canonical(texts)
    if not texts or texts == [ids]:
        return None
    others = {name: one for name, one in request.args.items() if name in PARAMETERS}
    return f"{url_for('compare.index')}?{urlencode({**others, 'ids': ids}, safe=',/')}"
