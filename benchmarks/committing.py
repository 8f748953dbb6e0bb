"""A catalog that is written: new artifacts and changed ones, a commit a second.

Run as `python -m benchmarks.committing FOLDER ARTIFACTS`; it ends when its standard input does.
"""

import itertools
import select
import sys
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Final

from benchmarks.history import SEED, steps
from benchmarks.layout import stored
from webapp.catalog.documents import Document
from webapp.catalog.place import Place
from webapp.catalog.writer import Writer
from webapp.follower.documents import artifact_document
from webapp.producers import read_artifact
from webapp.store import messages

EACH: Final = 50
SECONDS: Final = 1.0


def main(folder: Path, artifacts: int) -> None:
    """Nothing; the catalog was written until nobody wanted it any more."""
    place = Place(folder)
    index = place.current()
    if index is None:
        raise FileNotFoundError(f"{folder} holds no catalog of this version")
    new, changed = _documents(artifacts), _documents(0)
    with place.writing(), Writer(index) as writer:
        state = writer.committed().state
        due = time.monotonic()
        while not select.select([sys.stdin], [], [], max(due - time.monotonic(), 0))[0]:
            due += SECONDS
            for documents in (new, changed):
                writer.put(itertools.islice(documents, EACH))
            writer.commit(state)


def _documents(behind: int) -> Iterator[Document]:
    """Artifacts of another history, with ids behind that one."""
    for step in steps(sys.maxsize, seed=SEED + 1):
        for record in step.outputs:
            moved = replace(record, number=record.number + behind)
            artifact = messages.artifact(stored(moved, step))
            yield artifact_document(artifact, read_artifact(artifact))


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]))
