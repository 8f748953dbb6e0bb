"""Where a record belongs: its contexts, its workspace and its run, as far as they have pages."""

from collections.abc import Sequence

from msgspec import Struct

from webapp.metadata import Context
from webapp.producers import ArtifactReading, ContextReading, ExecutionReading, read_context
from webapp.queries.live.scope import workspaces_named
from webapp.queries.phrases import Link, run_link
from webapp.store.client import Store


class ContextLine(Struct, frozen=True):
    """A context that holds a record."""

    context: Context
    reading: ContextReading

    @property
    def link(self) -> Link:
        """Its page."""
        is_workspace = self.reading.role == "workspace"
        return Link("workspace" if is_workspace else "context", self.context.id)


class Whereabouts(Struct, frozen=True):
    """A record's contexts, and its workspace and run by name; links where they have pages.

    `unreadable` are the ids of contexts that hold it too, and cannot be read.
    """

    contexts: tuple[ContextLine, ...]
    workspace: str
    workspace_link: Link | None
    run: str
    run_link: Link | None
    unreadable: Sequence[int] = ()


def context_lines(contexts: Sequence[Context]) -> tuple[ContextLine, ...]:
    """A line for each context: workspaces first, then runs, then the rest, each by id."""
    order = ("workspace", "run", "node", "other")
    lines = [ContextLine(one, read_context(one)) for one in contexts]
    return tuple(sorted(lines, key=lambda one: (order.index(one.reading.role), one.context.id)))


def whereabouts(
    store: Store,
    reading: ArtifactReading | ExecutionReading,
    contexts: Sequence[Context],
    unreadable: Sequence[int] = (),
) -> Whereabouts:
    """Where a record belongs that has been read with these contexts; others are unreadable."""
    lines = context_lines(contexts)
    workspace = _workspace_link(store, reading.workspace, lines)
    run = next(
        (
            one.link
            for one in lines
            if one.reading.role == "run" and one.reading.name == reading.run
        ),
        None,
    )
    if run is None and workspace is not None and reading.run:
        run = run_link(workspace.id, reading.run)
    return Whereabouts(lines, reading.workspace, workspace, reading.run, run, unreadable)


def _workspace_link(store: Store, name: str, lines: Sequence[ContextLine]) -> Link | None:
    if not name:
        return None
    held = (one.context for one in lines if one.reading.role == "workspace")
    found = next((one for one in held if one.name == name), None)
    if found is None:
        # The SDK puts a record into the context of its first workspace only.
        found = next(iter(workspaces_named(store, name)), None)
    return Link("workspace", found.id) if found else None
