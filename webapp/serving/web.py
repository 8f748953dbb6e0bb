"""The web process: gunicorn over the application, on a socket that its parent opened.

Run as `python -m webapp.serving.web '{"socket": 5, …}'`, which is WebOptions as JSON. It ends when
its standard input closes, so that it never outlives its parent.
"""

import gc
import sys

from webapp.errors import REFUSED, SettingError
from webapp.serving.options import WebOptions


def main(text: str) -> int:
    """The exit status of a web process with the options in `text`."""
    # All that is loaded before the first page stays: to look for cycles in it, time and again,
    # takes a tenth of the time until then. The server does so from when it has loaded.
    gc.disable()
    from webapp.serving.web_server import Server  # noqa: PLC0415

    try:
        Server(WebOptions.from_json(text)).run()
    except SettingError as error:
        sys.stderr.write(f"Error: {error}\n")
        return REFUSED
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
