"""What a page needs that wants to show one of ours inside itself (oembed.com)."""

import re
from html import escape
from typing import Final
from urllib.parse import urlencode, urlsplit

from flask import Blueprint, Response, abort, request

from webapp.errors import BadParameterError, NoPageError, NotFoundError
from webapp.metadata import Kind
from webapp.queries.matches import match_of
from webapp.store.client import Store
from webapp.store.pages import read_ids
from webapp.views.current import store
from webapp.views.parameters import EMBED, choice, record_id, whole
from webapp.views.share import page_at, root
from webapp.views.twins import json_response

SIZE: Final = (960, 540)
SMALLEST: Final = 100
LARGEST: Final = 4_000
LONGEST_ADDRESS: Final = 8_000
RECORD: Final = re.compile(r"/(artifact|execution|context|workspace)s/(\d+)(/.*)?")

KINDS: Final[dict[str, Kind]] = {
    "artifact": "artifact",
    "execution": "execution",
    "context": "context",
    "workspace": "context",
}

blueprint = Blueprint("oembed", __name__)


@blueprint.get("/oembed")
def index() -> Response:
    """How to show the page at `url` in a frame; 404 for what is none of ours."""
    if choice(request.args, "format", ("json", "xml"), "json") == "xml":
        abort(501, "Only format=json is offered.")
    address = request.args.get("url", "")
    if not address or len(address) > LONGEST_ADDRESS:
        raise BadParameterError("url", address, "it takes the address of a page of this dashboard")
    path = page_at(address)
    if path is None:
        raise NoPageError(address)
    width, height = (
        min(size, whole(request.args, name, size, SMALLEST, LARGEST))
        for name, size in zip(("maxwidth", "maxheight"), SIZE, strict=True)
    )
    title = title_of(store(), path)
    return json_response(
        {
            "version": "1.0",
            "type": "rich",
            "provider_name": "ML Metadata",
            "provider_url": f"{root()}/",
            "title": title,
            "html": frame(path, title, width, height),
            "width": width,
            "height": height,
        }
    )


def title_of(store: Store, path: str) -> str:
    """What the page at `path` is about; NotFoundError for a record that is not there."""
    found = RECORD.fullmatch(path)
    if found is None:
        return "ML Metadata"
    word, written, rest = found.groups()
    kind, number = KINDS[word], record_id(written, word)
    records, _ = read_ids(store, kind, [number])
    if number not in records:
        raise NotFoundError(word, written)
    events = store.events_of_artifacts(records) if kind == "artifact" else ()
    match = match_of(records[number], "", events)
    title = f"{match.name} {match.version}".strip()
    return f"Lineage of {title}" if rest else title


def frame(path: str, title: str, width: int, height: int) -> str:
    """The element that shows the page, without its navigation."""
    query = urlsplit(request.args["url"]).query
    shown = f"{root()}{path}?{query}{'&' if query else ''}{urlencode({EMBED: 1})}"
    return (
        f'<iframe src="{escape(shown)}" width="{width}" height="{height}" title="{escape(title)}"'
        ' loading="lazy" style="border:0"></iframe>'
    )
