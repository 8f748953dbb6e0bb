"""What a producer's module offers: whether it wrote a record, and what only it knows of one."""

from collections.abc import Callable
from typing import TypeAlias

from msgspec import Struct

from webapp.metadata import Artifact, Execution
from webapp.producers.reading import ArtifactReading, ExecutionReading

ReadsArtifact: TypeAlias = Callable[[Artifact, ArtifactReading], ArtifactReading]
ReadsExecution: TypeAlias = Callable[[Execution, ExecutionReading], ExecutionReading]


class Producer(Struct, frozen=True):
    """One way to write into MLMD.

    `artifact` and `execution` take what every record says (name, workspace, run, times) and
    return it with what this producer's layout adds. They never raise.
    """

    name: str
    wrote: Callable[[Artifact | Execution], bool]
    artifact: ReadsArtifact
    execution: ReadsExecution
