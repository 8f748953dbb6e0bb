"""The runs of a workspace from the catalog, all of them.

A run is a name that its executions tell, as the SDK writes it, or a context that holds them.
"""

from collections.abc import Iterable, Sequence
from heapq import nlargest

from msgspec.structs import replace

from webapp.catalog.pages import rows
from webapp.catalog.rows import Row
from webapp.catalog.runs import RunTotal, RunTotals, newest_of_run, run_totals
from webapp.catalog.snapshot import Snapshot
from webapp.catalog.terms import exact
from webapp.metadata import LONG_AGO, Context
from webapp.producers import read_context
from webapp.producers.lookup import RUN_ID
from webapp.producers.sdk_names import RUN
from webapp.producers.values import first_text
from webapp.queries.counts import Count
from webapp.queries.phrases import Link, run_link
from webapp.queries.runs import MOST_RUNS, RunLine, Runs, last_first, run_lines


def known_runs(
    snapshot: Snapshot, workspace: Context, children: Iterable[Context], newest: Sequence[Row]
) -> Runs:
    """The runs that ran last, of all there are; `newest` are the workspace's newest executions."""
    totals = run_totals(snapshot, workspace.name)
    held = [one for one in children if read_context(one).role == "run"]
    samples = _samples(snapshot, workspace, _last(totals, held), newest)
    homes = _Homes(snapshot, workspace, samples.values())
    # What ran before these is counted only.
    early = totals.by_term.keys() - samples.keys()
    shown = run_lines(one for one in held if exact(one.name) not in early)
    lines = {line.link: line for line in shown}
    for term, row in samples.items():
        line = homes.named(row, term)
        if line is not None:
            lines[line.link] = _counted(lines.get(line.link, line), totals.by_term[term])
    number = Count(len(lines) + len(early), totals.exact)
    return Runs(last_first(lines.values())[:MOST_RUNS], number)


def runs_of_rows(
    snapshot: Snapshot, workspace: Context, found: Sequence[Row]
) -> dict[int, RunLine]:
    """The run of each of these executions that is in one, by its id."""
    homes = _Homes(snapshot, workspace, found)
    lines = ((row.id, homes.of(row)) for row in found)
    return {key: line for key, line in lines if line is not None}


class _Homes:
    """Which runs executions of a workspace are in, each without what it holds."""

    def __init__(self, snapshot: Snapshot, workspace: Context, found: Iterable[Row]) -> None:
        self._workspace = workspace
        ids = {one for row in found if not _told(row) for one in row.contexts}
        known = rows(snapshot, "context", tuple(sorted(ids)))
        self._runs = {key: one for key, one in known.items() if one.role == "run"}

    def of(self, row: Row) -> RunLine | None:
        """The run of the execution, None where it is in none that has a page."""
        told = _told(row)
        if told:
            return self._by_name(told)
        return next((_of_context(one) for one in self._held(row)), None)

    def named(self, row: Row, term: str) -> RunLine | None:
        """That one of its runs whose name has the term, None where it has no page."""
        told = _told(row)
        if told and exact(told) == term:
            return self._by_name(told)
        held = self._held(row)
        same = [one for one in held if exact(one.name) == term] or held
        # Several contexts that are called otherwise: none of them is known to be meant.
        if len(same) == 1:
            return _of_context(same[0])
        return self._by_name(row.run if exact(row.run) == term else term)

    def _held(self, row: Row) -> list[Row]:
        return [self._runs[one] for one in row.contexts if one in self._runs]

    def _by_name(self, name: str) -> RunLine | None:
        link = run_link(self._workspace.id, name)
        return None if link is None else RunLine(name, link)


def _told(row: Row) -> str:
    """The run that the execution itself names, "" if none."""
    return first_text(row.properties, RUN, RUN_ID)


def _of_context(found: Row) -> RunLine:
    return RunLine(found.name, Link("context", found.id))


def _last(totals: RunTotals, held: Iterable[Context]) -> list[str]:
    """The terms of the runs that ran, or whose contexts changed, last."""
    changed = {exact(one.name): one.updated or LONG_AGO for one in held}

    def when(term: str) -> tuple[object, int]:
        total = totals.by_term[term]
        return max(total.last or LONG_AGO, changed.get(term, LONG_AGO)), total.newest

    return nlargest(MOST_RUNS, totals.by_term, key=when)


def _samples(
    snapshot: Snapshot, workspace: Context, terms: Iterable[str], newest: Sequence[Row]
) -> dict[str, Row]:
    """An execution of each of the runs, in their order."""
    known = {exact(row.run): row for row in newest}
    found = {
        term: known.get(term) or newest_of_run(snapshot, workspace.name, term) for term in terms
    }
    return {term: row for term, row in found.items() if row is not None}


def _counted(line: RunLine, total: RunTotal) -> RunLine:
    moments = (line.last, total.last)
    return replace(
        line,
        executions=total.executions,
        failed=total.failed,
        last=max((one for one in moments if one is not None), default=None),
    )
