"""The one writer of an index.

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

import tantivy

from webapp.catalog.documents import Document
from webapp.catalog.entries import entry
from webapp.catalog.failures import translated
from webapp.catalog.schema import SCHEMA
from webapp.catalog.snapshot import Snapshot
from webapp.catalog.state import STATE, packed_state
from webapp.errors import CatalogError
from webapp.metadata import Kind

# Bytes that tantivy may gather before it writes a segment; one thread of it is enough (measured:
# reading the store takes longer).
MEMORY = 64 << 20
THREADS = 1


class Writer:
    """What is written into the index in `folder` until it is closed; created where none is.

    Nothing is seen by readers before `commit`, and what was not committed is gone after a crash.
    Raises CatalogErrors; after one, close this writer and open another.
    """

    def __init__(self, folder: Path, memory: int = MEMORY) -> None:
        self._folder = folder
        with translated(folder):
            self._index = tantivy.Index(SCHEMA, path=str(folder), reuse=True)
            self._writer = self._index.writer(memory, THREADS)

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

    def add(self, documents: Iterable[Document]) -> None:
        """Take documents of records that the index does not hold yet (a first build)."""
        with translated(self._folder):
            for document in documents:
                self._writer.add_document(tantivy.Document.from_dict(entry(document), SCHEMA))

    def put(self, documents: Iterable[Document]) -> None:
        """Take documents of records that the index may hold already, which they replace."""
        with translated(self._folder):
            for document in documents:
                self._writer.delete_documents_by_term("key", document.key)
                self._writer.add_document(tantivy.Document.from_dict(entry(document), SCHEMA))

    def remove(self, kind: Kind, ids: Iterable[int]) -> None:
        """Forget records."""
        with translated(self._folder):
            for record_id in ids:
                self._writer.delete_documents_by_term("key", f"{kind}/{record_id}")

    def commit(self, state: Mapping[str, Any]) -> None:
        """Let readers see all that was taken; `state` (any JSON) lands with it or not at all."""
        content = {"key": STATE, "kind": STATE, "id": 0, "row": packed_state(state)}
        with translated(self._folder):
            self._writer.delete_documents_by_term("key", STATE)
            self._writer.add_document(tantivy.Document.from_dict(content, SCHEMA))
            self._writer.commit()

    def committed(self) -> Snapshot:
        """What readers see: everything up to the last commit."""
        with translated(self._folder):
            self._index.reload()
            return Snapshot(self._folder, self._index)

    def close(self) -> None:
        """Nothing; the index is free for another writer, what was not committed is forgotten."""
        with translated(self._folder):
            self._writer.wait_merging_threads()
