"""What MLMD refuses because of one row that it cannot read, and where that row lies.

MLMD refuses every answer that would hold such a row, as one with the text "__MLMD_NULL__" in a
property.
"""

from collections.abc import Callable
from typing import Final

from webapp.errors import StoreError, StoreTooLargeError, StoreUnreadableError
from webapp.metadata import MAX_ID

# What no smaller answer could give is as good as unreadable.
UNREADABLE: Final = (StoreUnreadableError, StoreTooLargeError)


def smallest(holds: Callable[[int], bool], error: StoreError) -> int:
    """The smallest number from 1 for which `holds`, if it holds from there on."""
    high = 1
    while not holds(high):
        if high > MAX_ID // 2:
            raise error
        high *= 2
    low = high // 2
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (low, middle) if holds(middle) else (middle, high)
    return high
