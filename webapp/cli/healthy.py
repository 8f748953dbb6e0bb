"""The command by which a container engine sees whether the dashboard is alive."""

# ruff: noqa: PLC0415 - imports stand in the commands

from pathlib import Path
from typing import Final, NoReturn

import click

from webapp.cli.group import main
from webapp.cli.serve import serve

SECONDS: Final = 4.0
ALIVE: Final = 200


@main.command(hidden=True)
@click.argument("process", default=1)
def healthy(process: int) -> NoReturn:
    """End with status 0 if the dashboard answers that PROCESS serves: in containers the first."""
    from webapp.serving.parts import liveness
    from webapp.store.endpoint import Endpoint

    at = Endpoint.parse("--listen", _listen(process)).reachable
    status = liveness(at, SECONDS)
    click.echo(f"{at} answers with status {status}." if status else f"{at} does not answer.")
    raise SystemExit(status != ALIVE)


def _listen(process: int) -> str:
    """Where that process was told to listen; by its environment, which is ours too, if by none."""
    try:
        words = Path(f"/proc/{process}/cmdline").read_text(errors="replace").split("\0")
    except OSError:
        words = []
    told = words[words.index(serve.name) + 1 : -1] if serve.name in words else []
    # Read as serve reads it, defaults and all; what else is wrong or missing, serve has told.
    listen: str = serve.make_context(serve.name, told, resilient_parsing=True).params["listen"]
    return listen
