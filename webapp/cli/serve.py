"""The command that serves the dashboard."""

# ruff: noqa: PLC0415 - imports stand in the commands

import re
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import click

from webapp.cli.group import ENVIRONMENT, FOLDER, STORE_HELP, WEB_PORT, main
from webapp.errors import SettingError

if TYPE_CHECKING:
    from contextlib import AbstractContextManager

    from webapp.serving.dashboard import Served


@main.command(context_settings=ENVIRONMENT)
@click.option("--store", required=True, help=f"{STORE_HELP}; grpc[s]://host:port if it runs.")
@click.option("--listen", default=f"127.0.0.1:{WEB_PORT}", show_default=True, help="HOST:PORT.")
@click.option("--store-listen", default="127.0.0.1:0", help="HOST:PORT of a store it starts.")
@click.option(
    "--prefix",
    default="",
    envvar=["MLMD_DASHBOARD_PREFIX", "APP_PREFIX"],
    help="Path that links carry, as /metadata; APP_PREFIX is taken too.",
)
@click.option("--allowed-host", multiple=True, help="A name users call it by; * admits any.")
@click.option("--uri-link", multiple=True, help="SCHEME=URL of a console; see the README.")
@click.option("--log-link", default="", help="URL with {namespace} and {pod} of a pod's log.")
@click.option("--frame-ancestors", default="'self'", show_default=True, help="Who may frame it.")
@click.option(
    "--catalog", type=FOLDER, help="Folder of the search index; one for each store by default."
)
@click.option(
    "--upgrade-copy", is_flag=True, help="Serve an upgraded copy of a SQLite file of an old schema."
)
@click.option("--workers", default=2, show_default=True, type=click.IntRange(1, 64))
@click.option("--threads", default=8, show_default=True, type=click.IntRange(1, 256))
def serve(  # noqa: PLR0913, PLR0917 - an argument per option
    store: str,
    listen: str,
    store_listen: str,
    prefix: str,
    allowed_host: tuple[str, ...],
    uri_link: tuple[str, ...],
    log_link: str,
    frame_ancestors: str,
    catalog: Path | None,
    upgrade_copy: bool,
    workers: int,
    threads: int,
) -> NoReturn:
    """Serve the dashboard over a store, and the store too if it is a file."""
    from contextlib import nullcontext
    from dataclasses import replace

    from webapp.serving.dashboard import Dashboard, Served
    from webapp.settings import Settings
    from webapp.store.endpoint import Endpoint

    settings = Settings(
        prefix=_prefix(prefix),
        allowed_hosts=allowed_host,
        frame_ancestors=_frame_ancestors(frame_ancestors),
        uri_links=uri_link,
        log_link=log_link,
    )
    if uri_link or log_link:
        from webapp.views.links import Links

        Links.of(settings)  # a pattern that cannot be used is refused before anything starts
    whole = Served(store)
    with _upgraded(store) if upgrade_copy else nullcontext(whole) as served:
        dashboard = Dashboard(
            store=served.store,
            listen=Endpoint.parse("--listen", listen).settled(),
            store_listen=Endpoint.parse("--store-listen", store_listen).settled(),
            settings=replace(settings, catalog=str(catalog) if catalog else served.catalog),
            workers=workers,
            threads=threads,
        )
        status = dashboard.run(
            click.echo, lambda: click.echo(f"Dashboard ready at {dashboard.url}")
        )
    raise SystemExit(status)


def _upgraded(store: str) -> "AbstractContextManager[Served]":
    from webapp.serving.upgrading import upgraded

    return upgraded(store, click.echo)


def _prefix(text: str) -> str:
    """The prefix with one slash before it and none behind; "" for none.

    >>> _prefix("metadata/"), _prefix("/")
    ('/metadata', '')
    """
    stripped = text.strip("/")
    if stripped and not re.fullmatch(r"[A-Za-z0-9._~-]+(/[A-Za-z0-9._~-]+)*", stripped):
        expected = "a path is right, as /metadata, of letters, digits and . _ ~ -"
        raise SettingError("--prefix", text, expected)
    return f"/{stripped}" if stripped else ""


def _frame_ancestors(text: str) -> str:
    """The sources as they are; SettingError for what would end their part of the policy.

    >>> _frame_ancestors("'self' https://portal.example.org")
    "'self' https://portal.example.org"
    """
    if not re.fullmatch(r"[ -~]*", text) or ";" in text or "," in text:
        expected = (
            "sources with spaces between them are right, as 'self' https://portal.example.org"
        )
        raise SettingError("--frame-ancestors", text, expected)
    return text
