"""The one writer of a catalog's indexes.

>>> from pathlib import Path
>>> from tempfile import TemporaryDirectory
>>> from webapp.catalog.documents import Document
>>> with TemporaryDirectory() as folder, Writer(Path(folder)) as writer:
...     writer.put([Document("artifact", 26, name="MNIST")])
...     writer.commit({"last": {"artifact": 26}})
...     writer.committed().state
{'last': {'artifact': 26}}
"""

from collections.abc import Iterable, Mapping
from contextlib import nullcontext, suppress
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from webapp.catalog.documents import Document
from webapp.catalog.entries import Entry, entry
from webapp.catalog.failures import translated
from webapp.catalog.shelves import KINDS, create, set_state
from webapp.catalog.snapshot import Snapshot
from webapp.errors import CatalogError
from webapp.metadata import Kind

# Bytes that tantivy may gather before it writes a segment of a kind; one thread of it is enough
# (measured: reading the store takes longer).
MEMORY = 64 << 20
THREADS = 1


class Writer:
    """What is written into the indexes in `folder` until it is closed; created where none are.

    Nothing is seen by readers before `commit`, and what was not committed is gone after a crash;
    after a crash in a commit there may be more than its state says, which to `put` again does no
    harm. Raises CatalogErrors; after one, close this writer and open another.
    """

    def __init__(self, folder: Path, memory: int = MEMORY) -> None:
        self._folder = folder
        with translated(folder):
            self._indexes = create(folder)
            self._writers = {kind: self._indexes[kind].writer(memory, THREADS) for kind in KINDS}
        self._written: set[Kind] = set()
        committed = self.committed()
        self._was_empty = {kind: committed.size_of(kind) == 0 for kind in KINDS}

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        exc_type: type[BaseException] | None,
        exc_val: BaseException | None,
        exc_tb: TracebackType | None,
    ) -> None:
        # What goes wrong in closing after a failure says nothing new.
        with nullcontext() if exc_type is None else suppress(CatalogError):
            self.close()

    def add(self, entries: Iterable[Entry]) -> None:
        """Take entries of records that were not taken before (a first build)."""
        with translated(self._folder):
            for one in entries:
                if not self._was_empty[one.kind]:
                    # What a crash cut off may have come as far as this.
                    self._writers[one.kind].delete_documents_by_term("id", one.id)
                self._take(one)

    def put(self, documents: Iterable[Document]) -> None:
        """Take documents of records that the index may hold already, which they replace."""
        with translated(self._folder):
            for document in documents:
                self._writers[document.kind].delete_documents_by_term("id", document.id)
                self._take(entry(document))

    def remove(self, kind: Kind, ids: Iterable[int]) -> None:
        """Forget records."""
        with translated(self._folder):
            for record_id in ids:
                self._writers[kind].delete_documents_by_term("id", record_id)
                self._written.add(kind)

    def commit(self, state: Mapping[str, Any]) -> None:
        """Let readers see all that was taken; `state` (any JSON) lands after it or not at all."""
        with translated(self._folder):
            for kind in sorted(self._written):
                self._writers[kind].commit()
            set_state(self._folder, state)
        self._written.clear()

    def committed(self) -> Snapshot:
        """What readers see: everything up to the last commit."""
        return Snapshot(self._folder, self._indexes)

    def close(self) -> None:
        """Nothing; the index is free for another writer, what was not committed is forgotten."""
        with translated(self._folder):
            for writer in self._writers.values():
                writer.wait_merging_threads()

    def _take(self, one: Entry) -> None:
        self._writers[one.kind].add_json(one.content)
        self._written.add(one.kind)
