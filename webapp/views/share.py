"""What a page says of itself to who links to it: its one address, other forms, a picture."""

import shlex
from collections.abc import Collection
from typing import Final
from urllib.parse import parse_qs, urlencode, urlsplit

from flask import Flask, current_app, redirect, request
from flask.globals import request_ctx
from msgspec import Struct
from werkzeug.exceptions import HTTPException
from werkzeug.routing import RequestRedirect
from werkzeug.wrappers import Response as BaseResponse

from webapp.views.parameters import EMBED

# The endings of twins, and what they are.
FORMS: Final = {
    ".json": "application/json",
    ".csv": "text/csv",
    ".ndjson": "application/x-ndjson",
    ".atom": "application/atom+xml",
    ".svg": "image/svg+xml",
    ".png": "image/png",
    ".nodes.csv": "text/csv",
    ".events.csv": "text/csv",
    ".dot": "text/vnd.graphviz",
    ".graphml": "application/graphml+xml",
    ".prov.json": "application/json",
    ".openlineage.json": "application/json",
}


class Twin(Struct, frozen=True):
    """The same page in another form."""

    address: str
    type: str


class Share(Struct, frozen=True):
    """The page at hand. `address` and `image` are absolute; `image` is "" where there is none."""

    address: str
    twins: tuple[Twin, ...]
    image: str
    oembed: str
    is_embedded: bool


def register(app: Flask) -> None:
    """Nothing; templates may ask for `share()` and `curl(path)`."""
    app.jinja_env.globals.update(share=share, curl=curl)
    app.extensions["endings"] = {}


def share(ignored: Collection[str] = ()) -> Share:
    """What the page at hand says of itself; `ignored` are parameters that it does not know."""
    query = _query(ignored)
    address = f"{root()}{request.path}{query}"
    return Share(
        address=address,
        twins=tuple(_twins(query)),
        image=_image(query),
        oembed=f"{root()}/oembed?{urlencode({'url': address})}",
        is_embedded=request.args.get(EMBED) == "1",
    )


def root() -> str:
    """What the addresses of this dashboard start with, as its reader knows them."""
    # A proxy that ends TLS says so; who lies about it is only told the wrong address itself.
    told = request.headers.get("X-Forwarded-Proto", "").partition(",")[0].strip()
    scheme = "https" if told == "https" else request.scheme
    return f"{scheme}://{request.host}{request.script_root}"


def curl(path: str) -> str:
    """What gets the twin at a path of ours (its prefix in it) when it is pasted into a shell."""
    return f"curl -sS {shlex.quote(root().removesuffix(request.script_root) + path)}"


def page_at(address: str) -> str | None:
    """The path of one of our pages that an address names, whole or from its first slash on.

    None for any other address.
    """
    try:
        parts = urlsplit(address)
    except ValueError:
        return None
    prefix = request.script_root
    is_ours = parts.scheme in {"http", "https"} and parts.netloc == request.host
    is_short = not parts.scheme and not parts.netloc and parts.path.startswith("/")
    if not (is_ours or is_short) or not f"{parts.path}/".startswith(f"{prefix}/"):
        return None
    path = parts.path.removeprefix(prefix) or "/"
    return path if exists(path) else None


def leading_to(address: str) -> BaseResponse:
    """The redirect to one of our pages, which stays without navigation where this one is."""
    before, mark, place = address.partition("#")
    path, _, query = before.partition("?")
    said = request.args.get(EMBED) == "1" and EMBED not in parse_qs(query)
    embedded = f"{query}{'&' if query else ''}{EMBED}=1" if said else query
    return redirect(f"{path}{'?' if embedded else ''}{embedded}{mark}{place}")


def exists(path: str, ending: str = "") -> bool:
    """Whether there is a page at that path; with an ending, one for just that ending."""
    adapter = request_ctx.url_adapter
    if adapter is None:
        return False
    try:
        rule, _ = adapter.match(path, method="GET", return_rule=True)
    except (HTTPException, RequestRedirect):
        return False
    return rule.rule.endswith(ending) and rule.endpoint != "static"


def _query(ignored: Collection[str]) -> str:
    """The parameters that decide what the page shows, by name, the first of each."""
    left_out = {EMBED, *ignored}
    named = {name: one for name, one in request.args.items() if one and name not in left_out}
    return f"?{urlencode(sorted(named.items()), safe=',/:')}" if named else ""


def _twins(query: str) -> list[Twin]:
    path = request.path.rstrip("/")
    here = f"{request.script_root}{path}"
    return [Twin(f"{here}{ending}{query}", FORMS[ending]) for ending in _endings(path)]


def _endings(path: str) -> tuple[str, ...]:
    """The endings of the twins that the page has; all pages of a rule have the same."""
    rule = request.url_rule
    if rule is None or not path:
        return ()
    known: dict[str, tuple[str, ...]] = current_app.extensions["endings"]
    if rule.rule not in known:
        found = (ending for ending in FORMS if exists(f"{path}{ending}", ending))
        known[rule.rule] = tuple(found)
    return known[rule.rule]


def _image(query: str) -> str:
    """The picture of a record's lineage, on the page of its lineage as that shows it."""
    path = request.path.rstrip("/")
    record = path.removesuffix("/lineage")
    picture = f"{record}/lineage.png"
    if not exists(picture, "/lineage.png"):
        return ""
    return f"{root()}{picture}{query if record != path else ''}"
