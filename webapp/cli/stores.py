"""The commands that serve, follow, check and upgrade stores."""

# ruff: noqa: PLC0415 - imports stand in the commands

from pathlib import Path
from typing import NoReturn

import click

from webapp.cli.group import ENVIRONMENT, FOLDER, STORE_HELP, STORE_PORT, main


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
@click.option("--once", is_flag=True, help="End when the catalog is in step; status 0 says that.")
@click.option("--until-stdin-closes", is_flag=True, hidden=True)
@click.option("--origin", default="", hidden=True)
def follow(
    store: str, catalog: Path, once: bool, until_stdin_closes: bool, origin: str
) -> NoReturn:
    """Keep the catalog of a store in step, for dashboards to search in."""
    from webapp.serving import follower
    from webapp.store.stopping import Stop

    stop = Stop()
    if until_stdin_closes:
        raise SystemExit(follower.part(store, catalog, stop, origin))
    raise SystemExit(follower.alone(store, catalog, stop, once=once))


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
@click.option("--to", required=True, type=click.Path(path_type=Path))
def upgrade_copy(store: str, to: Path) -> None:
    """Put an upgraded copy of a SQLite file there, and say which schema it had."""
    from webapp.store.location import database
    from webapp.store.upgrade import upgraded_copy

    version = upgraded_copy(database(store).path, to)
    if version is not None:
        click.echo(version)
