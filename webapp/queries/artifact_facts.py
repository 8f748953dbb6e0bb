"""The key facts of an artifact: what it is, where it lies, and what it is in."""

from collections.abc import Iterable, Sequence

from webapp.queries import facts
from webapp.queries.artifact_record import ArtifactRecord
from webapp.queries.facts import Fact
from webapp.queries.whereabouts import Whereabouts


def about(record: ArtifactRecord) -> Sequence[Fact]:
    """What it is, where and when it was made, and the rest that its producer tells."""
    artifact, reading = record.artifact, record.reading
    return [
        facts.type_fact(artifact, record.row.short_type),
        Fact("ID", str(artifact.id)),
        *facts.places(record.home),
        *facts.texts(version=reading.version, owner=reading.owner),
        *facts.moments(artifact),
        *facts.texts(description=reading.description),
        *facts.told(reading.facts),
        *facts.location(artifact.uri),
        *facts.texts(external_id=artifact.external_id),
    ]


def contexts(home: Whereabouts) -> Iterable[Fact]:
    """All that it is in, unless workspace and run, which are key facts, are all of it."""
    told = {home.workspace_link, home.run_link}
    return () if all(one.link in told for one in home.contexts) else facts.context_facts(home)
