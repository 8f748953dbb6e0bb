"""From a word to a page."""

from urllib.parse import urlsplit

from flask import Blueprint, Response, render_template, request
from werkzeug.wrappers import Response as BaseResponse

from webapp.errors import BadParameterError
from webapp.queries.later import pages
from webapp.queries.matches import Match
from webapp.queries.resolve.word import LONGEST_WORD
from webapp.views.current import sources
from webapp.views.parameters import unknown
from webapp.views.share import leading_to, page_at
from webapp.views.twins import json_response

NAMES = ("workspace", "type", "name", "version")

blueprint = Blueprint("go", __name__)


@blueprint.get("/go", endpoint="resolve")
def go() -> BaseResponse | tuple[str, int]:
    """The page of the one record that `q` means; several as a list; none with what was tried.

    The address of a page of ours leads there.
    """
    text = request.args.get("q", "").strip()
    if len(text) <= LONGEST_WORD and (path := page_at(text)) is not None:
        query = urlsplit(text).query
        return leading_to(f"{request.script_root}{path}{'?' if query else ''}{query}")
    found = pages.resolve(sources(), text)
    if len(found.matches) == 1:
        return _to(found.matches[0])
    status = 404 if found.word and not found.matches else 200
    return render_template("go/index.html", found=found), status


@blueprint.get("/go/suggest.json")
def suggest() -> Response:
    """The records that `q`, still being typed, may become."""
    found = pages.suggestions(sources(), request.args.get("q", ""))
    return json_response({"items": [_item(one) for one in found]})


@blueprint.get("/a")
def named() -> BaseResponse | tuple[str, int]:
    """The page of the artifact of that name: a link that does not know ids, and outlives stores."""
    said = {name: request.args.get(name, "") for name in NAMES}
    for name, value in said.items():
        if len(value) > LONGEST_WORD or (name == "name" and not value.strip()):
            raise BadParameterError(name, value, "it takes the name of an artifact")
    # A blank may be part of a name, or came with it from where it was copied.
    plain = {name: value.strip() for name, value in said.items()}
    wanted = pages.Name(**said)
    matches = pages.artifacts_named(sources(), wanted)
    if not matches and plain != said:
        wanted = pages.Name(**plain)
        matches = pages.artifacts_named(sources(), wanted)
    if len(matches) == 1:
        return _to(matches[0])
    ignored = unknown(request.args, NAMES)
    page = render_template("go/named.html", wanted=wanted, matches=matches, ignored=ignored)
    return page, 200 if matches else 404


def _to(match: Match) -> BaseResponse:
    return leading_to(f"{request.script_root}{match.path}")


def _item(one: "pages.Suggestion") -> dict[str, str | int]:
    match = one.match
    return {
        "kind": match.noun,
        "id": match.id,
        "name": match.name,
        "version": match.version,
        "type": match.type,
        "workspace": match.workspace,
        "glyph": match.glyph,
        "others": one.others,
        "url": f"{request.script_root}{match.path}",
    }
