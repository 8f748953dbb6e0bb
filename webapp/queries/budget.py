"""How much of a page's time must be left to ask the store for what the page can do without."""

from typing import Final

ENOUGH_SECONDS: Final = 4.0
