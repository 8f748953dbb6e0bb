"""What versions of a name say: their parameters, and their metrics by the kind of evaluation."""

from collections.abc import Iterable, Mapping, Sequence
from math import isfinite
from typing import Final

from msgspec import Struct
from msgspec.structs import replace

from webapp.metadata import Artifact, Properties
from webapp.producers import is_model, read_artifact
from webapp.queries.budget import ENOUGH_SECONDS
from webapp.queries.course import Course, course
from webapp.queries.evaluations import MetricKey, evaluations_of, metrics_of
from webapp.queries.measures import Measure
from webapp.queries.neighbours import by_artifact
from webapp.store.client import Store
from webapp.store.pages import read_ids

MOST: Final = 24  # versions, the nearest ones, that are asked
MOST_EVENTS: Final = 500  # what is used more often is asked for one version only


class Told(Struct, frozen=True):
    """What a version says."""

    parameters: Properties
    metrics: Mapping[MetricKey, float]


def told_by(store: Store, ids: Iterable[int]) -> dict[int, Told]:
    """What the artifacts of these ids say, as far as they can be read, by id."""
    found, _ = read_ids(store, "artifact", ids)
    records = [one for one in found.values() if isinstance(one, Artifact)]
    if not records or store.seconds_left < ENOUGH_SECONDS:
        return {}
    events = store.events_of_artifacts(one.id for one in records)
    models = [one for one in records if is_model(one)]
    spoken = evaluations_of(store, models, events) if models else ()
    named_by = by_artifact(events)
    told: dict[int, Told] = {}
    for one in records:
        reading = read_artifact(one, named_by.get(one.id, ()))
        told[one.id] = Told(reading.parameters, metrics_of(one.id, reading, spoken))
    return told


def asked(newest_first: Sequence[int], own: int, events: int) -> tuple[int, ...]:
    """The ids of the other versions to ask; the one before first, and alone where there is much.

    >>> asked([9, 7, 5], 7, 10), asked([9, 7, 5], 7, 1000), asked([9, 7], 7, 1000)
    ((5, 9), (5,), ())
    """
    if own not in newest_first:
        return ()
    place = newest_first.index(own)
    before = tuple(newest_first[place + 1 : place + 2])
    if events > MOST_EVENTS:
        return before
    start = max(0, min(place - MOST // 2, len(newest_first) - MOST))
    near = (one for one in newest_first[start : start + MOST] if one not in (own, *before))
    return (*before, *near)


def beside_versions(
    measures: Iterable[Measure], told: Mapping[int, Told], own: int, before: int | None
) -> tuple[Measure, ...]:
    """The measures of the artifact of id `own` with what those before and around it say."""
    earlier = told[before].metrics if before is not None and before in told else {}
    return tuple(
        replace(one, before=earlier.get(one.key), course=_course(one, told, own))
        for one in measures
    )


def _course(measure: Measure, told: Mapping[int, Told], own: int) -> Course | None:
    values = {key: one.metrics.get(measure.key) for key, one in told.items()}
    values[own] = measure.value
    known = {key: one for key, one in sorted(values.items()) if one is not None and isfinite(one)}
    return course(tuple(known.values()), list(known).index(own)) if own in known else None
