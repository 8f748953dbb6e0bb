"""Work that lets everything else on the machine go first."""

import os
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Final, TypeVar

Result = TypeVar("Result")

# Pages come first where there are not cores enough for all: without it, a page of 50 rows beside a
# first build waits three times as long (measured on two cores).
NICE: Final = 5


def aside(work: Callable[[], Result]) -> Result:
    """What `work` returns or raises, done in a thread of low priority.

    On Linux the priority is the thread's, and of those that it starts; elsewhere the process has it
    from then on.
    """
    with ThreadPoolExecutor(max_workers=1, initializer=lambda: os.nice(NICE)) as pool:
        return pool.submit(work).result()
