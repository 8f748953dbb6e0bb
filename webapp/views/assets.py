"""Static files: versioned by their content, so that a browser asks for each only once."""

import gzip
from collections.abc import Callable
from functools import cache
from hashlib import sha256
from importlib.resources import files
from pathlib import Path
from posixpath import normpath

from flask import Blueprint, Flask, Response, request, url_for
from msgspec import Struct

from webapp import joined
from webapp.late import Late

PLOTLY = Late("plotly")
MOST_KEPT = 1_000
YEAR = "public, max-age=31536000, immutable"

blueprint = Blueprint("assets", __name__)


def register(app: Flask) -> None:
    """Nothing; links to static files carry a version, and are kept for a year in that version."""
    folder = Path(str(app.static_folder))

    @cache
    def version(filename: str) -> str:
        return sha256((folder / filename).read_bytes()).hexdigest()[:12]

    def add_version(endpoint: str, values: dict[str, str]) -> None:
        if endpoint == "static" and (folder / values["filename"]).is_file():
            values["v"] = version(values["filename"])

    def keep(response: Response) -> Response:
        asked = request.args.get("v")
        if asked and request.endpoint == "static" and response.status_code < 400:  # noqa: PLR2004
            # As Flask found it: one file, and one version that is known, whatever leads there.
            filename = normpath((request.view_args or {})["filename"])
            if asked == version(filename):
                response.headers["Cache-Control"] = YEAR
        return response

    app.url_defaults(add_version)
    app.after_request(keep)
    app.register_blueprint(blueprint)
    app.jinja_env.globals["plotly_address"] = plotly_address
    addresses = Addresses()
    app.jinja_env.globals["asset"] = addresses.asset
    app.jinja_env.globals["address_of"] = addresses.page
    app.jinja_env.globals["stylesheet_address"] = addresses.stylesheet
    app.jinja_env.globals["script_address"] = addresses.script


class Addresses:
    """Addresses that no record stands in, each found once for each place the dashboard is seen at.

    Every page asks for some, and what they ask (routing, files, versions) never changes.
    """

    def __init__(self) -> None:
        self._known: dict[tuple[str, str], str] = {}

    def page(self, endpoint: str) -> str:
        """The address of a page that takes no parameters."""
        return self._once(endpoint, lambda: url_for(endpoint))

    def asset(self, filename: str) -> str:
        """The address of a static file."""
        return self._once(filename, lambda: url_for("static", filename=filename))

    def stylesheet(self) -> str:
        """The address of all styles."""
        version = _version(joined.stylesheet())
        return self._once("styles", lambda: url_for("assets.stylesheet", version=version))

    def script(self) -> str:
        """The address of all scripts."""
        version = _version(joined.script())
        return self._once("scripts", lambda: url_for("assets.script", version=version))

    def _once(self, name: str, make: Callable[[], str]) -> str:
        key = (request.script_root, name)
        if key not in self._known:
            if len(self._known) >= MOST_KEPT:  # whoever names a new prefix with every request
                self._known.clear()
            self._known[key] = make()
        return self._known[key]


def plotly_address() -> str:
    """The address of plotly.js."""
    return url_for("assets.plotly", version=PLOTLY.__version__)


class Packed(Struct, frozen=True):
    """A file as it is given away: gzipped once, its version in its address."""

    mimetype: str
    version: str
    body: bytes


def _packed(text: str, mimetype: str) -> Packed:
    return Packed(mimetype, _version(text), gzip.compress(text.encode(), 6, mtime=0))


@cache
def _version(text: str) -> str:
    # The address of a file is on every page, the first too; it is gzipped when it is asked for.
    return sha256(text.encode()).hexdigest()[:12]


@cache
def packed_stylesheet() -> Packed:
    """All styles: 11 kB instead of 47."""
    return _packed(joined.stylesheet(), "text/css")


@cache
def packed_script() -> Packed:
    """All scripts: 27 kB instead of 95."""
    return _packed(joined.script(), "text/javascript")


@cache
def packed_plotly() -> Packed:
    """plotly.js from the installed wheel: 1.5 MB instead of 4.8."""
    script = files("plotly").joinpath("package_data", "plotly.min.js").read_bytes()
    return Packed("text/javascript", PLOTLY.__version__, gzip.compress(script, 6, mtime=0))


@blueprint.get("/assets/styles-<version>.css")
def stylesheet(version: str) -> Response:
    """All styles."""
    return _given(packed_stylesheet(), version)


@blueprint.get("/assets/scripts-<version>.js")
def script(version: str) -> Response:
    """All scripts."""
    return _given(packed_script(), version)


@blueprint.get("/assets/plotly-<version>.min.js")
def plotly(version: str) -> Response:
    """plotly.js."""
    return _given(packed_plotly(), version)


def _given(file: Packed, version: str) -> Response:
    """The file; whoever asked for this very version need not ask again for a year."""
    packed = "gzip" in request.headers.get("Accept-Encoding", "")
    response = Response(file.body if packed else gzip.decompress(file.body), mimetype=file.mimetype)
    if packed:
        response.headers["Content-Encoding"] = "gzip"
    response.headers["Vary"] = "Accept-Encoding"
    response.headers["Cache-Control"] = YEAR if version == file.version else "no-cache"
    return response
