"""The key facts of an execution: when and where it ran, and what it is a step of."""

from collections.abc import Iterator
from typing import Final

from webapp.metadata import Execution
from webapp.producers import ExecutionReading, read_execution
from webapp.queries import facts
from webapp.queries.facts import Fact, Pod
from webapp.queries.phrases import Link
from webapp.queries.rows import ExecutionRow
from webapp.queries.steps import turn_of
from webapp.queries.whereabouts import Whereabouts
from webapp.store.client import Store
from webapp.store.pages import read_ids
from webapp.texts import cut_at

PODS: Final = ("pod_name", "kfp_pod_name")
PLACE: Final = ("namespace", "image", "pod_uid", "cache_fingerprint")


def pod_of(reading: ExecutionReading, home: Whereabouts) -> Pod | None:
    """The pod that an execution ran in, with the namespace that it or its run tells."""
    name = _text(reading, *PODS)
    if not name:
        return None
    of_run = (str(one.reading.facts.get("namespace", "")) for one in home.contexts)
    return Pod(_text(reading, "namespace") or next(filter(None, of_run), ""), name)


def times(row: ExecutionRow) -> Iterator[Fact]:
    """When the execution ran and for how long."""
    moments = (("Started", row.started), ("Ended", row.finished))
    yield from (Fact(term, time=time) for term, time in moments if time is not None)
    if row.duration_seconds is not None:
        yield Fact("Duration", seconds=row.duration_seconds)
    if row.finished is None and row.updated != row.created and row.updated is not None:
        yield Fact("Updated", time=row.updated)


def place(reading: ExecutionReading, pod: Pod | None) -> Iterator[Fact]:
    """Where the execution ran."""
    if pod is not None:
        text, whole = cut_at(pod.name, facts.LONGEST_FACT), facts.copyable(pod.name)
        yield Fact("Pod", text, pod=pod, mono=True, copied=whole)
    told = {name: reading.facts[name] for name in PLACE if name in reading.facts}
    yield from facts.told(told)


def about(
    store: Store, execution: Execution, reading: ExecutionReading, row: ExecutionRow
) -> Iterator[Fact]:
    """What it is, what it is a step of, and the rest that its producer tells."""
    yield facts.type_fact(execution, row.short_type)
    yield Fact("ID", str(execution.id))
    yield from _step(store, reading)
    if row.cached_from is not None:
        yield Fact("Cached from", f"#{row.cached_from}", Link("execution", row.cached_from))
    yield from facts.texts(owner=reading.owner, description=reading.description)
    elsewhere = {*PODS, *PLACE}
    yield from facts.told({k: v for k, v in reading.facts.items() if k not in elsewhere})
    yield from facts.texts(external_id=execution.external_id)


def _step(store: Store, reading: ExecutionReading) -> Iterator[Fact]:
    if reading.iterations is not None:
        yield Fact("Iterations", f"{reading.iterations:,}")
    if reading.part_of is None:
        return
    found, _ = read_ids(store, "execution", [reading.part_of])
    holder = found.get(reading.part_of)
    told = read_execution(holder) if isinstance(holder, Execution) else None
    name = f"{told.name} #{reading.part_of}" if told else f"#{reading.part_of}"
    yield Fact("Part of", cut_at(name, facts.LONGEST_FACT), Link("execution", reading.part_of))
    if turn := turn_of(reading, told):
        yield Fact("Iteration", turn)


def _text(reading: ExecutionReading, *names: str) -> str:
    found = (reading.facts.get(name) for name in names)
    return next((one for one in found if isinstance(one, str) and one), "")
