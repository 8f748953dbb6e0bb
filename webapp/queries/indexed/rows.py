"""Rows of the catalog as those of records that were read."""

from operator import attrgetter
from typing import Final

from msgspec.structs import fields

from webapp.catalog.rows import Row
from webapp.queries.rows import ArtifactRow, ExecutionRow

OF_ARTIFACT: Final = tuple(one.name for one in fields(ArtifactRow))
# Which execution a cached one repeats is told by its own page.
OF_EXECUTION: Final = tuple(one.name for one in fields(ExecutionRow) if one.name != "cached_from")
ARTIFACT_VALUES: Final = attrgetter(*OF_ARTIFACT)
EXECUTION_VALUES: Final = attrgetter(*OF_EXECUTION)


def artifact_row(found: Row) -> ArtifactRow:
    """The row of an artifact."""
    return ArtifactRow(**dict(zip(OF_ARTIFACT, ARTIFACT_VALUES(found), strict=True)))


def execution_row(found: Row) -> ExecutionRow:
    """The row of an execution; it does not tell which one it repeats."""
    return ExecutionRow(**dict(zip(OF_EXECUTION, EXECUTION_VALUES(found), strict=True)))
