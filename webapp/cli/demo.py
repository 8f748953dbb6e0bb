"""The commands that serve and log the sample."""

# ruff: noqa: PLC0415 - imports stand in the commands

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import click

from webapp.cli.group import ENVIRONMENT, FOLDER, STORE_PORT, WEB_PORT, main
from webapp.errors import SettingError

if TYPE_CHECKING:
    from webapp.store.endpoint import Endpoint


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


@main.command(hidden=True, context_settings=ENVIRONMENT)
@click.option("--store", required=True)
def log_sample(store: str) -> None:
    """Log the sample into the store at grpc://host:port."""
    from webapp.sample import log_sample
    from webapp.store.address import Address

    address = Address.parse(store)
    log_sample(address.host, address.port, click.echo)


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
        import webbrowser

        webbrowser.open(url)
