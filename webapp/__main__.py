"""`mlmd-dashboard` and `python -m webapp`, which is the same."""

import sys


def main() -> None:
    """Nothing; the process ends with the status of its command."""
    try:
        # What it loads takes long enough for Ctrl-C to come meanwhile; so little else is loaded.
        from webapp.cli import main as command  # noqa: PLC0415

        command()
    except (KeyboardInterrupt, RuntimeError) as error:
        # Up to Python 3.11, what comes while a class is made is the cause of a RuntimeError.
        if not isinstance(error.__cause__ or error, KeyboardInterrupt):
            raise
        sys.exit(130)  # 128 and the number of the signal, as shells expect


if __name__ == "__main__":
    main()
