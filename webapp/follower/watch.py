"""The records whose events are looked at again and again.

MLMD tells nobody of an event that is added to a record that is there. Most are added soon after
the record was made: the SDK makes an execution first, then tells what it read and made.
"""

import time
from collections import OrderedDict
from collections.abc import Iterable
from typing import Final

MOST_WATCHED: Final = 200
SECONDS: Final = 600.0


class Watch:
    """The latest records of a kind, for a while."""

    def __init__(self) -> None:
        self._until: OrderedDict[int, float] = OrderedDict()

    def add(self, ids: Iterable[int]) -> None:
        """Nothing; these records are watched from now on."""
        until = time.monotonic() + SECONDS
        for one in ids:
            self._until[one] = until
            self._until.move_to_end(one)
        while len(self._until) > MOST_WATCHED:
            self._until.popitem(last=False)

    def ids(self) -> set[int]:
        """The records that are watched."""
        now = time.monotonic()
        while self._until and next(iter(self._until.values())) < now:
            self._until.popitem(last=False)
        return {*self._until}
