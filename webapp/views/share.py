"""What a page says of itself to who links to it: its one address, other forms, a picture."""

import shlex
from collections.abc import Collection
from typing import Final
from urllib.parse import parse_qs, urlencode, urlsplit

from flask import Flask, current_app, redirect, request
from flask.globals import request_ctx
from msgspec import Struct
from werkzeug.datastructures import MultiDict
from werkzeug.exceptions import HTTPException
from werkzeug.routing import RequestRedirect, Rule
from werkzeug.wrappers import Response as BaseResponse

from webapp.views.parameters import EMBED

LINEAGE: Final = "/lineage"
PICTURE: Final = "/lineage.png"

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


class Forms(Struct, frozen=True):
    """What the pages of a rule have beside themselves: twins, the picture of a lineage."""

    endings: tuple[str, ...] = ()
    has_picture: bool = False
    is_lineage: bool = False


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
    app.extensions["forms"] = {}


def share(ignored: Collection[str] = ()) -> Share:
    """What the page at hand says of itself; `ignored` are parameters that it does not know."""
    here = request_ctx.request
    path, query = here.path.rstrip("/"), _query(here.args, ignored)
    start, forms = root(), _forms(here.url_rule, path)
    address = f"{start}{here.path}{query}"
    twins = f"{here.script_root}{path}"
    return Share(
        address=address,
        twins=tuple(Twin(f"{twins}{end}{query}", FORMS[end]) for end in forms.endings),
        image=f"{start}{_picture_at(path)}{query if forms.is_lineage else ''}"
        if forms.has_picture
        else "",
        oembed=f"{start}/oembed?{urlencode({'url': address})}",
        is_embedded=here.args.get(EMBED) == "1",
    )


def root() -> str:
    """What the addresses of this dashboard start with, as its reader knows them."""
    here = request_ctx.request
    # A proxy that ends TLS says so; who lies about it is only told the wrong address itself.
    told = here.environ.get("HTTP_X_FORWARDED_PROTO", "").partition(",")[0].strip()
    scheme = "https" if told == "https" else here.scheme
    return f"{scheme}://{here.host}{here.script_root}"


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


def _query(args: MultiDict[str, str], ignored: Collection[str]) -> str:
    """The parameters that decide what the page shows, by name, the first of each."""
    left_out = {EMBED, *ignored}
    named = {name: one for name, one in args.items() if one and name not in left_out}
    return f"?{urlencode(sorted(named.items()), safe=',/:')}" if named else ""


def _forms(rule: Rule | None, path: str) -> Forms:
    """The other forms of the page at a path, which all pages of its rule have."""
    if rule is None or not path:
        return Forms()
    known: dict[str, Forms] = current_app.extensions["forms"]
    if rule.rule not in known:
        known[rule.rule] = Forms(
            tuple(ending for ending in FORMS if exists(f"{path}{ending}", ending)),
            exists(_picture_at(path), PICTURE),
            path.endswith(LINEAGE),
        )
    return known[rule.rule]


def _picture_at(path: str) -> str:
    """Where the picture of a record's lineage is, from its page or that of its lineage."""
    return f"{path.removesuffix(LINEAGE)}{PICTURE}"
