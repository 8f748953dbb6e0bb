"""The key facts of an artifact: what it is, where it lies, and what it is in."""

from collections.abc import Iterable, Sequence

from webapp.metadata import Artifact
from webapp.producers import ArtifactReading, read_artifact
from webapp.queries import facts
from webapp.queries.artifact_record import ArtifactRecord
from webapp.queries.facts import Fact
from webapp.queries.phrases import Link
from webapp.queries.whereabouts import Whereabouts
from webapp.store.client import Store
from webapp.store.pages import read_ids
from webapp.store.paging import Record
from webapp.texts import cut_at


def about(record: ArtifactRecord, subjects: Iterable[Fact] = ()) -> Sequence[Fact]:
    """What it is, where and when it was made, and the rest that its producer tells.

    `subjects` are what its metrics speak of.
    """
    artifact, reading = record.artifact, record.reading
    return [
        facts.type_fact(artifact, record.row.short_type),
        Fact("ID", str(artifact.id)),
        *subjects,
        *facts.places(record.home),
        *facts.texts(version=reading.version, owner=reading.owner),
        *facts.moments(artifact),
        *facts.texts(description=reading.description),
        *facts.told(reading.facts),
        *facts.location(artifact.uri),
        *facts.texts(external_id=artifact.external_id),
    ]


def subjects_of(store: Store, reading: ArtifactReading) -> tuple[Fact, ...]:
    """The model and the data set that the artifact's metrics name, none where they name none."""
    named = {"Evaluates": reading.model_id, "Data set": reading.data_set_id}
    ids = {term: one for term, one in named.items() if one is not None}
    found, lost = read_ids(store, "artifact", dict.fromkeys(ids.values()))
    return tuple(_subject(term, key, found.get(key), key in lost) for term, key in ids.items())


def _subject(term: str, key: int, record: Record | None, is_lost: bool) -> Fact:
    if not isinstance(record, Artifact):
        return Fact(term, f"#{key}, {'cannot be read' if is_lost else 'not in the store'}")
    read = read_artifact(record)
    text = f"{read.name} {read.version}".strip()
    return Fact(term, cut_at(text, facts.LONGEST_FACT), Link("artifact", key))


def contexts(home: Whereabouts) -> Iterable[Fact]:
    """All that it is in, unless workspace and run, which are key facts, are all of it."""
    told = {home.workspace_link, home.run_link}
    is_told = all(one.link in told for one in home.contexts) and not home.unreadable
    return () if is_told else facts.context_facts(home)
