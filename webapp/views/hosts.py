"""What is a Host header at all; which hosts are ours, security.py says."""

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING, Final

from flask import Flask, Request, Response
from werkzeug.routing import MapAdapter

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

LABEL: Final = "[A-Za-z0-9_-]{1,63}"
# "" too: who names no host is told how to be admitted.
HOST: Final = re.compile(rf"(({LABEL}(\.{LABEL})*\.?|\[[0-9A-Fa-f:.]+\])(:[0-9]{{,5}})?)?")


class HostMiddleware:
    """`app` for requests whose Host header can be one.

    For others werkzeug makes nothing that finds or makes addresses: Flask, and its error page with
    it, would fail.
    """

    def __init__(self, app: "WSGIApplication") -> None:
        self._app = app

    def __call__(
        self, environ: "WSGIEnvironment", start_response: "StartResponse"
    ) -> Iterable[bytes]:
        """The app's answer, or 400 in few words."""
        if HOST.fullmatch(environ.get("HTTP_HOST", "")):
            return self._app(environ, start_response)
        headers = {"X-Content-Type-Options": "nosniff", "Cache-Control": "no-cache"}
        refusal = Response("The Host header names no host.\n", 400, headers, mimetype="text/plain")
        return refusal(environ, start_response)


class Application(Flask):
    """Flask under any host that can be one.

    Containers may have an underscore in their names. werkzeug leaves such a name out of all
    addresses that it makes.
    """

    def create_url_adapter(self, request: Request | None) -> MapAdapter | None:
        """What finds and makes the addresses of a request."""
        adapter = super().create_url_adapter(request)
        if request is not None and adapter is not None and not request.host:
            # From here it comes to templates, feeds and redirects.
            request.host = request.environ.get("HTTP_HOST", "").removesuffix(":80")
            adapter.server_name = request.host.lower()
        return adapter
