"""Static files: versioned by their content, so that a browser asks for each only once."""

import gzip
import re
from collections.abc import Callable
from functools import cache
from hashlib import sha256
from importlib.resources import files
from pathlib import Path
from typing import TypeVar, cast

from flask import Blueprint, Flask, Response, current_app, request, url_for
from markupsafe import Markup

from webapp.assets import static_text
from webapp.late import Late
from webapp.views import parts

Text = TypeVar("Text", bound=str)

PLOTLY = Late("plotly")
MOST_KEPT = 1_000
IMPORT = re.compile(r"""^import\b[^;]*?from '\./([\w-]+\.js)';""", re.MULTILINE)
YEAR = "public, max-age=31536000, immutable"

blueprint = Blueprint("assets", __name__)


def register(app: Flask) -> None:
    """Nothing; links to static files carry a version, and versioned files are kept for a year."""
    folder = Path(str(app.static_folder))

    @cache
    def version(filename: str) -> str:
        return sha256((folder / filename).read_bytes()).hexdigest()[:12]

    def add_version(endpoint: str, values: dict[str, str]) -> None:
        if endpoint == "static" and (folder / values["filename"]).is_file():
            values["v"] = version(values["filename"])

    def keep(response: Response) -> Response:
        if request.endpoint == "static" and request.args.get("v") and response.status_code < 400:  # noqa: PLR2004
            response.headers["Cache-Control"] = YEAR
        return response

    app.url_defaults(add_version)
    app.after_request(keep)
    app.register_blueprint(blueprint)
    app.jinja_env.globals["plotly_address"] = plotly_address
    addresses = Addresses()
    app.extensions["addresses"] = addresses
    app.jinja_env.globals["asset"] = addresses.asset
    app.jinja_env.globals["sprite"] = addresses.sprite
    app.jinja_env.globals["page_icon"] = addresses.icon
    app.jinja_env.globals["module"] = addresses.module


class Addresses:
    """The addresses of static files, each found once for each place the dashboard is seen at.

    Pages ask for dozens, and what they ask (routing, files, versions) never changes.
    """

    def __init__(self) -> None:
        self._known: dict[tuple[str, str], str] = {}

    def _once(self, name: str, make: Callable[[str], Text]) -> Text:
        key = (request.script_root, name)
        if key not in self._known:
            if len(self._known) >= MOST_KEPT:  # whoever names a new prefix with every request
                self._known.clear()
            self._known[key] = make(name)
        return cast(Text, self._known[key])

    def asset(self, filename: str) -> str:
        """The address of a static file."""
        return self._once(filename, lambda name: url_for("static", filename=name))

    def sprite(self) -> str:
        """The address of the icons."""
        return self.asset("icons.svg")

    def icon(self, name: str, css: str = "") -> Markup:
        """A 16 px glyph of the sprite."""
        return parts.icon(self.sprite(), name, css)

    def module(self, name: str) -> Markup:
        """The tags of a script and of all that it imports, which are asked for at once.

        Else a browser asks for what a script imports when it has read it, level by level.
        """
        return self._once(name, self._tags)

    def _tags(self, name: str) -> Markup:
        script = Markup('<script type="module" src="{}"></script>')
        link = Markup('<link rel="modulepreload" href="{}">')
        # An import names no version.
        ahead = (self.asset(f"js/{one}").partition("?")[0] for one in imported(name))
        return Markup("\n").join(
            [script.format(self.asset(f"js/{name}")), *map(link.format, ahead)]
        )


@cache
def imported(name: str) -> tuple[str, ...]:
    """The scripts that a script of static/js imports, and those that these do.

    >>> imported("plotly.js"), "address.js" in imported("lineage.js")
    ((), True)
    """
    found: dict[str, None] = {name: None}
    waiting = [name]
    for one in waiting:
        fresh = [two for two in IMPORT.findall(static_text(f"js/{one}")) if two not in found]
        found.update(dict.fromkeys(fresh))
        waiting += fresh
    return tuple(found)[1:]


def sprite() -> str:
    """The address of the icons."""
    found: Addresses = current_app.extensions["addresses"]
    return found.sprite()


def plotly_address() -> str:
    """The address of plotly.js."""
    return url_for("assets.plotly", version=PLOTLY.__version__)


@cache
def packed_plotly() -> bytes:
    """plotly.js from the installed wheel, gzipped: 1.5 MB instead of 4.8."""
    script = files("plotly").joinpath("package_data", "plotly.min.js").read_bytes()
    return gzip.compress(script, 6, mtime=0)


@blueprint.get("/assets/plotly-<version>.min.js")
def plotly(version: str) -> Response:
    """plotly.js; its version stands in the address, so it never changes."""
    packed = "gzip" in request.headers.get("Accept-Encoding", "")
    body = packed_plotly() if packed else gzip.decompress(packed_plotly())
    response = Response(body, mimetype="text/javascript")
    if packed:
        response.headers["Content-Encoding"] = "gzip"
    response.headers["Vary"] = "Accept-Encoding"
    response.headers["Cache-Control"] = YEAR if version == PLOTLY.__version__ else "no-cache"
    return response
