"""What happened in workspaces: how much they hold, when it changed last, day by day."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from typing import Any, Final, TypeVar

from msgspec import Struct

from webapp.catalog.bounds import Bounds
from webapp.catalog.clauses import Found, all_of, of_kind, term, within
from webapp.catalog.rows import EPOCH, MILLISECOND, moment
from webapp.catalog.runs import MOST_RUNS
from webapp.catalog.snapshot import Snapshot
from webapp.catalog.terms import exact
from webapp.metadata import Kind

DAY: Final = 86_400_000  # milliseconds
LATEST: Final = {"last": {"max": {"field": "updated"}}}
BY_DAY: Final = {"days": {"histogram": {"field": "created", "interval": DAY, "min_doc_count": 1}}}
BY_RUN: Final = {"runs": {"terms": {"field": "run", "size": MOST_RUNS, "segment_size": MOST_RUNS}}}

Told = TypeVar("Told")


class Members(Struct, frozen=True):
    """The records of a kind in one workspace: how many, and when the last was made or changed."""

    number: int = 0
    last: datetime | None = None


class Days(Struct, frozen=True):
    """The executions of one workspace by the day they were made (UTC), all and the failed ones."""

    made: Mapping[date, int] = {}
    failed: Mapping[date, int] = {}


class Runs(Struct, frozen=True):
    """The runs that the executions of one workspace name; more than `number` unless exact."""

    number: int = 0
    exact: bool = True


def latest(snapshot: Snapshot, kind: Kind, size: int) -> tuple[str, ...]:
    """The workspaces in which a record of that kind was made or changed last, the latest first."""
    terms = {"field": "workspace", "size": size, "order": {"last": "desc"}}

    def ask(other: Snapshot) -> tuple[str, ...]:
        answer = other.aggregate(of_kind(kind), {"in": {"terms": terms, "aggs": LATEST}})
        return tuple(bucket["key"] for bucket in answer["in"]["buckets"])

    return snapshot.kept(("latest", kind, size), ask)


def members(snapshot: Snapshot, kind: Kind, workspaces: Sequence[str]) -> Mapping[str, Members]:
    """The members of each of those workspaces that has any."""

    def ask(other: Snapshot) -> dict[str, Members]:
        return _by_workspace(
            other,
            of_kind(kind),
            workspaces,
            LATEST,
            lambda bucket: Members(bucket["doc_count"], moment(bucket["last"]["value"])),
        )

    return snapshot.kept(("members", kind, tuple(workspaces)), ask)


def holds_any(snapshot: Snapshot, context_id: int) -> bool:
    """Whether a context is known to hold a record that does not tell its workspace itself."""
    held = term("context", str(context_id))
    kinds: tuple[Kind, ...] = ("artifact", "execution")
    return any(
        snapshot.hits(all_of(of_kind(kind), held), 1, "id", descending=True) for kind in kinds
    )


def days(snapshot: Snapshot, workspaces: Sequence[str], since: date) -> Mapping[str, Days]:
    """The days of each of those workspaces that ran anything, from `since` on."""

    def ask(other: Snapshot) -> dict[str, Days]:
        start = (since - EPOCH.date()).days * DAY
        recent = all_of(of_kind("execution"), within("created", Bounds(start)))
        failed = all_of(recent, term("state_is", "failed"))
        made_in = _by_workspace(other, recent, workspaces, BY_DAY, _dates)
        failed_in = _by_workspace(other, failed, workspaces, BY_DAY, _dates)
        return {name: Days(made, failed_in.get(name, {})) for name, made in made_in.items()}

    return snapshot.kept(("days", tuple(workspaces), since), ask)


def runs(snapshot: Snapshot, workspaces: Sequence[str]) -> Mapping[str, Runs]:
    """The runs of each of those workspaces that has any execution."""

    def told(bucket: dict[str, Any]) -> Runs:
        found = bucket["runs"]
        return Runs(len(found["buckets"]), not found["sum_other_doc_count"])

    def ask(other: Snapshot) -> dict[str, Runs]:
        return _by_workspace(other, of_kind("execution"), workspaces, BY_RUN, told)

    return snapshot.kept(("runs", tuple(workspaces)), ask)


def _by_workspace(
    snapshot: Snapshot,
    found: Found,
    workspaces: Sequence[str],
    inner: Mapping[str, Any],
    told: Callable[[dict[str, Any]], Told],
) -> dict[str, Told]:
    """What `told` makes of the bucket of each workspace that has any record of `found`."""
    names = {exact(name): name for name in workspaces}
    if not names:
        return {}
    size = len(names)
    terms = {"field": "workspace", "size": size, "segment_size": size, "include": [*names]}
    answer = snapshot.aggregate(found, {"in": {"terms": terms, "aggs": dict(inner)}})
    return {names[bucket["key"]]: told(bucket) for bucket in answer["in"]["buckets"]}


def _dates(bucket: dict[str, Any]) -> dict[date, int]:
    return {
        (EPOCH + int(one["key"]) * MILLISECOND).date(): one["doc_count"]
        for one in bucket["days"]["buckets"]
    }
