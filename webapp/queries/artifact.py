"""What the page of an artifact shows."""

from collections.abc import Mapping, Sequence
from typing import Final

from msgspec import Struct

from webapp.catalog.reader import Reader
from webapp.errors import StoreTimeoutError
from webapp.lineage.scene import Scene
from webapp.metadata import Execution
from webapp.producers import read_execution
from webapp.queries import snippet
from webapp.queries.around import Around
from webapp.queries.artifact_facts import about as about_artifact
from webapp.queries.artifact_facts import contexts, subjects_of
from webapp.queries.artifact_record import ArtifactRecord, artifact_record
from webapp.queries.classified import Classified, classified
from webapp.queries.earlier import Earlier, earlier
from webapp.queries.evaluations import metric_name
from webapp.queries.facts import Fact
from webapp.queries.lineage.strip import one_step
from webapp.queries.measures import Measure, data_sets_of, evaluations, measures
from webapp.queries.neighbours import End
from webapp.queries.phrases import Phrase
from webapp.queries.provenance import Story, artifact_sentence
from webapp.queries.rows import ArtifactRow, ExecutionRow
from webapp.queries.shown import Values, short_labels, stored_values, values
from webapp.queries.succession import Told, asked, beside_versions, told_by
from webapp.queries.versions import Version, Versions, measured, versions_of
from webapp.store.client import Store
from webapp.store.pages import read_ids

STRIP_SECONDS: Final = 3.0  # of the page's budget that must be left for the picture


class MadeWith(Struct, frozen=True):
    """The parameters of the execution that made a model which tells none itself."""

    maker: End[ExecutionRow]
    parameters: Values


class ArtifactPage(Struct, frozen=True):
    """The page of an artifact. `made` are the outputs of its readers, by the reader's id.

    `earlier` has its parameters beside those of the version before, None where none is known.
    """

    about: ArtifactRecord
    sentence: tuple[Phrase, ...]
    strip: Scene | None
    measures: tuple[Measure, ...]
    classified: Classified
    versions: Versions
    parameters: Values
    earlier: Earlier | None
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
        return bool(self.versions.chart or self.classified.roc or self.classified.matrices)

    @property
    def is_measured_before(self) -> bool:
        """Whether the version before has any of its metrics."""
        return any(one.before is not None for one in self.measures)

    @property
    def is_coursed(self) -> bool:
        """Whether other versions have any of its metrics."""
        return any(one.course for one in self.measures)

    @property
    def evaluated_by(self) -> int:
        """How many metrics artifacts speak of it."""
        return len({one.evaluation.row.id for one in self.measures if one.evaluation})


def artifact_page(store: Store, artifact_id: int, catalog: Reader | None = None) -> ArtifactPage:
    """Everything that the page of that artifact shows; NotFoundError if there is none.

    With a catalog, all versions of it are found; else those among the newest artifacts.
    """
    about = artifact_record(store, artifact_id, catalog)
    around = Around(store, artifact_id, about.makers, about.readers)
    found = evaluations(around.artifacts, about.artifact, about.reading, around.beside)
    versions = versions_of(store, about.artifact, about.row, about.home, catalog)
    told = _told(store, about, versions)
    before = versions.before(artifact_id)
    own = measures(about.reading.metrics, found, data_sets_of(store, found))
    type_name = about.artifact.type
    return ArtifactPage(
        about=about,
        sentence=artifact_sentence(_story(about, around)),
        measures=beside_versions(own, told, artifact_id, before.row.id if before else None),
        classified=classified(about.artifact),
        versions=measured(versions, _metrics(told, own, artifact_id), artifact_id),
        parameters=values(about.reading.parameters),
        earlier=_earlier(about, told, before),
        made_with=_made_with(store, about),
        made=around.made,
        facts=tuple(about_artifact(about, subjects_of(store, about.reading))),
        contexts=tuple(contexts(about.home)),
        properties=stored_values(about.artifact.properties, about.artifact.custom_properties),
        python=snippet.python(
            store.address, "artifact", type_name, artifact_id, about.row.workspace
        ),
        library=snippet.library(type_name, about.row.workspace),
        strip=_strip(store, about),
    )


def _story(about: ArtifactRecord, around: Around) -> Story:
    made = [one for ends in around.made.values() for one in ends]
    served = {one.id: one for one in made if one.row and one.row.family == "endpoint"}
    endpoints = tuple(served.values()) if about.row.family == "model" else ()
    return Story(about.row, about.home, about.makers, around.sources, endpoints, about.readers)


def _told(store: Store, about: ArtifactRecord, versions: Versions) -> dict[int, Told]:
    """What the versions around it say; nothing where the store is too slow to be asked."""
    newest_first = [one.row.id for one in versions.rows]
    events = about.makers.total + about.readers.total
    try:
        return told_by(store, asked(newest_first, about.artifact.id, events))
    except StoreTimeoutError:
        return {}


def _metrics(
    told: Mapping[int, Told], own: Sequence[Measure], artifact_id: int
) -> dict[int, dict[str, float]]:
    """The metrics of each version by name and kind; of its own, the newest that are shown."""
    keyed = {key: one.metrics for key, one in told.items()}
    keyed[artifact_id] = {one.key: one.value for one in reversed(own)}
    return {
        key: {metric_name(metric): value for metric, value in metrics.items()}
        for key, metrics in keyed.items()
    }


def _earlier(
    about: ArtifactRecord, told: Mapping[int, Told], before: Version | None
) -> Earlier | None:
    if before is None or before.row.id not in told or not about.reading.parameters:
        return None
    return earlier(about.reading.parameters, told[before.row.id].parameters, before.name)


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


def _strip(store: Store, about: ArtifactRecord) -> Scene | None:
    if not (about.makers.rows or about.readers.rows) or store.seconds_left < STRIP_SECONDS:
        return None
    try:
        return one_step(store, "artifact", about.artifact.id)
    except StoreTimeoutError:
        return None
