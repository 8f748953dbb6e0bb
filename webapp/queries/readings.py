"""Artifacts read together, each by the name that its own page has."""

from collections.abc import Iterable

from webapp.metadata import Artifact
from webapp.producers import ArtifactReading, read_artifact
from webapp.producers.lookup import own_name
from webapp.queries.neighbours import by_artifact
from webapp.store.client import Store


def readings_of(store: Store, artifacts: Iterable[Artifact]) -> dict[int, ArtifactReading]:
    """What each says, by id. Events name the nameless: one call asks for those of all of them."""
    found = tuple(artifacts)
    nameless = [one.id for one in found if not own_name(one)]
    events = by_artifact(store.events_of_artifacts(nameless) if nameless else ())
    return {one.id: read_artifact(one, events.get(one.id, ())) for one in found}
