"""Parts of pages that are the same from one request to the next, rendered once."""

from collections.abc import Hashable
from typing import Final

from flask import Flask, current_app
from flask.globals import request_ctx
from markupsafe import Markup

from webapp.catalog.answers import Latest
from webapp.views.parts import html

# Each is a few kilobytes at most.
MOST_KEPT: Final = 256


def register(app: Flask) -> None:
    """Nothing; templates may ask for `kept(template, …)`."""
    app.extensions["kept"] = Latest(MOST_KEPT)
    app.jinja_env.globals["kept"] = kept


def kept(template: str, **given: Hashable) -> Markup:
    """The template with what it is given, and with `root`, where the dashboard lives.

    It knows nothing else of the request, so that it is the same for the next one.
    """
    root = request_ctx.request.script_root
    parts: Latest = current_app.extensions["kept"]

    def render() -> Markup:
        return html(current_app.jinja_env.get_template(template).render(root=root, **given))

    return parts.to((template, root, *given.items()), render)
