"""Lineage pages and the files of what they show."""

from itertools import product
from typing import Literal

from flask import Blueprint, Response, render_template, request
from markupsafe import Markup
from werkzeug.wrappers import Response as BaseResponse

from webapp.assets import icons
from webapp.errors import BadParameterError
from webapp.exports.svg import Links, svg
from webapp.lineage.detail import Box
from webapp.lineage.opened import Mark, Opened, RunKey
from webapp.lineage.records import Key
from webapp.lineage.scene import Scene
from webapp.metadata import Kind
from webapp.queries.lineage.between import between_page
from webapp.queries.lineage.diff import Compared, diff_page
from webapp.queries.lineage.exported import FORMATS, download, exported
from webapp.queries.lineage.page import lineage_page
from webapp.queries.lineage.parameters import hops
from webapp.queries.lineage.shared import shared_page
from webapp.queries.lineage.starts import lineage_starts, start_named
from webapp.queries.lineage.wanted import PARAMETERS, Wanted, wanted
from webapp.views.current import catalog, now, sources, store
from webapp.views.parameters import record_id, unknown
from webapp.views.share import leading_to
from webapp.views.streamed import streamed
from webapp.views.twins import conditional

LEAST_WIDTH = {"big": 960, "strip": 760}
MOST_SHRUNK = 1340

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
        page = shared_page(store(), asked, catalog())
        return render_template("lineage/shared.html", page=page)
    start = start_named(store(), q)
    if start is not None:
        return _to(start)
    return render_template("lineage/index.html", page=lineage_starts(sources(), q), q=q)


@blueprint.get("/lineage/diff")
def diff() -> str:
    """What changed from one artifact's lineage to another's."""
    a, b = _needed("a"), _needed("b")
    up = hops(request.args, "up") if "up" in request.args else None
    opened = Opened.parse(request.args.get("open", ""))
    page = diff_page(store(), Compared(a, other=b, up=up, opened=opened), catalog())
    unread = (f"open={one}" for one in opened.unread)
    ignored = (*unknown(request.args, Compared.names), *unread)
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
    made = exported(store(), asked, name, catalog(), download(store(), name))
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


@blueprint.app_template_global()
def picture(scene: Scene, label: str, asked: Wanted, size: str = "big") -> Markup:
    """The picture of a lineage, its links as the page's address asks for them."""
    root = request.script_root

    def node(mark: Mark) -> str:
        return f"{root}/{mark.kind}s/{mark.id}"

    def box(one: Box) -> str:
        return f"{root}{asked.following(one.branch, one.count)}"

    def run(key: RunKey) -> str:
        is_closed = any(one.key == key for one in scene.nodes)
        return f"{root}{asked.place}{asked.toggling(key, is_open=is_closed)}"

    classes = ["graph", f"g-{size}"]
    # A picture a little wider than its place shrinks into it, a much wider one scrolls.
    if LEAST_WIDTH[size] < scene.width <= MOST_SHRUNK:
        classes.append("g-fit")
    # Every string in it was escaped where it was written.
    return Markup(svg(scene, label, icons(), Links(node, box, run), " ".join(classes)))  # noqa: S704


@blueprint.app_template_global()
def strip_picture(scene: Scene, label: str, kind: Kind, record: int) -> Markup:
    """The small picture on the page of a record."""
    return picture(scene, label, Wanted(Key(kind, record)), "strip")


def _page(start: Key) -> str | BaseResponse:
    asked = wanted(start, request.args)
    ignored = unknown(request.args, PARAMETERS)
    if asked.source and asked.target and asked.source != start:
        return _to(asked.source, asked.query("from"))
    if asked.source or asked.target:
        between = between_page(store(), asked, catalog())
        return render_template(
            "lineage/between.html",
            page=between,
            formats=FORMATS,
            ignored=ignored,
        )
    page = lineage_page(store(), asked, now(), catalog())
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
