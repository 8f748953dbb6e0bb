"""The index as the follower writes it, with what it needs to remember between two commits."""

from collections.abc import Iterable, Mapping, Sequence

from webapp.catalog import ledger, pages
from webapp.catalog.documents import Document
from webapp.catalog.entries import Entry
from webapp.catalog.ledger import Stamp
from webapp.catalog.snapshot import Snapshot
from webapp.catalog.writer import Writer
from webapp.follower.batches import MOST_SOURCES
from webapp.follower.state import State
from webapp.metadata import Kind


class Index:
    """What a writer writes, and what it wrote."""

    def __init__(self, writer: Writer) -> None:
        self._writer = writer
        self.committed: Snapshot = writer.committed()
        self.changed = False
        self._contexts: dict[tuple[Kind, int], tuple[int, ...]] = {}
        self._naming: dict[int, set[int]] = {}

    def put(self, documents: Sequence[Document]) -> None:
        """Nothing; the documents are in the index with the next commit, in place of older ones."""
        self._writer.put(documents)
        self._remember(documents)

    def add(self, entries: Sequence[Entry]) -> None:
        """As `put`, for records of which the index holds none yet."""
        self._writer.add(entries)
        self._remember(entries)

    def remove(self, kind: Kind, ids: Sequence[int]) -> None:
        """Nothing; the records are gone from the index with the next commit."""
        self._writer.remove(kind, ids)
        self.changed = self.changed or bool(ids)

    def commit(self, state: State) -> None:
        """Nothing; what was put is in the index, and `state` says so."""
        self._writer.commit(state.to_json())
        self.committed = self._writer.committed()
        self.changed = False
        self._contexts.clear()
        self._naming.clear()

    def contexts_of(self, kind: Kind, ids: Iterable[int]) -> dict[int, tuple[int, ...]]:
        """The contexts that are known to hold records, by the record's id."""
        wanted = tuple(ids)
        rows = pages.rows(self.committed, kind, wanted)
        found = {key: row.contexts for key, row in rows.items()}
        found |= {one: self._contexts[kind, one] for one in wanted if (kind, one) in self._contexts}
        return found

    def naming(self, artifact_ids: Iterable[int]) -> Mapping[int, Iterable[int]]:
        """The artifacts whose metrics name each of these, by the id of what is named."""
        wanted = tuple(artifact_ids)
        found = ledger.naming(self.committed, wanted, MOST_SOURCES)
        return {one: {*found.get(one, ()), *self._naming.get(one, ())} for one in wanted}

    def stamps(self, kind: Kind, ids: Iterable[int]) -> dict[int, Stamp]:
        """The stamps of records as committed, by id."""
        return ledger.stamps_of(self.committed, kind, ids)

    def _remember(self, taken: Sequence[Document] | Sequence[Entry]) -> None:
        self.changed = self.changed or bool(taken)
        for one in taken:
            # No contexts too: what is committed may say others.
            self._contexts[one.kind, one.id] = one.contexts
            for named in one.speaks_of:
                self._naming.setdefault(named, set()).add(one.id)
