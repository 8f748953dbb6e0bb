"""What the page of a type shows: its schema and its newest records."""

from collections.abc import Iterator, Sequence
from typing import Final

from msgspec import Struct

from webapp.errors import CatalogError, NotFoundError
from webapp.metadata import Artifact, Context, Execution, Kind, Type
from webapp.producers import family, read_context, read_execution, short_type
from webapp.producers.reading import Family
from webapp.queries.filled import Property, filled
from webapp.queries.freshness import standing
from webapp.queries.indexed.types import Counted, counted
from webapp.queries.phrases import Link
from webapp.queries.readings import readings_of
from webapp.queries.sources import Sources
from webapp.store.client import Store
from webapp.store.pages import read_page
from webapp.store.paging import Listing, Record

NEWEST: Final = 50


class TypedRecord(Struct, frozen=True):
    """A record of the type, by its name."""

    record: Record
    name: str
    link: Link
    version: str = ""


class TypePage(Struct, frozen=True):
    """The page of a type; `properties` tell how many of the `newest` have a value for each.

    `counted` is None where no catalog counts, or where types of several versions share the name.
    """

    type: Type
    short: str
    family: Family
    properties: tuple[Property, ...]
    newest: tuple[TypedRecord, ...]
    more: bool
    unreadable: int
    counted: Counted | None = None

    @property
    def number(self) -> int:
        """How many records of it there are, as far as is known."""
        return self.counted.number if self.counted else len(self.newest) + self.unreadable

    @property
    def is_exact(self) -> bool:
        """Whether there are no more than that."""
        return self.counted is not None or not self.more


def type_of(store: Store, kind: Kind, type_id: int) -> Type:
    """The type of that id; NotFoundError if there is none."""
    found = next((one for one in store.types(kind) if one.id == type_id), None)
    if found is None:
        raise NotFoundError(f"{kind} type", type_id)
    return found


def type_page(sources: Sources, kind: Kind, type_id: int) -> TypePage:
    """The type of that id and the records made last; NotFoundError if there is none."""
    store = sources.store
    found = type_of(store, kind, type_id)
    page = read_page(store, kind, Listing(type=found), NEWEST)
    short = short_type(found.name)
    return TypePage(
        type=found,
        short=short,
        family=family(short),
        properties=filled(found.properties, page.records),
        newest=tuple(_typed(store, page.records)),
        more=page.end is not None,
        unreadable=len(page.unreadable),
        counted=_counted(sources, found),
    )


def _counted(sources: Sources, found: Type) -> Counted | None:
    snapshot = standing(sources.catalog, sources.now).snapshot
    namesakes = [one for one in sources.store.types(found.kind) if one.name == found.name]
    if snapshot is None or len(namesakes) > 1:
        return None
    try:
        return counted(snapshot, found.kind, found.name)
    except CatalogError:
        return None


def _typed(store: Store, records: Sequence[Record]) -> Iterator[TypedRecord]:
    made = readings_of(store, (one for one in records if isinstance(one, Artifact)))
    for record in records:
        match record:
            case Artifact():
                link, reading = Link("artifact", record.id), made[record.id]
                yield TypedRecord(record, reading.name, link, reading.version)
            case Execution():
                link = Link("execution", record.id)
                yield TypedRecord(record, read_execution(record).name, link)
            case Context():
                yield TypedRecord(record, read_context(record).name, Link("context", record.id))
