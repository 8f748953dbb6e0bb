"""The command line. What a command needs is imported when it runs: --help is there at once."""

from webapp.cli import demo, export, healthy, serve, stores
from webapp.cli.group import main

__all__ = ["demo", "export", "healthy", "main", "serve", "stores"]
