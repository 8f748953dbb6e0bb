"""An artifact with what is directly around it."""

from msgspec import Struct

from webapp.catalog.reader import Reader
from webapp.lineage.records import Key
from webapp.metadata import Artifact
from webapp.producers import ArtifactReading, is_model, read_artifact
from webapp.queries.around import MOST_MAKERS, executions
from webapp.queries.evaluations import evaluations_of
from webapp.queries.lineage.foreseen import read_ahead
from webapp.queries.lineage.strip import ONE_STEP
from webapp.queries.neighbours import (
    MOST_ENDS,
    Ends,
    execution_ends,
    in_order,
    read_execution_rows,
)
from webapp.queries.rows import ArtifactRow, ExecutionRow, artifact_row, metrics_by_name
from webapp.queries.whereabouts import Whereabouts, whereabouts
from webapp.store.client import Store
from webapp.store.contexts import contexts_holding


class ArtifactRecord(Struct, frozen=True):
    """An artifact with what is directly around it; this is all that its twin needs.

    `row` is the one of lists: the metrics of a model are also those that others tell of it.
    """

    artifact: Artifact
    reading: ArtifactReading
    row: ArtifactRow
    home: Whereabouts
    makers: Ends[ExecutionRow]
    readers: Ends[ExecutionRow]


def artifact_record(
    store: Store, artifact_id: int, catalog: Reader | None = None
) -> ArtifactRecord:
    """The artifact of that id and its neighbours; NotFoundError if there is none."""
    read_ahead(store, catalog, [Key("artifact", artifact_id)], ONE_STEP, "contexts")
    artifact = store.artifact(artifact_id)
    events = store.events_of_artifacts([artifact_id])
    contexts, unreadable = contexts_holding(store, "artifact", artifact_id)
    reading = read_artifact(artifact, events, contexts)
    made = in_order(one for one in events if one.is_output)
    used = in_order((one for one in events if not one.is_output), newest_first=True)
    ends = executions((*made[:MOST_ENDS], *used[:MOST_ENDS]))
    spoken = evaluations_of(store, [artifact], events) if is_model(artifact) else ()
    found = read_execution_rows(store, ends, with_runs=min(len(made), MOST_MAKERS))
    return ArtifactRecord(
        artifact=artifact,
        reading=reading,
        row=artifact_row(artifact, reading, metrics_by_name(spoken)),
        home=whereabouts(store, reading, contexts, unreadable),
        makers=execution_ends(found, made),
        readers=execution_ends(found, used),
    )
