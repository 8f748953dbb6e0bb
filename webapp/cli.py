"""The command line. What a command needs is imported when it runs: --help is there at once."""

# ruff: noqa: PLC0415 - imports stand in the commands

import os
import re
import sys
import webbrowser
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, NoReturn

import click

from webapp.errors import DashboardError, SettingError

if TYPE_CHECKING:
    from webapp.store.endpoint import Endpoint

ENVIRONMENT: Final = {"auto_envvar_prefix": "MLMD_DASHBOARD"}
STORE_HELP: Final = "sqlite:///file.db, with ?mode=ro if it is not to be written"
WEB_PORT: Final = 5000
STORE_PORT: Final = 8080
REFUSED: Final = 2
FOLDER: Final = click.Path(file_okay=False, resolve_path=True, path_type=Path)


class Refusal(click.ClickException):
    """What was asked for cannot be done, in one sentence."""

    exit_code = REFUSED


class Commands(click.Group):
    """Commands whose failures are told in a sentence, without a traceback."""

    def invoke(self, ctx: click.Context) -> Any:
        """What the command returns."""
        try:
            return super().invoke(ctx)
        except DashboardError as error:
            raise Refusal(str(error)) from None


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="mlmd-dashboard")
def main() -> None:
    """Browse ML Metadata stores: artifacts, executions, workspaces and their lineage.

    Every option has an environment variable of its name: MLMD_DASHBOARD_STORE for --store.
    """


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

    from webapp.serving.dashboard import Dashboard
    from webapp.serving.upgrading import Served, upgraded
    from webapp.settings import Settings
    from webapp.store.endpoint import Endpoint
    from webapp.views.links import Links

    settings = Settings(
        prefix=_prefix(prefix),
        allowed_hosts=allowed_host,
        frame_ancestors=frame_ancestors,
        uri_links=uri_link,
        log_link=log_link,
    )
    Links.of(settings)  # a pattern that cannot be used is refused before anything starts
    whole = Served(store)
    with upgraded(store, click.echo) if upgrade_copy else nullcontext(whole) as served:
        dashboard = Dashboard(
            store=served.store,
            listen=Endpoint.parse("--listen", listen).settled(),
            store_listen=Endpoint.parse("--store-listen", store_listen).settled(),
            settings=replace(settings, catalog=str(catalog) if catalog else served.catalog),
            workers=workers,
            threads=threads,
        )
        ready = _say(f"Dashboard ready at {dashboard.url}")
        status = dashboard.run(click.echo, ready)
    raise SystemExit(status)


@main.command(context_settings=ENVIRONMENT)
@click.option("--store", required=True, help=f"{STORE_HELP}.")
@click.option("--listen", default=f"127.0.0.1:{STORE_PORT}", show_default=True, help="HOST:PORT.")
@click.option("--until-stdin-closes", is_flag=True, hidden=True)
def store(store: str, listen: str, until_stdin_closes: bool) -> None:
    """Serve a store alone, as MLMD's gRPC service, for notebooks and pipelines."""
    from webapp.store import process
    from webapp.store.endpoint import Endpoint
    from webapp.store.location import database
    from webapp.store.stopping import Stop

    stop = Stop()
    if until_stdin_closes:
        stop.follow_parent()
    process.serve(database(store), Endpoint.parse("--listen", listen), click.echo, stop)


@main.command(context_settings=ENVIRONMENT)
@click.option("--store", required=True, help=f"{STORE_HELP}; grpc[s]://host:port if it runs.")
@click.option("--catalog", required=True, type=FOLDER, help="Folder of the search index.")
@click.option("--once", is_flag=True, help="End when the catalog is in step.")
@click.option("--until-stdin-closes", is_flag=True, hidden=True)
def follow(store: str, catalog: Path, once: bool, until_stdin_closes: bool) -> NoReturn:
    """Keep the catalog of a store in step, for dashboards to search in."""
    from webapp.serving import follower
    from webapp.store.stopping import Stop

    stop = Stop()
    if until_stdin_closes:
        raise SystemExit(follower.part(store, catalog, stop))
    raise SystemExit(follower.alone(store, catalog, stop, once=once))


@main.command(context_settings=ENVIRONMENT)
@click.argument("record", metavar="KIND:ID")
@click.option("--store", required=True, help="sqlite:///file.db or grpc[s]://host:port.")
@click.option(
    "--format",
    "name",
    required=True,
    type=click.Choice(
        [
            *("svg", "png", "json", "nodes.csv", "events.csv"),
            *("dot", "graphml", "prov", "openlineage", "pack"),
        ]
    ),
)
@click.option("--up", default="", help="Artifacts upstream: a number, or all.")
@click.option("--down", default="", help="Artifacts downstream: a number, or all.")
@click.option("--limit", default="", help="Nodes at most.")
@click.option("--as-of", default="", help="As it was on a day or at a time.")
@click.option("--group", default="", help="run: frames around the runs of a picture.")
@click.option("-o", "--output", type=click.Path(dir_okay=False, path_type=Path), help="FILE.")
def export(  # noqa: PLR0913, PLR0917 - an argument per option
    record: str,
    store: str,
    name: str,
    up: str,
    down: str,
    limit: str,
    as_of: str,
    group: str,
    output: Path | None,
) -> None:
    """Write the lineage of artifact:26, say, as a file, the same that its page links to."""
    from webapp.serving.export import lineage_file

    said = {"up": up, "down": down, "limit": limit, "as_of": as_of, "group": group}
    content = lineage_file(store, record, name, said)
    if output is None:
        sys.stdout.buffer.write(content)
        return
    try:
        output.write_bytes(content)
    except OSError as error:
        expected = f"a file that can be written is right ({error.strerror})"
        raise SettingError("--output", str(output), expected) from None


@main.command(context_settings=ENVIRONMENT)
@click.option(
    "--dir",
    "folder",
    default="demo",
    show_default=True,
    type=FOLDER,
    help="Where the store's file and its catalog are kept.",
)
@click.option("--port", default=WEB_PORT, show_default=True, type=click.IntRange(1, 65535))
@click.option("--store-port", default=STORE_PORT, show_default=True, type=click.IntRange(1, 65535))
@click.option("--open/--no-open", "open_browser", default=True, help="Open the browser.")
@click.pass_context
def demo(
    ctx: click.Context, folder: Path, port: int, store_port: int, open_browser: bool
) -> NoReturn:
    """Serve a dashboard over a store of its own with a sample in it."""
    from webapp.serving.dashboard import Dashboard
    from webapp.settings import Settings
    from webapp.store.owner import refuse_owned

    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        expected = f"a folder that can be written is right ({error.strerror})"
        raise SettingError("--dir", str(folder), expected) from None
    file = folder / "metadata.db"
    refuse_owned(file)  # before another port is looked for
    dashboard = Dashboard(
        store=f"sqlite:///{file}",
        listen=_demo_endpoint(ctx, "port", port),
        store_listen=_demo_endpoint(ctx, "store_port", store_port),
        settings=Settings(catalog=str(file.parent / "catalog")),
        with_sample=True,
    )

    def ready() -> None:
        click.echo(f"Dashboard ready at {dashboard.url}")
        click.echo(f"Notebooks and pipelines log to {dashboard.store_listen} (gRPC).")
        click.echo("Ctrl-C ends both; what was logged stays.")
        if open_browser:
            _open_browser(dashboard.url)

    raise SystemExit(dashboard.run(click.echo, ready))


@main.command(context_settings=ENVIRONMENT)
@click.option("--store", required=True, help="sqlite:///file.db or grpc[s]://host:port.")
def doctor(store: str) -> NoReturn:
    """Say what can be reached of a store, what is wrong with it and how to mend that.

    Ends with status 1 if something is wrong. It never creates or changes a file.
    """
    from webapp.store.checkup import told
    from webapp.store.location import database, is_remote

    if is_remote(store):
        from webapp.store.remote_checkup import check_remote

        raise SystemExit(told(check_remote(store), click.echo))
    from webapp.store.file_checkup import check_file

    raise SystemExit(told(check_file(database(store), store), click.echo))


@main.command(hidden=True, context_settings=ENVIRONMENT)
@click.option("--store", required=True)
def log_sample(store: str) -> None:
    """Log the sample into the store at grpc://host:port."""
    from webapp.sample import log_sample
    from webapp.store.connection import Address

    address = Address.parse(store)
    log_sample(address.host, address.port, click.echo)


@main.command(hidden=True, context_settings=ENVIRONMENT)
@click.option("--store", required=True)
@click.option("--to", required=True, type=click.Path(path_type=Path))
def upgrade_copy(store: str, to: Path) -> None:
    """Put an upgraded copy of a SQLite file there, and say which schema it had."""
    from webapp.store.location import database
    from webapp.store.upgrade import upgraded_copy

    version = upgraded_copy(database(store).path, to)
    if version is not None:
        click.echo(version)


def _say(text: str) -> Callable[[], None]:
    return lambda: click.echo(text)


def _demo_endpoint(ctx: click.Context, option: str, port: int) -> "Endpoint":
    """Where the demo listens: a port that nobody asked for gives way to the next free one."""
    from webapp.store.endpoint import Endpoint, next_free_port

    name = f"--{option.replace('_', '-')}"
    if ctx.get_parameter_source(option) is not click.core.ParameterSource.DEFAULT:
        asked = Endpoint("127.0.0.1", port)
        asked.listen(name).close()
        return asked
    free = next_free_port(port)
    if free != port:
        click.echo(f"Port {port} is taken by another program, so {free} it is; {name} sets it.")
    return Endpoint("127.0.0.1", free)


def _open_browser(url: str) -> None:
    # Where there is no screen, Python may find a browser that takes over the terminal.
    if sys.platform != "linux" or os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"):
        webbrowser.open(url)


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
