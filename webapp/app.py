"""The Flask application."""

from typing import Final

from flask import Flask
from jinja2 import BytecodeCache, StrictUndefined

from webapp.assets import folder
from webapp.catalog.reader import Reader
from webapp.late import Late
from webapp.settings import Settings
from webapp.store.connection import Connection
from webapp.views import (
    addresses,
    api,
    artifacts,
    assets,
    choices,
    compare,
    contexts,
    executions,
    failures,
    go,
    health,
    kept,
    lineage,
    lineage_rows,
    list_twins,
    lists,
    oembed,
    overview,
    parts,
    security,
    share,
    shortcuts,
    types,
    workspaces,
)
from webapp.views.current import Services, now, page_shell, start_clock
from webapp.views.filters import FILTERS
from webapp.views.hosts import Application, HostMiddleware
from webapp.views.jinja import Templates, script_json
from webapp.views.links import Links
from webapp.views.prefix import PrefixMiddleware

# What draws them is loaded with the first lineage.
PICTURES: Final = Late("webapp.views.pictures")
PAGES = (
    *(overview, lists, list_twins, artifacts, executions, workspaces, contexts, types, lineage),
    *(compare, go, oembed, api, shortcuts, health),
)


def create_app(
    settings: Settings,
    connection: Connection,
    catalog: Reader | None = None,
    compiled: BytecodeCache | None = None,
) -> Flask:
    """The application over the store at the other end of `connection`, and its catalog.

    Templates that were compiled are kept in `compiled`, if there is one.
    """
    app = Application(
        "webapp",
        template_folder=str(folder("templates")),
        static_folder=str(folder("static")),
    )
    app.jinja_environment = Templates
    # All templates stay, so nobody has to know which of them were used last.
    app.jinja_options = {**app.jinja_options, "bytecode_cache": compiled, "cache_size": -1}
    app.extensions["webapp"] = Services(settings, connection, catalog)
    app.url_map.strict_slashes = False
    app.before_request(start_clock)
    _set_up_templates(app, Links.of(settings))
    security.register(app)
    failures.register(app)
    assets.register(app)
    lists.register(app)
    share.register(app)
    kept.register(app)
    for page in PAGES:
        app.register_blueprint(page.blueprint)
    prefixed = PrefixMiddleware(app.wsgi_app, settings.prefix)
    app.wsgi_app = HostMiddleware(prefixed)  # type: ignore[method-assign]
    return app


def _set_up_templates(app: Flask, links: Links) -> None:
    app.jinja_env.undefined = StrictUndefined
    app.jinja_env.trim_blocks = True
    app.jinja_env.lstrip_blocks = True
    app.jinja_env.policies["json.dumps_function"] = script_json
    app.jinja_env.filters.update(FILTERS, counted=parts.counted, link_to=links.to)
    app.jinja_env.globals["log_of"] = links.to_log
    app.jinja_env.globals["page_address"] = addresses.href
    app.jinja_env.globals["page_shell"] = page_shell
    app.jinja_env.globals["now"] = now
    app.jinja_env.globals["parts"] = parts
    # Asked for by nearly all templates.
    app.jinja_env.globals["icon"] = parts.icon
    app.jinja_env.globals["choices"] = choices
    app.jinja_env.globals["lineage_rows"] = lineage_rows
    app.jinja_env.globals["pictures"] = PICTURES
