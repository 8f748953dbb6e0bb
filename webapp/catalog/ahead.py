"""Questions that another thread answers while this one asks its own."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Final, TypeVar

from webapp.catalog.snapshot import Snapshot

Answer = TypeVar("Answer")

# In a smaller store an answer takes less than handing it over.
WORTH_IT: Final = 400_000
# tantivy works without Python's lock, so a second processor helps; the threads are made when they
# are first needed, in the process that needs them.
_THREADS: Final = ThreadPoolExecutor(max_workers=4, thread_name_prefix="ahead")


def ahead(snapshot: Snapshot, ask: Callable[[], Answer]) -> Callable[[], Answer]:
    """What gives the answer of `ask`, or raises what that raised; it may be on its way already."""
    if snapshot.size < WORTH_IT:
        return ask
    return _THREADS.submit(ask).result
