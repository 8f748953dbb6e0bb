"""Records as something a word may mean."""

from collections.abc import Callable, Iterable
from urllib.parse import urlencode

from msgspec import Struct

from webapp.catalog.rows import Row, bounded
from webapp.metadata import Artifact, Event, Execution, Kind
from webapp.producers import read_artifact, read_context, read_execution
from webapp.queries.phrases import LONGEST_RUN
from webapp.store.paging import Record


class Match(Struct, frozen=True):
    """A record that a word means; `glyph` is an artifact's family, exec, workspace or run.

    A run that is only a name is the workspace of that id, and `run` its name.
    """

    kind: Kind
    id: int
    name: str
    type: str = ""
    glyph: str = ""
    version: str = ""
    workspace: str = ""
    why: str = ""
    run: str = ""

    @property
    def path(self) -> str:
        """The path of its page."""
        if self.run:
            return f"/workspaces/{self.id}/run?{urlencode({'name': self.run})}"
        folder = "workspace" if self.glyph == "workspace" else self.kind
        return f"/{folder}s/{self.id}"

    @property
    def noun(self) -> str:
        """What it is, in one word."""
        return self.glyph if self.glyph in {"workspace", "run"} else self.kind


class Names(Struct, frozen=True):
    """What a record can be called by, in lower case; its name and version alone, and its run."""

    words: frozenset[str]
    name: str
    version: str
    run: str


def match_of(record: Record, why: str, events: Iterable[Event] = ()) -> Match:
    """The record as a match, found in the way that `why` says; `events` name a nameless one."""
    if isinstance(record, Artifact):
        made = read_artifact(record, events)
        names = bounded(made.name), made.type, made.family, bounded(made.version)
        return Match("artifact", record.id, *names, bounded(made.workspace), why)
    if isinstance(record, Execution):
        ran = read_execution(record)
        place = bounded(ran.workspace)
        return Match("execution", record.id, bounded(ran.name), ran.type, "exec", "", place, why)
    context = read_context(record)
    glyph = context.role if context.role in ("workspace", "run") else "other"
    return Match("context", record.id, bounded(context.name), context.type, glyph, why=why)


def match_of_row(row: Row, why: str) -> Match:
    """The same of a row of the catalog."""
    if row.kind == "context":
        glyph = row.role if row.role in ("workspace", "run") else "other"
        return Match("context", row.id, bounded(row.name), row.short_type, glyph, why=why)
    glyph = row.family if row.kind == "artifact" else "exec"
    names = bounded(row.name), row.short_type, glyph, bounded(row.version)
    return Match(row.kind, row.id, *names, bounded(row.workspace), why)


def names_of(record: Record) -> Names:
    """The words that mean an artifact or execution: its name, alone and with its version."""
    if isinstance(record, Artifact):
        made = read_artifact(record)
        name, version = made.name.casefold(), made.version.casefold()
        versions = (f"{name}@{version}", f"{name}:{version}", version) if version else ()
        return Names(frozenset((name, *versions)), name, version, made.run)
    if isinstance(record, Execution):
        ran = read_execution(record)
        name = ran.name.casefold()
        return Names(frozenset((name,)), name, "", ran.run)
    name = record.name.casefold()
    return Names(frozenset((name,)), name, "", "")


def gathered(
    members: Iterable[Match], run: str, workspace_id: Callable[[str], int | None]
) -> list[Match]:
    """The run that the members belong to, once for each workspace; members of none stay."""
    known: dict[str, int | None] = {}
    found: dict[Match, None] = {}
    for one in members:
        if one.workspace not in known:
            fits = len(run) <= LONGEST_RUN
            known[one.workspace] = workspace_id(one.workspace) if fits else None
        place = known[one.workspace]
        if place is None:
            found[one] = None
        else:
            what = {"type": "Run", "glyph": "run", "workspace": one.workspace, "why": "by its name"}
            found[Match("context", place, run, run=run, **what)] = None
    return list(found)
