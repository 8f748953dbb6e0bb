"""What the index holds, as the follower compares it with the store."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Final, TypeAlias

from webapp.catalog.bounds import HIGHEST, Bounds
from webapp.catalog.clauses import Found, all_of, any_of, of_ids, of_kind, term, with_any, within
from webapp.catalog.rows import milliseconds
from webapp.catalog.schema import MISSING
from webapp.catalog.snapshot import Address, Snapshot
from webapp.catalog.terms import exact
from webapp.metadata import Kind

# When a record changed last, and what its events say: a record whose stamp is the store's is right
# in the index, but for its contexts.
Stamp: TypeAlias = tuple[int, ...]
STAMPED: Final[Mapping[Kind, tuple[str, ...]]] = {
    "artifact": ("updated", "producers", "consumers", "used"),
    "execution": ("updated", "inputs", "outputs"),
    "context": ("updated",),
}


def stamp(values: Sequence[int | datetime | None]) -> Stamp:
    """The stamp of a record with these values, in the order of STAMPED."""
    return tuple(
        MISSING if one is None else max(one if isinstance(one, int) else milliseconds(one) or 0, 0)
        for one in values
    )


def stamps_between(
    snapshot: Snapshot, kind: Kind, low: int, high: int | None = None
) -> dict[int, Stamp]:
    """The stamps of the records from id `low` to `high` (or all others), both included, by id."""
    found = all_of(of_kind(kind), within("id", Bounds(low, HIGHEST if high is None else high)))
    limit = snapshot.count(found) if high is None else high - low + 1
    return _stamps(snapshot, kind, _hits(snapshot, found, limit))


def stamps_of(snapshot: Snapshot, kind: Kind, ids: Iterable[int]) -> dict[int, Stamp]:
    """The stamps of those of the records that the index holds, by id."""
    wanted = tuple(ids)
    found = all_of(of_kind(kind), of_ids(wanted))
    return _stamps(snapshot, kind, _hits(snapshot, found, len(wanted)))


def members_between(
    snapshot: Snapshot, kind: Kind, context_id: int, low: int, high: int | None = None
) -> set[int]:
    """The records from id `low` to `high` (or all others) that are known to be in a context."""
    bounds = Bounds(low, HIGHEST if high is None else high)
    found = all_of(of_kind(kind), term("context", str(context_id)), within("id", bounds))
    limit = snapshot.count(found) if high is None else high - low + 1
    return {record_id for record_id, _ in _hits(snapshot, found, limit)}


def placed(snapshot: Snapshot, kind: Kind, name: str, ids: Iterable[int]) -> set[int]:
    """Those of the records that have a workspace or a run of that name."""
    wanted = tuple(ids)
    named = any_of(*(term(column, exact(name)) for column in ("workspace", "run")))
    found = all_of(of_kind(kind), of_ids(wanted), named)
    return {record_id for record_id, _ in _hits(snapshot, found, len(wanted))}


def naming(snapshot: Snapshot, artifact_ids: Iterable[int], most: int) -> dict[int, list[int]]:
    """The newest artifacts whose metrics name each of these, by the id of what is named."""
    found: dict[int, list[int]] = {}
    for one in artifact_ids:
        speaking = all_of(of_kind("artifact"), term("speaks_of", str(one)))
        hits = snapshot.hits(speaking, most, "id", descending=True)
        if hits:
            found[one] = [record_id for record_id, _ in hits]
    return found


def measured_by(snapshot: Snapshot, artifact_ids: Iterable[int]) -> list[int]:
    """The artifacts that show metrics of these."""
    terms = [str(one) for one in artifact_ids]
    if not terms:
        return []
    found = all_of(of_kind("artifact"), with_any("metric_source", terms))
    return [record_id for record_id, _ in _hits(snapshot, found, snapshot.count(found))]


def _hits(snapshot: Snapshot, found: Found, limit: int) -> list[tuple[int, Address]]:
    # No more than there are: memory for as many as may be found is taken beforehand.
    most = min(limit, snapshot.size_of(found.kind))
    return snapshot.hits(found, most, "id", descending=False) if most > 0 else []


def _stamps(snapshot: Snapshot, kind: Kind, hits: list[tuple[int, Address]]) -> dict[int, Stamp]:
    addresses = [address for _, address in hits]
    columns = [snapshot.numbers(column, addresses) for column in STAMPED[kind]]
    ids = [record_id for record_id, _ in hits]
    return dict(zip(ids, zip(*columns, strict=True), strict=True))
