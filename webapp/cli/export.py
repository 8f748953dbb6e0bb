"""The command that writes a lineage as a file."""

# ruff: noqa: PLC0415 - imports stand in the commands

import sys
from pathlib import Path

import click

from webapp.cli.group import ENVIRONMENT, main
from webapp.errors import SettingError

BINARY = ("png", "pack")


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
    if output is None and name in BINARY and sys.stdout.isatty():
        expected = f"-o FILE is right, for a terminal cannot show {name}"
        raise SettingError("--output", "", expected)
    made = lineage_file(store, record, name, said)
    if made.remark:
        click.echo(made.remark, err=True)
    if output is None:
        sys.stdout.buffer.write(made.content)
        return
    try:
        output.write_bytes(made.content)
    except OSError as error:
        expected = f"a file that can be written is right ({error.strerror})"
        raise SettingError("--output", str(output), expected) from None
