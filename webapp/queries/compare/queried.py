"""The records of a comparison by what lists find."""

from webapp.catalog.query.parser import parse
from webapp.catalog.rows import Row
from webapp.queries.compare.asked import MOST_POINTS, Asked, Comparable
from webapp.queries.lists.listed import told_page
from webapp.queries.lists.wanted import Wanted
from webapp.queries.sources import Sources


def asked_by(sources: Sources, kind: Comparable, text: str) -> Asked:
    """The newest records that the query text finds, as many as a chart holds.

    Raises QueryError, and CatalogNeededError where only a catalog could tell.
    """
    page = told_page(sources, Wanted(kind, parse(text), limit=MOST_POINTS, facets=()))
    ids = tuple(row.id for row in page.rows if isinstance(row, Row))
    return Asked(kind, ids, left_out=max(page.total.number - len(ids), 0), query=text)
