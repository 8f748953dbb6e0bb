"""Records as something a word may mean."""

from dataclasses import dataclass

from webapp.metadata import Artifact, Execution, Kind
from webapp.producers import read_artifact, read_context, read_execution
from webapp.queries.rows import bounded
from webapp.store.paging import Record


@dataclass(frozen=True, slots=True)
class Match:
    """A record that a word means; `glyph` is an artifact's family, exec, workspace or run."""

    kind: Kind
    id: int
    name: str
    type: str = ""
    glyph: str = ""
    version: str = ""
    workspace: str = ""
    why: str = ""

    @property
    def path(self) -> str:
        """The path of its page."""
        folder = "workspace" if self.glyph == "workspace" else self.kind
        return f"/{folder}s/{self.id}"


@dataclass(frozen=True, slots=True)
class Names:
    """What a record can be called by, in lower case, and the run that it belongs to."""

    words: frozenset[str]
    run: str


def match_of(record: Record, why: str) -> Match:
    """The record as a match, found in the way that `why` says."""
    if isinstance(record, Artifact):
        made = read_artifact(record)
        names = bounded(made.name), made.type, made.family, bounded(made.version)
        return Match("artifact", record.id, *names, bounded(made.workspace), why)
    if isinstance(record, Execution):
        ran = read_execution(record)
        place = bounded(ran.workspace)
        return Match("execution", record.id, bounded(ran.name), ran.type, "exec", "", place, why)
    context = read_context(record)
    glyph = context.role if context.role in ("workspace", "run") else "other"
    return Match("context", record.id, bounded(context.name), context.type, glyph, why=why)


def names_of(record: Record) -> Names:
    """The words that mean an artifact or execution: its name, alone and with its version."""
    if isinstance(record, Artifact):
        made = read_artifact(record)
        name, version = made.name.casefold(), made.version.casefold()
        versions = (f"{name}@{version}", f"{name}:{version}", version) if version else ()
        return Names(frozenset((name, *versions)), made.run)
    if isinstance(record, Execution):
        ran = read_execution(record)
        return Names(frozenset((ran.name.casefold(),)), ran.run)
    return Names(frozenset((record.name.casefold(),)), "")
