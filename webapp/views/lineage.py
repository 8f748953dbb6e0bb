"""Lineage pages and the files of what they show."""

from itertools import product
from typing import Literal

from flask import Blueprint, Response, render_template, request
from werkzeug.wrappers import Response as BaseResponse

from webapp.errors import BadParameterError
from webapp.lineage.opened import Opened
from webapp.lineage.records import Key
from webapp.queries.later import pages
from webapp.queries.lineage.formats import FORMATS
from webapp.queries.lineage.parameters import hops
from webapp.queries.lineage.wanted import PARAMETERS, wanted
from webapp.views.current import catalog, now, sources, store
from webapp.views.parameters import record_id, unknown
from webapp.views.share import leading_to
from webapp.views.streamed import streamed
from webapp.views.twins import conditional

blueprint = Blueprint("lineage", __name__)


@blueprint.get("/lineage")
def index() -> str | BaseResponse:
    """Where to start; a start in `q`, two ends or a selection lead on from here."""
    q = request.args.get("q", "").strip()
    source, target = _end("from"), _end("to")
    if source and target:
        return _to(source, f"?to={target}")
    if request.args.get("select"):
        asked = wanted(Key("artifact", 0), request.args)
        page = pages.shared_page(store(), asked, catalog())
        return render_template("lineage/shared.html", page=page)
    start = pages.start_named(store(), q)
    if start is not None:
        return _to(start)
    return render_template("lineage/index.html", page=pages.lineage_starts(sources(), q), q=q)


@blueprint.get("/lineage/diff")
def diff() -> str:
    """What changed from one artifact's lineage to another's."""
    a, b = _needed("a"), _needed("b")
    up = hops(request.args, "up") if "up" in request.args else None
    opened = Opened.parse(request.args.get("open", ""))
    page = pages.diff_page(store(), pages.Compared(a, other=b, up=up, opened=opened), catalog())
    unread = (f"open={one}" for one in opened.unread)
    ignored = (*unknown(request.args, pages.Compared.names), *unread)
    return render_template("lineage/diff.html", page=page, ignored=ignored)


@blueprint.get("/artifacts/<record>/lineage")
def artifact(record: str) -> str | BaseResponse:
    """The lineage around an artifact."""
    return _page(Key("artifact", record_id(record, "artifact")))


@blueprint.get("/executions/<record>/lineage")
def execution(record: str) -> str | BaseResponse:
    """The lineage around an execution."""
    return _page(Key("execution", record_id(record, "execution")))


def file(record: str, kind: Literal["artifact", "execution"], name: str) -> Response:
    """The same as a file, in the format of that name."""
    start, form = Key(kind, record_id(record, kind)), FORMATS[name]
    asked = wanted(start, request.args)
    made = pages.exported(store(), asked, name, catalog(), pages.download(store(), name))
    response = Response(made.content, mimetype=form.mimetype)
    response.headers["X-Complete"] = "false" if made.remark else "true"
    if form.is_kept:
        called = f"lineage-{kind}-{start.id}.{form.ending}"
        response.headers["Content-Disposition"] = f'attachment; filename="{called}"'
    return conditional(response)


for _kind, (_name, _form) in product(("artifact", "execution"), FORMATS.items()):
    blueprint.add_url_rule(
        f"/{_kind}s/<record>/lineage.{_form.ending}",
        f"{_kind}_{_name}".replace(".", "_"),
        file,
        defaults={"kind": _kind, "name": _name},
    )


def _page(start: Key) -> str | BaseResponse:
    asked = wanted(start, request.args)
    ignored = unknown(request.args, PARAMETERS)
    if asked.source and asked.target and asked.source != start:
        return _to(asked.source, asked.query("from"))
    if asked.source or asked.target:
        between = pages.between_page(store(), asked, catalog())
        return render_template(
            "lineage/between.html",
            page=between,
            formats=FORMATS,
            ignored=ignored,
        )
    page = pages.lineage_page(store(), asked, now(), catalog())
    return streamed("lineage/show.html", page=page, formats=FORMATS, ignored=ignored)


def _to(start: Key, query: str = "") -> BaseResponse:
    return leading_to(f"{request.script_root}/{start.kind}s/{start.id}/lineage{query}")


def _end(name: str) -> Key | None:
    text = request.args.get(name, "").strip()
    return _key(name, text) if text else None


def _needed(name: str) -> Key:
    text = request.args.get(name, "").strip()
    if not text:
        raise BadParameterError(name, text, "it is missing: it takes a record, as artifact/26")
    return _key(name, text)


def _key(name: str, text: str) -> Key:
    """The key in a parameter: artifact/26, or 26 for an artifact."""
    key = Key.parse(text) or Key.parse(f"artifact/{text}")
    if key is None:
        raise BadParameterError(name, text, "the name of a record is right, as artifact/26")
    return key
