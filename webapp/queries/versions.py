"""The versions of an artifact: those of its type and name in its workspace, and their metrics."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from math import isfinite
from typing import Final

from msgspec import Struct
from msgspec.structs import replace

from webapp.catalog.pages import Stretch, page
from webapp.catalog.query.tree import Equal, Field, Query
from webapp.catalog.reader import Reader
from webapp.catalog.search import Search
from webapp.charts.chart import Chart
from webapp.charts.trend import Point, trend
from webapp.errors import CatalogError, StoreTimeoutError
from webapp.metadata import Artifact
from webapp.producers.lookup import own_name
from webapp.queries.budget import ENOUGH_SECONDS
from webapp.queries.indexed.rows import artifact_row
from webapp.queries.list_rows import artifact_list_rows
from webapp.queries.rows import ArtifactRow
from webapp.queries.whereabouts import Whereabouts
from webapp.store.client import Store
from webapp.store.pages import read_page
from webapp.store.paging import Listing
from webapp.texts import cut_at

SCANNED: Final = 300  # newest artifacts of the workspace, or of the type, that are looked through
MOST_VERSIONS: Final = 100
MOST_METRICS: Final = 2  # columns; the first one is drawn, the table of evaluations has them all


class Version(Struct, frozen=True):
    """One version; `name` is its version, or its id where versions do not tell them apart."""

    row: ArtifactRow
    name: str
    stage: str = ""


class Versions(Struct, frozen=True):
    """The versions of a name, newest first, with the metrics that most of them have.

    `scanned` is how many artifacts were looked through for them, 0 where that was all there are.
    """

    rows: tuple[Version, ...] = ()
    metrics: tuple[str, ...] = ()
    chart: Chart | None = None
    scanned: int = 0

    def before(self, record_id: int) -> Version | None:
        """The version that came before the artifact of that id, None for the first."""
        ids = [one.row.id for one in self.rows]
        if record_id not in ids:
            return None
        return next(iter(self.rows[ids.index(record_id) + 1 :]), None)

    @property
    def staged(self) -> bool:
        """Whether any has a stage."""
        return any(one.stage for one in self.rows)

    @property
    def nameless(self) -> bool:
        """Whether their runs tell them apart, for nothing else does."""
        return any(one.row.run and one.name.startswith("#") for one in self.rows)

    @property
    def columns(self) -> tuple[tuple[str, str], ...]:
        """The heads of its table, each with its class."""
        stage = (("Stage", ""),) if self.staged else ()
        run = (("Run", ""),) if self.nameless else ()
        metrics = ((cut_at(name, 20), "n") for name in self.metrics)
        return (("Version", ""), *run, *stage, *metrics, ("Created", "n"))


def versions_of(
    store: Store, artifact: Artifact, row: ArtifactRow, home: Whereabouts, catalog: Reader | None
) -> Versions:
    """The versions of an artifact, itself among them; none where it is the only one."""
    found, scanned = _in_catalog(row, catalog) or _in_store(store, artifact, row, home)
    rows = {one.id: one for one in (*found, row)}
    newest_first = [rows[key] for key in sorted(rows, reverse=True)][:MOST_VERSIONS]
    if len(newest_first) == 1:
        return Versions()
    return _drawn(tuple(_named(newest_first)), row.id, scanned)


def measured(found: Versions, told: Mapping[int, Mapping[str, float]], own: int) -> Versions:
    """The versions with the metrics that are `told` of all of them; as they are if some are not.

    A list has one number by the name of a metric, whatever it was measured on.
    """
    if not found.rows or any(one.row.id not in told for one in found.rows):
        return found
    rows = (replace(one, row=replace(one.row, metrics=told[one.row.id])) for one in found.rows)
    return _drawn(tuple(rows), own, found.scanned)


def _drawn(newest_first: tuple[Version, ...], own: int, scanned: int) -> Versions:
    metrics = _metrics(newest_first, own)
    charts = (_trend(metric, newest_first[::-1], own) for metric in metrics)
    return Versions(newest_first, metrics, next((one for one in charts if one), None), scanned)


def _in_catalog(row: ArtifactRow, catalog: Reader | None) -> tuple[list[ArtifactRow], int] | None:
    if catalog is None:
        return None
    asked = {"type": row.type, "name": row.name, "workspace": row.workspace}
    clauses = tuple(Equal(Field(name), value) for name, value in asked.items() if value)
    try:
        found = page(
            catalog.snapshot(), Search("artifact", Query(clauses)), stretch=Stretch(SCANNED)
        )
    except CatalogError:
        return None
    # The catalog's names match in part.
    same = [one for one in found.rows if (one.type, one.name) == (row.type, row.name)]
    return [artifact_row(one) for one in same], len(found.rows) if found.after else 0


def _in_store(
    store: Store, artifact: Artifact, row: ArtifactRow, home: Whereabouts
) -> tuple[list[ArtifactRow], int]:
    if store.seconds_left < ENOUGH_SECONDS:
        return [], 0
    try:
        listing = _listing(store, artifact, home)
        read = read_page(store, "artifact", listing, SCANNED)
        name = own_name(artifact)
        same = [
            one
            for one in read.records
            if isinstance(one, Artifact)
            and one.type_id == artifact.type_id
            and own_name(one) == name
        ]
        rows = artifact_list_rows(store, same)
    except StoreTimeoutError:
        return [], 0
    # Without a name of its own, an artifact is called by its role or by where it lies.
    everywhere = listing.context_id is None
    found = [
        one
        for one in rows
        if one.name == row.name and not (everywhere and one.workspace != row.workspace)
    ]
    return found, len(read.records) if read.end is not None else 0


def _listing(store: Store, artifact: Artifact, home: Whereabouts) -> Listing:
    workspace = next((one for one in home.contexts if one.reading.role == "workspace"), None)
    if workspace is not None:
        return Listing("id", context_id=workspace.context.id)
    types = {one.id: one for one in store.types("artifact")}
    return Listing("id", type=types.get(artifact.type_id))


def _named(rows: Sequence[ArtifactRow]) -> Iterable[Version]:
    told = {one.version for one in rows}
    distinct = len(told) == len(rows) and "" not in told
    for one in rows:
        name = one.version if distinct else f"#{one.id}"
        yield Version(one, name, one.labels.get("stage", ""))


def _metrics(versions: Sequence[Version], own: int) -> tuple[str, ...]:
    """The metrics of most versions, those of the page's own first."""
    counted = Counter(name for one in versions for name in one.row.metrics)
    told = next((one.row.metrics for one in versions if one.row.id == own), {})
    order = sorted(counted, key=lambda name: (name not in told, -counted[name]))
    return tuple(order[:MOST_METRICS])


def _trend(metric: str, oldest_first: Sequence[Version], own: int) -> Chart | None:
    points = [
        Point(one.row.id, one.name, value, f"{one.row.name} {one.name}", one.row.id == own)
        for one in oldest_first
        if (value := one.row.metrics.get(metric)) is not None and isfinite(value)
    ]
    return trend(metric, points) if len(points) > 1 else None
