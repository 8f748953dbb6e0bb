"""What a context holds: its newest artifacts, executions and models."""

from collections.abc import Iterator, Sequence
from typing import Final

from msgspec import Struct

from webapp.metadata import Artifact, Context, Execution
from webapp.queries.list_rows import artifact_list_rows
from webapp.queries.readings import readings_of
from webapp.queries.rows import ArtifactRow
from webapp.store.client import Store
from webapp.store.contexts import contexts_below
from webapp.store.pages import read_page
from webapp.store.paging import Listing

MOST_BELOW: Final = 30  # contexts below one that are looked through for what it holds


class Newest(Struct, frozen=True):
    """The newest artifacts of a context; `cut` is whether it holds older ones that were not read.

    `unreadable` are how many could not be read.
    """

    records: tuple[Artifact, ...]
    cut: bool
    unreadable: int


class Members(Struct, frozen=True):
    """The newest artifacts and executions of a context; with `cut` there are older ones.

    Where it has none of its own, as a pipeline of CMF, they are those of the contexts below it,
    which `through` names.
    """

    artifacts: tuple[Artifact, ...] = ()
    executions: tuple[Execution, ...] = ()
    artifacts_cut: bool = False
    executions_cut: bool = False
    through: tuple[Context, ...] = ()


def members(store: Store, context: Context, most: int) -> Members:
    """Up to `most` artifacts and executions that a context holds, newest first."""
    own = _members(store, (context,), most)
    if own.artifacts or own.executions:
        return own
    below = tuple(_below(store, context))
    return _members(store, below, most, through=below) if below else own


def newest_artifacts(store: Store, context: Context, most: int) -> Newest:
    """Up to `most` artifacts attributed to a context, newest first."""
    page = read_page(store, "artifact", Listing("id", context_id=context.id), most)
    records = tuple(one for one in page.records if isinstance(one, Artifact))
    return Newest(records, page.end is not None, len(page.unreadable))


def models_of(store: Store, records: Sequence[Artifact], most: int) -> tuple[ArtifactRow, ...]:
    """The newest version of each model among `records`, with what evaluations say of it."""
    newest: dict[str, Artifact] = {}
    readings = readings_of(store, records)
    for one in records:
        reading = readings[one.id]
        if reading.family == "model":
            newest.setdefault(reading.name, one)
    return artifact_list_rows(store, list(newest.values())[:most])


def _members(
    store: Store, contexts: Sequence[Context], most: int, through: tuple[Context, ...] = ()
) -> Members:
    artifacts: dict[int, Artifact] = {}
    executions: dict[int, Execution] = {}
    cut: set[str] = set()
    for context in contexts:
        found = newest_artifacts(store, context, most)
        artifacts |= {one.id: one for one in found.records}
        page = read_page(store, "execution", Listing("id", context_id=context.id), most)
        executions |= {one.id: one for one in page.records if isinstance(one, Execution)}
        cut |= {"artifact"} if found.cut else set()
        cut |= {"execution"} if page.end is not None else set()
    return Members(
        artifacts=tuple(artifacts[key] for key in sorted(artifacts, reverse=True)[:most]),
        executions=tuple(executions[key] for key in sorted(executions, reverse=True)[:most]),
        artifacts_cut="artifact" in cut or len(artifacts) > most,
        executions_cut="execution" in cut or len(executions) > most,
        through=through,
    )


def _below(store: Store, context: Context) -> Iterator[Context]:
    """The contexts below one, level by level, each once."""
    seen = {context.id}
    level = [context]
    while level:
        found = [one for upper in level for one in contexts_below(store, upper.id)[0]]
        level = []
        for one in found:
            if one.id not in seen:
                seen.add(one.id)
                level.append(one)
                yield one
                if len(seen) > MOST_BELOW:
                    return
