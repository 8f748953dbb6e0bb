"""What a context holds: its newest artifacts, executions and models."""

from collections.abc import Sequence
from dataclasses import dataclass

from webapp.metadata import Artifact, Context, Execution
from webapp.producers import read_artifact
from webapp.queries.list_rows import artifact_list_rows
from webapp.queries.rows import ArtifactRow
from webapp.store.client import Store
from webapp.store.pages import read_page
from webapp.store.paging import Listing


@dataclass(frozen=True, slots=True)
class Newest:
    """The newest artifacts of a context; `cut` is whether it holds older ones that were not read.

    `unreadable` are how many could not be read.
    """

    records: tuple[Artifact, ...]
    cut: bool
    unreadable: int


def newest_artifacts(store: Store, context: Context, most: int) -> Newest:
    """Up to `most` artifacts attributed to a context, newest first."""
    page = read_page(store, "artifact", Listing("id", context_id=context.id), most)
    records = tuple(one for one in page.records if isinstance(one, Artifact))
    return Newest(records, page.end is not None, len(page.unreadable))


def newest_executions(store: Store, context: Context, most: int) -> tuple[Execution, ...]:
    """Up to `most` executions associated with a context, newest first."""
    page = read_page(store, "execution", Listing("id", context_id=context.id), most)
    return tuple(one for one in page.records if isinstance(one, Execution))


def models_of(store: Store, records: Sequence[Artifact], most: int) -> tuple[ArtifactRow, ...]:
    """The newest version of each model among `records`, with what evaluations say of it."""
    newest: dict[str, Artifact] = {}
    for one in records:
        reading = read_artifact(one)
        if reading.family == "model":
            newest.setdefault(reading.name, one)
    return artifact_list_rows(store, list(newest.values())[:most])
