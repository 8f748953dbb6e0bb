"""What the page of an artifact shows."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from typing import Final

from webapp.catalog.reader import Reader
from webapp.errors import StoreTimeoutError
from webapp.lineage.scene import Scene
from webapp.metadata import Artifact, Event, Execution
from webapp.producers import ArtifactReading, read_artifact, read_execution
from webapp.queries import facts, snippet
from webapp.queries.classified import Classified, classified
from webapp.queries.facts import Fact
from webapp.queries.lineage.strip import one_step
from webapp.queries.measures import Evaluation, Measure, data_sets_of, evaluations, measures
from webapp.queries.neighbours import (
    MOST_ENDS,
    End,
    Ends,
    artifact_ends,
    by_artifact,
    execution_ends,
    in_order,
    read_execution_rows,
)
from webapp.queries.phrases import Phrase
from webapp.queries.provenance import Story, artifact_sentence
from webapp.queries.rows import ArtifactRow, ExecutionRow, artifact_row
from webapp.queries.shown import Values, short_labels, stored_values, values
from webapp.queries.versions import Versions, versions_of
from webapp.queries.whereabouts import Whereabouts, whereabouts
from webapp.store.client import Store
from webapp.store.pages import read_ids

# Executions beside an artifact whose other artifacts are read, and how many of these.
MOST_MAKERS: Final = 20
MOST_READERS: Final = 30
MOST_AROUND: Final = 400
STRIP_SECONDS: Final = 3.0  # of the page's budget that must be left for the picture


@dataclass(frozen=True, slots=True)
class ArtifactRecord:
    """An artifact with what is directly around it; this is all that its twin needs."""

    artifact: Artifact
    reading: ArtifactReading
    row: ArtifactRow
    home: Whereabouts
    makers: Ends[ExecutionRow]
    readers: Ends[ExecutionRow]


@dataclass(frozen=True, slots=True)
class MadeWith:
    """The parameters of the execution that made a model which tells none itself."""

    maker: End[ExecutionRow]
    parameters: Values


@dataclass(frozen=True, slots=True)
class ArtifactPage:
    """The page of an artifact. `made` are the outputs of its readers, by the reader's id."""

    about: ArtifactRecord
    sentence: tuple[Phrase, ...]
    strip: Scene | None
    measures: tuple[Measure, ...]
    classified: Classified
    versions: Versions
    parameters: Values
    made_with: MadeWith | None
    made: dict[int, tuple[End[ArtifactRow], ...]]
    facts: tuple[Fact, ...]
    contexts: tuple[Fact, ...]
    properties: Values
    python: str
    library: str

    @property
    def row(self) -> ArtifactRow:
        """The artifact as a list shows it."""
        return self.about.row

    @property
    def labels(self) -> dict[str, str]:
        """Its labels, short enough for chips."""
        return short_labels(self.row.labels)

    @property
    def charted(self) -> bool:
        """Whether anything on it is drawn by scripts."""
        return bool(self.versions.charts or self.classified.roc or self.classified.matrices)

    @property
    def evaluated_by(self) -> int:
        """How many metrics artifacts speak of it."""
        return len({one.evaluation.row.id for one in self.measures if one.evaluation})


def artifact_record(store: Store, artifact_id: int) -> ArtifactRecord:
    """The artifact of that id and its neighbours; NotFoundError if there is none."""
    artifact = store.artifact(artifact_id)
    events = store.events_of_artifacts([artifact_id])
    contexts = store.contexts_of_artifact(artifact_id)
    reading = read_artifact(artifact, events, contexts)
    made = in_order(one for one in events if one.is_output)
    used = in_order((one for one in events if not one.is_output), newest_first=True)
    ends = _executions((*made[:MOST_ENDS], *used[:MOST_ENDS]))
    found = read_execution_rows(store, ends, with_runs=min(len(made), MOST_MAKERS))
    return ArtifactRecord(
        artifact=artifact,
        reading=reading,
        row=artifact_row(artifact, reading),
        home=whereabouts(store, reading, contexts),
        makers=execution_ends(found, made),
        readers=execution_ends(found, used),
    )


def artifact_page(store: Store, artifact_id: int, catalog: Reader | None = None) -> ArtifactPage:
    """Everything that the page of that artifact shows; NotFoundError if there is none.

    With a catalog, all versions of it are found; else those among the newest artifacts.
    """
    about = artifact_record(store, artifact_id)
    around = _Around(store, about)
    found = evaluations(around.artifacts, about.artifact, about.reading, around.beside)
    story = Story(about.row, about.home, about.makers, around.sources, about.readers)
    type_name = about.artifact.type
    return ArtifactPage(
        about=about,
        sentence=artifact_sentence(story),
        measures=measures(about.reading.metrics, found, data_sets_of(store, found)),
        classified=classified(about.artifact),
        versions=versions_of(store, about.artifact, _measured(about, found), about.home, catalog),
        parameters=values(about.reading.parameters),
        made_with=_made_with(store, about),
        made=around.made,
        facts=tuple(_facts(about)),
        contexts=tuple(_contexts(about.home)),
        properties=stored_values(about.artifact.properties, about.artifact.custom_properties),
        python=snippet.python(
            store.address, "artifact", type_name, artifact_id, about.row.workspace
        ),
        library=snippet.library(type_name, about.row.workspace),
        strip=_strip(store, about),
    )


def _measured(about: ArtifactRecord, found: Sequence[Evaluation]) -> ArtifactRow:
    """The artifact's row with what evaluations say of a model, as in a list."""
    if about.row.family != "model":
        return about.row
    told = {name: value for one in reversed(found) for name, value in one.reading.metrics.items()}
    return replace(about.row, metrics={**told, **about.row.metrics})


def _made_with(store: Store, about: ArtifactRecord) -> MadeWith | None:
    maker = next(iter(about.makers.rows), None)
    if maker is None or about.row.family != "model" or about.reading.parameters:
        return None
    found, _ = read_ids(store, "execution", [maker.id])
    execution = found.get(maker.id)
    if not isinstance(execution, Execution):
        return None
    parameters = read_execution(execution).parameters
    return MadeWith(maker, values(parameters, 40_000)) if parameters else None


class _Around:
    """The artifacts one step away: what the makers read and made, what the readers made."""

    def __init__(self, store: Store, about: ArtifactRecord) -> None:
        makers = _executions(one.event for one in about.makers.rows[:MOST_MAKERS])
        readers = _executions(one.event for one in about.readers.rows[:MOST_READERS])
        events = store.events_of_executions((*makers, *readers))
        own = about.artifact.id
        made = [one for one in events if one.is_output and one.artifact_id != own]
        read = [one for one in events if one.is_input and one.execution_id in makers[:1]]
        ids = islice(dict.fromkeys(one.artifact_id for one in (*read, *made)), MOST_AROUND)
        found, _ = read_ids(store, "artifact", ids)
        self.artifacts = {key: one for key, one in found.items() if isinstance(one, Artifact)}
        named_by = by_artifact(events)
        self._rows = {
            key: artifact_row(one, read_artifact(one, named_by.get(key, ())))
            for key, one in self.artifacts.items()
        }
        self.made = {key: self._ends(e for e in made if e.execution_id == key) for key in readers}
        self.beside = {one.artifact_id for one in made if one.execution_id in makers}
        self.beside |= {one.id for ends in self.made.values() if _only_tells(ends) for one in ends}
        self.sources = self._ends(one for one in in_order(read) if one.artifact_id != own)

    def _ends(self, events: Iterable[Event]) -> tuple[End[ArtifactRow], ...]:
        return artifact_ends(self._rows, list(events)).rows


def _only_tells(ends: Sequence[End[ArtifactRow]]) -> bool:
    # What an execution says of a model that it read is of another one if it made that.
    return not any(one.row and one.row.family == "model" for one in ends)


def _executions(events: Iterable[Event]) -> list[int]:
    return list(dict.fromkeys(one.execution_id for one in events))


def _facts(about: ArtifactRecord) -> Sequence[Fact]:
    artifact, reading = about.artifact, about.reading
    return [
        facts.type_fact(artifact, about.row.short_type),
        Fact("ID", str(artifact.id)),
        *facts.places(about.home),
        *facts.texts(version=reading.version, owner=reading.owner),
        *facts.moments(artifact),
        *facts.texts(description=reading.description),
        *facts.told(reading.facts),
        *facts.location(artifact.uri),
        *facts.texts(external_id=artifact.external_id),
    ]


def _contexts(home: Whereabouts) -> Iterable[Fact]:
    """All that it is in, unless workspace and run, which are key facts, are all of it."""
    told = {home.workspace_link, home.run_link}
    return () if all(one.link in told for one in home.contexts) else facts.context_facts(home)


def _strip(store: Store, about: ArtifactRecord) -> Scene | None:
    if not (about.makers.rows or about.readers.rows) or store.seconds_left < STRIP_SECONDS:
        return None
    try:
        return one_step(store, "artifact", about.artifact.id)
    except StoreTimeoutError:
        return None
