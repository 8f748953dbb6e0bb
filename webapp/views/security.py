"""What every response carries and every request must pass."""

import secrets
from ipaddress import ip_address

from flask import Flask, Response, g, request
from werkzeug.exceptions import BadRequest

from webapp.views.current import request_id, settings

LOOPBACK = ("localhost",)


def register(app: Flask) -> None:
    """Nothing; `app` checks hosts and sends its headers."""
    app.before_request(check_host)
    app.after_request(add_headers)
    app.jinja_env.globals["csp_nonce"] = csp_nonce


def csp_nonce() -> str:
    """The nonce of this response's own style elements."""
    if "csp_nonce" not in g:
        g.csp_nonce = secrets.token_urlsafe(12)
    found: str = g.csp_nonce
    return found


def check_host() -> None:
    """Nothing; BadRequest for a Host that is not ours.

    A page elsewhere may point a name of its own at this machine (DNS rebinding) and would then
    read our answers: names must be known. An address cannot be rebound. Probes bring any Host.
    """
    if request.path.startswith("/healthz/"):
        return
    host = host_name(request.headers.get("Host", ""))
    allowed = {name.lower() for name in settings().allowed_hosts}
    if "*" in allowed or host in LOOPBACK or host in allowed or _is_address(host):
        return
    raise BadRequest(
        f"The host {host[:100]!r} is not allowed. Start the server with --allowed-host to admit it."
    )


def host_name(header: str) -> str:
    """The host of a Host header without its port.

    >>> host_name("[::1]:5000"), host_name("Example.org:80"), host_name("127.0.0.1")
    ('::1', 'example.org', '127.0.0.1')
    """
    if header.startswith("["):
        return header[1:].partition("]")[0]
    return header.rpartition(":")[0].lower() if ":" in header else header.lower()


def add_headers(response: Response) -> Response:
    """The response with its security headers."""
    style = f"'self' 'nonce-{g.csp_nonce}'" if "csp_nonce" in g else "'self'"
    response.headers["Content-Security-Policy"] = (
        f"default-src 'none'; script-src 'self'; style-src {style}; "
        "img-src 'self' data: blob:; font-src 'self'; connect-src 'self'; manifest-src 'self'; "
        f"base-uri 'none'; form-action 'self'; frame-ancestors {settings().frame_ancestors}"
    )
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Referrer-Policy"] = "same-origin"
    response.headers["X-Request-Id"] = request_id()
    response.headers.setdefault("Cache-Control", "no-cache")
    return response


def _is_address(host: str) -> bool:
    try:
        ip_address(host)
    except ValueError:
        return False
    return True
