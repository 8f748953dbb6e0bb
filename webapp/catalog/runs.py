"""The runs of a workspace: how many executions each has, how many failed, when it last ran."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final

from msgspec import Struct

from webapp.catalog.clauses import Found, all_of, of_kind, term
from webapp.catalog.rows import Row, moment
from webapp.catalog.snapshot import Snapshot
from webapp.catalog.terms import exact

MOST_RUNS: Final = 10_000  # of a workspace, that are counted
# By when they started: those that did last are whole even where there are more.
BY_RUN: Final = {
    "runs": {
        "terms": {
            "field": "run",
            "size": MOST_RUNS,
            "segment_size": MOST_RUNS,
            "order": {"started": "desc"},
        },
        "aggs": {
            "started": {"max": {"field": "started"}},
            "finished": {"max": {"field": "finished"}},
            "newest": {"max": {"field": "id"}},
            "failed": {"filter": "state_is:failed"},
        },
    }
}


class RunTotal(Struct, frozen=True):
    """The executions of a run; `last` is when one started or ended last, `newest` the last's id."""

    executions: int
    failed: int
    last: datetime | None
    newest: int


class RunTotals(Struct, frozen=True):
    """The runs that the executions of a workspace are in, by the terms of their names.

    Unless `exact` there are more, which started before all of these.
    """

    by_term: Mapping[str, RunTotal]
    exact: bool


def run_totals(snapshot: Snapshot, workspace: str) -> RunTotals:
    """The runs of the workspace of that name."""

    def ask(other: Snapshot) -> RunTotals:
        found = other.aggregate(_of_workspace(workspace), BY_RUN)["runs"]
        totals = {bucket["key"]: _total(bucket) for bucket in found["buckets"]}
        return RunTotals(totals, not found["sum_other_doc_count"])

    return snapshot.kept(("run totals", workspace), ask)


def newest_of_run(snapshot: Snapshot, workspace: str, run: str) -> Row | None:
    """The newest execution in the run of that term, None where there is none."""
    found = all_of(_of_workspace(workspace), term("run", run))
    hits = snapshot.hits(found, 1, "id", descending=True)
    return next(iter(snapshot.rows(address for _, address in hits)), None)


def _of_workspace(name: str) -> Found:
    return all_of(of_kind("execution"), term("workspace", exact(name)))


def _total(bucket: Mapping[str, Any]) -> RunTotal:
    moments = (moment(bucket[end]["value"]) for end in ("started", "finished"))
    return RunTotal(
        executions=bucket["doc_count"],
        failed=bucket["failed"]["doc_count"],
        last=max((one for one in moments if one is not None), default=None),
        newest=int(bucket["newest"]["value"]),
    )
