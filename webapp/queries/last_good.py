"""The last execution of a name that completed before another."""

from collections.abc import Iterator
from typing import Final

from msgspec import Struct

from webapp.catalog.pages import Stretch, page
from webapp.catalog.query.tree import Compare, Equal, Field, Node, Query
from webapp.catalog.reader import Reader
from webapp.catalog.search import Search
from webapp.errors import CatalogError, StoreError
from webapp.metadata import Execution, Properties
from webapp.producers import read_execution
from webapp.queries.rows import ExecutionRow
from webapp.store.client import Store
from webapp.store.pages import read_ids

SCANNED: Final = 20  # the catalog's names match in part


class LastGood(Struct, frozen=True):
    """An execution that completed, by its id, and the parameters that it ran with."""

    id: int
    parameters: Properties

    @property
    def name(self) -> str:
        """What pages call it beside the other one."""
        return f"#{self.id}"


def last_good(store: Store, row: ExecutionRow, catalog: Reader | None) -> LastGood | None:
    """The last that completed before `row` was made; None where none is known, or no catalog."""
    if catalog is None or row.created is None:
        return None
    try:
        asked = Search("execution", Query(tuple(_asked(row))))
        found = page(catalog.snapshot(), asked, stretch=Stretch(SCANNED))
        same = (one.id for one in found.rows if (one.type, one.name) == (row.type, row.name))
        number = next((one for one in same if one != row.id), None)
        records, _ = read_ids(store, "execution", [number] if number else ())
    except (CatalogError, StoreError):
        return None
    record = records.get(number or 0)
    if not isinstance(record, Execution):
        return None
    return LastGood(record.id, read_execution(record).parameters)


def _asked(row: ExecutionRow) -> Iterator[Node]:
    asked = {"type": row.type, "name": row.name, "workspace": row.workspace, "state": "COMPLETE"}
    yield from (Equal(Field(name), value) for name, value in asked.items() if value)
    assert row.created is not None  # noqa: S101 - the caller asks
    yield Compare(Field("created"), "<", row.created.isoformat())
