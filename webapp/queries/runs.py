"""The runs of a workspace: contexts of pipelines, and names that the SDK writes instead."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Final

from msgspec import Struct
from msgspec.structs import replace

from webapp.catalog.reader import Reader
from webapp.charts.chart import Chart
from webapp.errors import NotFoundError
from webapp.metadata import LONG_AGO, Artifact, Context, Event, Execution
from webapp.producers import ExecutionReading, read_artifact, read_context, read_execution
from webapp.queries.context import workspace_context
from webapp.queries.counts import Count
from webapp.queries.list_rows import artifact_list_rows
from webapp.queries.phrases import Link, run_link
from webapp.queries.rows import ArtifactRow
from webapp.queries.run_records import Asked, run_records
from webapp.queries.steps import Steps, steps_of
from webapp.queries.timelines import run_timeline
from webapp.store.client import Store
from webapp.store.contexts import contexts_holding
from webapp.store.paging import Record
from webapp.texts import cut_at

MOST_RUNS: Final = 50
MOST_ASKED: Final = 100  # executions whose contexts are asked for
MOST_ARTIFACTS: Final = 200


class RunLine(Struct, frozen=True):
    """A run, with what the executions that were looked through say of it."""

    name: str
    link: Link
    executions: int = 0
    failed: int = 0
    last: datetime | None = None

    def having(self, reading: ExecutionReading) -> "RunLine":
        """The line with one more execution."""
        moments = (self.last, reading.started, reading.finished)
        return replace(
            self,
            executions=self.executions + 1,
            failed=self.failed + (reading.state == "FAILED"),
            last=max((one for one in moments if one is not None), default=None),
        )


class RunPage(Struct, frozen=True):
    """The page of a run that is only a name in a workspace.

    `artifacts` are the first of `total`; `scanned` is how many artifacts of the workspace were
    looked through, 0 where that was all of them.
    """

    name: str
    workspace: Link
    workspace_name: str
    steps: Steps
    timeline: Chart | None
    artifacts: tuple[ArtifactRow, ...]
    total: int
    scanned: int


class Runs(Struct, frozen=True):
    """The runs of a workspace, last first: the first ones of `total`.

    `scanned` is how many executions they were looked for in, 0 where that was all of them.
    """

    lines: tuple[RunLine, ...]
    total: Count
    scanned: int = 0


class Mention(Struct, frozen=True):
    """That an execution is in a run; `reading` is the execution's."""

    execution: int
    run: RunLine
    reading: ExecutionReading


def runs_of(children: Iterable[Context], mentions: Iterable[Mention], scanned: int) -> Runs:
    """The runs of a workspace: contexts it holds, and those that executions are in."""
    lines = {line.link: line for line in run_lines(children)}
    for one in mentions:
        lines[one.run.link] = lines.get(one.run.link, one.run).having(one.reading)
    return Runs(last_first(lines.values())[:MOST_RUNS], Count(len(lines)), scanned)


def run_lines(contexts: Iterable[Context]) -> list[RunLine]:
    """Those of the contexts that are runs, without their executions."""
    return [_line(one) for one in contexts if read_context(one).role == "run"]


def last_first(lines: Iterable[RunLine]) -> tuple[RunLine, ...]:
    """The lines, what ran last first."""
    return tuple(sorted(lines, key=lambda one: one.last or LONG_AGO, reverse=True))


def run_page(store: Store, workspace_id: int, name: str, catalog: Reader | None = None) -> RunPage:
    """The run of that name; NotFoundError if all of the workspace is read and none names it.

    A catalog finds all of it; else it is looked for among the newest of the workspace.
    """
    context = workspace_context(store, workspace_id)
    steps = steps_of(store, Link("run", workspace_id, name), [context], catalog)

    def is_in(one: Record) -> bool:
        return isinstance(one, Artifact) and read_artifact(one).run == name

    held = run_records(store, Asked("artifact", context, name, is_in, MOST_ARTIFACTS), catalog)
    of_run = [one for one in held.records if isinstance(one, Artifact)]
    if not (of_run or steps.rows or held.scanned or steps.cut):
        raise NotFoundError("run of this workspace", cut_at(name, 80), "is called")
    return RunPage(
        name=name,
        workspace=Link("workspace", workspace_id),
        workspace_name=read_context(context).name,
        steps=steps,
        timeline=run_timeline(steps.rows),
        artifacts=artifact_list_rows(store, of_run),
        total=held.total,
        scanned=held.scanned,
    )


def mentions_of(
    store: Store,
    context: Context,
    executions: Iterable[Execution],
    events: Mapping[int, Sequence[Event]],
) -> Iterator[Mention]:
    """The runs that executions of a workspace are in, by name or by context.

    `events`, by the id of the execution, tell more of when it ran.
    """
    asked = 0
    for one in executions:
        reading = read_execution(one, (), events.get(one.id, ()))
        if reading.run:
            link = run_link(context.id, reading.run)
            if link is not None:
                yield Mention(one.id, RunLine(reading.run, link), reading)
        elif asked < MOST_ASKED:
            asked += 1
            held_by, _ = contexts_holding(store, "execution", one.id)
            for other in held_by:
                if read_context(other).role == "run":
                    yield Mention(one.id, replace(_line(other), last=None), reading)


def _line(context: Context) -> RunLine:
    return RunLine(read_context(context).name, Link("context", context.id), last=context.updated)
