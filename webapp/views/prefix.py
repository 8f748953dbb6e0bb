"""Any URL prefix: routes answer with and without it, links carry it."""

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

# What a proxy may tell us; anything else could turn links into links to elsewhere.
SAFE = re.compile(r"(/[A-Za-z0-9._~-]+)*/?")


class PrefixMiddleware:
    """`app` under `prefix`, or under what the proxy says in X-Forwarded-Prefix."""

    def __init__(self, app: "WSGIApplication", prefix: str) -> None:
        self._app = app
        self._prefix = prefix

    def __call__(
        self, environ: "WSGIEnvironment", start_response: "StartResponse"
    ) -> Iterable[bytes]:
        """The app's answer, with SCRIPT_NAME set so that links carry the prefix."""
        told = environ.get("HTTP_X_FORWARDED_PREFIX", "")
        prefix = told.rstrip("/") if told and SAFE.fullmatch(told) else self._prefix
        path = environ.get("PATH_INFO", "")
        if prefix and (path == prefix or path.startswith(f"{prefix}/")):
            environ["PATH_INFO"] = path[len(prefix) :] or "/"
        environ["SCRIPT_NAME"] = prefix
        return self._app(environ, start_response)
