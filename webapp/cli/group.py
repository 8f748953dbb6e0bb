"""What all commands have in common."""

from pathlib import Path
from typing import Any, Final

import click

from webapp.errors import REFUSED, DashboardError

ENVIRONMENT: Final = {"auto_envvar_prefix": "MLMD_DASHBOARD"}
STORE_HELP: Final = "sqlite:///file.db, with ?mode=ro if it is not to be written"
WEB_PORT: Final = 5000
STORE_PORT: Final = 8080
INTERRUPTED: Final = 130  # 128 and the number of the signal, as shells expect
FOLDER: Final = click.Path(file_okay=False, resolve_path=True, path_type=Path)


class Refusal(click.ClickException):
    """What was asked for cannot be done, in one sentence."""

    exit_code = REFUSED


class Commands(click.Group):
    """Commands whose failures are told in a sentence, without a traceback; Ctrl-C needs none."""

    def invoke(self, ctx: click.Context) -> Any:
        """What the command returns."""
        try:
            return super().invoke(ctx)
        except DashboardError as error:
            raise Refusal(str(error)) from None
        except KeyboardInterrupt:
            ctx.exit(INTERRUPTED)


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="mlmd-dashboard")
def main() -> None:
    """Browse ML Metadata stores: artifacts, executions, workspaces and their lineage.

    Every option has an environment variable of its name: MLMD_DASHBOARD_STORE for --store.
    """
