"""Addresses of pages, which some pages have by the hundred.

Flask's `url_for` takes ten times as long for a run, whose name stands in its query (measured).
"""

from typing import Final
from urllib.parse import quote_plus

from flask import request

from webapp.queries.phrases import Link

# As `url_for` writes it: one page has one address.
PLAIN: Final = "!$'()*,/:;?@"


def href(link: Link) -> str:
    """The address of what the link leads to."""
    root = request.script_root
    match link.kind:
        case "run":
            return f"{root}/workspaces/{link.id}/run?name={quote_plus(link.name, safe=PLAIN)}"
        case "type":
            return f"{root}/types/{link.name}/{link.id}"
    return f"{root}/{link.kind}s/{link.id}"
