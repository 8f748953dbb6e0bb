"""A pipeline that logs: so many artifacts a second, one call each.

Run as `python -m benchmarks.writing HOST PORT SECONDS`; it prints a line for each artifact: its id,
and the time (seconds since 1970) when the store had taken it.
"""

import sys
import time
from typing import Final

from benchmarks.history import SEED, records, steps
from benchmarks.layout import described
from kubeflow.metadata import metadata

EACH_SECOND: Final = 50


def main(host: str, port: int, seconds: float) -> None:
    """Nothing; it was logged for so many seconds."""
    store = metadata.Store(host, port).store
    ids = {one.name: one.id for one in store.get_artifact_types()}
    begin = time.monotonic()
    for number, record in enumerate(records(steps(sys.maxsize, seed=SEED + 2))):
        due = number / EACH_SECOND
        if due > seconds:
            return
        time.sleep(max(begin + due - time.monotonic(), 0))
        artifact = described(record)
        message = artifact.serialization()
        message.type_id = ids[artifact.ARTIFACT_TYPE_NAME]
        (new,) = store.put_artifacts([message])
        print(new, time.time(), flush=True)


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), float(sys.argv[3]))
