"""What lists are asked for, as it stands in addresses."""

from collections.abc import Mapping
from functools import lru_cache
from typing import Final
from urllib.parse import quote_plus

# What may stand in the query of an address as it is: filters stay readable there.
READABLE: Final = ":/,*@()!$'"


# The same few stand in all links of a page.
@lru_cache(maxsize=512)
def quoted(text: str) -> str:
    """The text of a parameter, as readable as an address allows.

    >>> quoted('label.team:"a b"')
    'label.team:%22a+b%22'
    """
    return quote_plus(text, READABLE)


def as_search(parameters: Mapping[str, str]) -> str:
    """The parameters as they stand behind a path, "" for none."""
    pairs = [f"{name}={quoted(text)}" for name, text in parameters.items()]
    return f"?{'&'.join(pairs)}" if pairs else ""
