"""The overview, from whichever source can answer."""

from webapp.errors import CatalogError
from webapp.queries.freshness import broken, standing
from webapp.queries.indexed.overview import indexed_overview
from webapp.queries.live.overview import live_overview
from webapp.queries.overview.page import Overview
from webapp.queries.sources import Sources


def overview(sources: Sources) -> Overview:
    """What the first page shows: from the catalog when that is complete, else from the store."""
    stands = standing(sources.catalog, sources.now)
    freshness = stands.freshness
    if stands.snapshot is not None:
        try:
            return indexed_overview(sources, stands.snapshot, freshness)
        except CatalogError as error:
            freshness = broken(freshness, error)
    return live_overview(sources, freshness)
