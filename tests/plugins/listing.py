"""Lists of a test's store, from the store itself or from a catalog that is in step with it."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

import pytest
from catalogs import catalog_of
from counted import CountedCore
from ml_metadata import MetadataStore
from stored_rows import Rows

from webapp.catalog.query.parser import parse
from webapp.catalog.reader import Reader
from webapp.catalog.sorting import Sort
from webapp.metadata import Kind
from webapp.queries.lists.columns import columns_named, split
from webapp.queries.lists.facets import facet_named, facets_named
from webapp.queries.lists.listed import list_page
from webapp.queries.lists.page import ListPage
from webapp.queries.lists.wanted import Wanted
from webapp.queries.live.census import Census
from webapp.queries.sources import Sources
from webapp.store.client import Store
from webapp.store.connection import Connection

NOW: Final = datetime.now(UTC)


def wanted(
    q: str = "",
    kind: Kind = "artifact",
    *,
    sort: str = "-created",
    columns: str = "",
    facets: str | None = None,
    more: str = "",
    **said: Any,
) -> Wanted:
    """What a request with these parameters asks."""
    return Wanted(
        kind,
        parse(q),
        Sort.parse(sort),
        columns=columns_named(kind, split(columns)) or None,
        facets=None if facets is None else facets_named(facets),
        more=facet_named("more", more) if more else None,
        **said,
    )


def swept_catalog_of(connection: Connection, folder: Path) -> Reader:
    """The catalog in `folder` after a sweep, with memberships that no SDK would have left out."""
    catalog_of(connection, folder)
    return catalog_of(connection, folder)


class Lists:
    """The lists of a store, from the store itself."""

    def __init__(self, connection: Connection) -> None:
        self.connection = connection

    @property
    def sources(self) -> Sources:
        """Where pages come from now."""
        return self.sources_with(None)

    def sources_with(self, catalog: Reader | None) -> Sources:
        """The same with another catalog."""
        return Sources(Store(self.connection), Census(), catalog, datetime.now(UTC))

    def page(self, q: str = "", kind: Kind = "artifact", **said: Any) -> ListPage:
        """The page that `wanted` would ask for."""
        return list_page(self.sources, wanted(q, kind, **said))

    def walk(self, **said: Any) -> tuple[list[list[int]], list[list[int]]]:
        """The ids of every page, page by page from the first to the last, and on the way back."""
        sources = self.sources
        page = list_page(sources, wanted(**said))
        there = [ids(page)]
        while page.after:
            page = list_page(sources, wanted(**said, after=page.after))
            there.append(ids(page))
        back = [ids(page)]
        while page.before:
            page = list_page(sources, wanted(**said, before=page.before))
            back.append(ids(page))
        return there, back[::-1]


class IndexedLists(Lists):
    """The lists of a store, from a catalog in `folder` that is in step at each look."""

    def __init__(self, connection: Connection, core: CountedCore, folder: Path) -> None:
        super().__init__(connection)
        self._core = core
        self._folder = folder
        self._followed: tuple[int, Reader] | None = None

    @property
    def sources(self) -> Sources:
        """Where pages come from now; followed once more only where something was written."""
        writes = self._core.writes
        if self._followed is None or self._followed[0] != writes:
            self._followed = writes, swept_catalog_of(self.connection, self._folder)
        return self.sources_with(self._followed[1])


def ids(page: ListPage) -> list[int]:
    """The ids of a page's rows."""
    return [row.id for row in page.rows]


def counts(page: ListPage) -> dict[str, dict[str, int]]:
    """What a page's facets count, by their fields as text."""
    return {
        facet.text: {one.label: one.count.number for one in facet.choices} for facet in page.facets
    }


@pytest.fixture
def connection(store_address: str) -> Iterator[Connection]:
    """A connection to the test's store."""
    connection = Connection(f"grpc://{store_address}")
    yield connection
    connection.close()


@pytest.fixture
def rows(mlmd: MetadataStore) -> Rows:
    """What the test puts into its store."""
    return Rows(mlmd)


@pytest.fixture
def live(connection: Connection) -> Lists:
    """The lists as the store itself gives them."""
    return Lists(connection)


@pytest.fixture
def indexed(connection: Connection, core: CountedCore, tmp_path: Path) -> Lists:
    """The lists as the catalog gives them."""
    return IndexedLists(connection, core, tmp_path / "catalog")


@pytest.fixture(params=["live", "indexed"])
def lists(request: pytest.FixtureRequest) -> Lists:
    """Both, one after the other: they have to agree."""
    found: Lists = request.getfixturevalue(request.param)
    return found
