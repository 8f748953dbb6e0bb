"""Nodes of a lineage with what only their surroundings say of them.

TFX and Kubeflow Pipelines write a record's run and workspace as contexts, and name artifacts by
their events. The store tells contexts one record a call; the catalog knows them.
"""

import time
from collections.abc import Iterator
from itertools import islice
from typing import Final

from msgspec.structs import replace

from webapp.catalog.pages import rows
from webapp.catalog.reader import Reader
from webapp.catalog.rows import Row, bounded
from webapp.catalog.snapshot import Snapshot
from webapp.errors import CatalogError
from webapp.lineage.nodes import LineageNode, Walked
from webapp.lineage.records import Key
from webapp.metadata import Artifact, Execution, Kind
from webapp.producers import ArtifactReading, ExecutionReading, read_artifact, read_execution
from webapp.queries.freshness import whole
from webapp.queries.neighbours import by_artifact
from webapp.store.client import Store
from webapp.store.contexts import contexts_holding
from webapp.store.pages import read_ids

KINDS: Final[tuple[Kind, ...]] = ("artifact", "execution")
# The nearest: each costs a row of the catalog.
MOST_PLACED: Final = 1_000


def placed(catalog: Reader | None, found: Walked) -> Walked:
    """The lineage with names, workspaces and runs for nodes that do not say where they belong.

    Where there is no complete catalog they stay as they are.
    """
    bare = _bare(found)
    try:
        snapshot = whole(catalog) if bare else None
        known = dict(_known(snapshot, bare)) if snapshot else {}
    except CatalogError:
        return found
    nodes = {key: _placed(node, known.get(key)) for key, node in found.nodes.items()}
    return replace(found, nodes=nodes)


def asked(store: Store, found: Walked, until: float) -> Walked:
    """The same from the store itself, which is asked for each such node, the nearest first.

    Those that are not asked for `until` then, by the monotonic clock, stay as they are.
    """
    bare = _bare(found)
    ids = {kind: [key.id for key in bare if key.kind == kind] for kind in KINDS}
    artifacts, _ = read_ids(store, "artifact", ids["artifact"])
    executions, _ = read_ids(store, "execution", ids["execution"])
    events = by_artifact(store.events_of_artifacts(artifacts) if artifacts else ())
    told: dict[Key, ArtifactReading | ExecutionReading] = {}
    for key in bare:
        if time.monotonic() > until:
            break
        one = (artifacts if key.kind == "artifact" else executions).get(key.id)
        if isinstance(one, Artifact):
            contexts, _ = contexts_holding(store, "artifact", key.id)
            told[key] = read_artifact(one, events.get(key.id, ()), contexts)
        elif isinstance(one, Execution):
            contexts, _ = contexts_holding(store, "execution", key.id)
            told[key] = read_execution(one, contexts)
    nodes = {key: _told(node, told.get(key)) for key, node in found.nodes.items()}
    return replace(found, nodes=nodes)


def _bare(found: Walked) -> list[Key]:
    """The nearest nodes that do not say where they belong."""
    bare = (key for key, node in found.nodes.items() if not (node.workspace or node.missing))
    return [*islice(bare, MOST_PLACED)]


def _known(snapshot: Snapshot, keys: list[Key]) -> Iterator[tuple[Key, Row]]:
    for kind in KINDS:
        ids = tuple(key.id for key in keys if key.kind == kind)
        for number, row in rows(snapshot, kind, ids).items():
            yield Key(kind, number), row


def _placed(node: LineageNode, row: Row | None) -> LineageNode:
    # A catalog that is behind may hold another record of that id.
    if row is None or row.type != node.type_name:
        return node
    return replace(node, name=row.name or node.name, workspace=row.workspace, run=row.run)


def _told(node: LineageNode, reading: ArtifactReading | ExecutionReading | None) -> LineageNode:
    if reading is None:
        return node
    return replace(
        node,
        name=bounded(reading.name),
        workspace=bounded(reading.workspace),
        run=bounded(reading.run),
    )
