"""The sentence under an artifact's title: what made it, from what, when, and who reads it."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Final

from msgspec import Struct

from webapp.queries.neighbours import End, Ends
from webapp.queries.phrases import Link, Phrase, enumerated, said
from webapp.queries.rows import ArtifactRow, ExecutionRow
from webapp.queries.whereabouts import Whereabouts

LONGEST_VERSION: Final = 15
NAMED: Final = 2  # records named before the rest is counted
MADE: Final = {
    "DECLARED_OUTPUT": " is declared as made by ",
    "PENDING_OUTPUT": " is to be made by ",
}
# What is no longer to come of a step that ended so.
WAS_TO_BE_MADE: Final = " was to be made by "
ENDED: Final = {"FAILED": ", which failed", "CANCELED": ", which was canceled"}


class Story(Struct, frozen=True):
    """What the sentence tells of; `sources` are what its first maker read.

    `endpoints` are what its readers made of it that serves it.
    """

    row: ArtifactRow
    home: Whereabouts
    makers: Ends[ExecutionRow]
    sources: Sequence[End[ArtifactRow]]
    endpoints: Sequence[End[ArtifactRow]]
    readers: Ends[ExecutionRow]

    @property
    def when(self) -> datetime | None:
        """When it was made, as far as is known."""
        first = self.makers.rows[0].event.time if self.makers.rows else None
        return first or self.row.created


def artifact_sentence(story: Story) -> tuple[Phrase, ...]:
    """Where the artifact comes from and where it goes, in words where nothing is recorded."""
    return said([*_origin(story), *_serving(story), *_readers(story)])


def named_execution(end: End[ExecutionRow]) -> Phrase:
    """An execution in a sentence, told apart from others of its name by its id."""
    own = f"#{end.id}"
    name = end.name if end.name.endswith(own) else f"{end.name} {own}"
    return Phrase(name, Link("execution", end.id))


def named_artifact(end: End[ArtifactRow]) -> Phrase:
    """An artifact in a sentence."""
    version = end.row.version if end.row else ""
    return Phrase(_versioned(end.name, version), Link("artifact", end.id))


def _versioned(name: str, version: str) -> str:
    """The name with its version, where that is a word and no digest."""
    return f"{name} {version}".rstrip() if len(version) <= LONGEST_VERSION else name


def _origin(story: Story) -> Iterator[Phrase | str]:
    yield f"{story.row.short_type} "
    yield Phrase(_versioned(story.row.name, story.row.version), strong=True)
    if not story.makers.rows:
        yield from _unknown_origin(story)
        return
    maker = story.makers.rows[0]
    ended = ENDED.get(maker.row.state, "") if maker.row and maker.event.type in MADE else ""
    given_up = maker.event.type in MADE and story.row.state == "ABANDONED"
    yield WAS_TO_BE_MADE if ended or given_up else MADE.get(maker.event.type, " was made by ")
    yield named_execution(maker)
    circumstances = [*_circumstances(story)]
    if ended:
        yield f"{ended}," if circumstances else ended
    yield from circumstances
    if story.makers.total > 1:
        others = story.makers.total - 1
        yield f", and again by {others:,} other execution{'' if others == 1 else 's'}"
    yield ". "


def _circumstances(story: Story) -> Iterator[Phrase | str]:
    if story.home.run:
        yield " in run "
        yield Phrase(story.home.run, story.home.run_link)
    sources = sorted(story.sources, key=lambda one: not _kind_of(one))
    if sources:
        shown = [named_artifact(one) for one in sources[:NAMED]]
        yield f" from {_kind_of(sources[0])}"
        yield from enumerated(shown, len(sources) - len(shown), ("input", "inputs"))
    yield from _on(story.when)


def _unknown_origin(story: Story) -> Iterator[Phrase | str]:
    if story.home.workspace:
        yield " in workspace "
        yield Phrase(story.home.workspace, story.home.workspace_link)
    if story.when is None:
        yield " has no record of what made it, or when. "
        return
    yield " was logged"
    yield from _on(story.when)
    yield "; what made it is not recorded. "


def _on(time: datetime | None) -> Iterator[Phrase | str]:
    if time is not None:
        yield " on "
        yield Phrase(time=time)


def _kind_of(source: End[ArtifactRow]) -> str:
    return "data set " if source.row and source.row.short_type in {"DataSet", "Dataset"} else ""


def _serving(story: Story) -> Iterator[Phrase | str]:
    if story.endpoints:
        shown = [named_artifact(one) for one in story.endpoints[:NAMED]]
        yield "It serves at "
        yield from enumerated(shown, len(story.endpoints) - len(shown), ("endpoint", "endpoints"))
        yield ". "


def _readers(story: Story) -> Iterator[Phrase | str]:
    if not story.readers.rows:
        yield "Nothing is recorded to have read it."
        return
    distinct = list({one.id: one for one in story.readers.rows}.values())
    shown = [named_execution(one) for one in distinct[:NAMED]]
    # Beyond what was read of the store, each event counts as one execution.
    more = len(distinct) - len(shown) + story.readers.more
    yield from enumerated(shown, more, ("execution", "executions"))
    yield " reads it." if len(shown) + more == 1 else " read it."
