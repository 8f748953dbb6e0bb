"""The first build of a catalog: everything that is in the store, once."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Final

from webapp.catalog.documents import Document
from webapp.catalog.writer import Writer
from webapp.follower.gathering import Gatherer
from webapp.metadata import Context, Kind
from webapp.store.client import Store
from webapp.store.pages import Page, read_ids, read_page
from webapp.store.paging import Listing

KINDS: Final[tuple[Kind, ...]] = ("context", "execution", "artifact")
RISING: Final = Listing("id", ascending=True)


def pages(store: Store, kind: Kind, listing: Listing = RISING) -> Iterator[Page]:
    """Every page of a listing."""
    while True:
        page = read_page(store, kind, listing)
        yield page
        if page.end is None:
            return
        listing = replace(listing, after=page.end)


class Members:
    """Who is in which context, and which artifact's metrics name which model."""

    def __init__(self, contexts: Iterable[Context]) -> None:
        self._contexts = {one.id: one for one in contexts}
        self._of: dict[tuple[Kind, int], tuple[int, ...]] = {}
        self._naming: dict[int, list[int]] = defaultdict(list)

    def read(self, store: Store) -> None:
        """Nothing; who is in a context is known from now on."""
        for context_id in self._contexts:
            listing = replace(RISING, context_id=context_id)
            for kind in ("execution", "artifact"):
                for page in pages(store, kind, listing):
                    for one in page.records:
                        self._of[kind, one.id] = (*self._of.get((kind, one.id), ()), context_id)

    def name(self, documents: Iterable[Document]) -> set[int]:
        """The models that the metrics of these documents name."""
        named = set()
        for document in documents:
            for model_id in document.speaks_of:
                self._naming[model_id].append(document.id)
                named.add(model_id)
        return named

    def contexts_of(self, kind: Kind, record_id: int) -> Sequence[Context]:
        """The contexts that hold a record."""
        return [self._contexts[one] for one in self._of.get((kind, record_id), ())]

    def naming(self, model_ids: Iterable[int]) -> Mapping[int, Iterable[int]]:
        """The artifacts whose metrics name a model, by its id."""
        return {one: self._naming[one] for one in model_ids if one in self._naming}


def build(store: Store, writer: Writer) -> None:
    """Nothing; the writer's index, which was empty, holds all that is in the store."""
    members = Members(
        one for page in pages(store, "context") for one in page.records if isinstance(one, Context)
    )
    members.read(store)
    gatherer = Gatherer(store, members)
    named: set[int] = set()
    for kind in KINDS:
        for page in pages(store, kind):
            documents = gatherer.documents(kind, page.records, page.unreadable)
            named |= members.name(documents)
            writer.add(documents)
    found, _ = read_ids(store, "artifact", named)
    writer.put(gatherer.documents("artifact", list(found.values())))
