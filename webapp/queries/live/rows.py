"""Rows read from the store in the shape that the catalog keeps."""

from webapp.catalog.rows import Row
from webapp.queries.rows import ArtifactRow, ExecutionRow


def artifact_row(row: ArtifactRow) -> Row:
    """The row of an artifact."""
    return Row(
        kind="artifact",
        id=row.id,
        type=row.type,
        short_type=row.short_type,
        family=row.family,
        name=row.name,
        version=row.version,
        workspace=row.workspace,
        run=row.run,
        owner=row.owner,
        state=row.state,
        uri=row.uri,
        created=row.created,
        updated=row.updated,
        labels=row.labels,
        metrics=row.metrics,
    )


def execution_row(row: ExecutionRow) -> Row:
    """The row of an execution."""
    return Row(
        kind="execution",
        id=row.id,
        type=row.type,
        short_type=row.short_type,
        name=row.name,
        workspace=row.workspace,
        run=row.run,
        owner=row.owner,
        state=row.state,
        failure=row.failure,
        created=row.created,
        updated=row.updated,
        started=row.started,
        finished=row.finished,
        labels=row.labels,
        metrics=row.metrics,
    )
