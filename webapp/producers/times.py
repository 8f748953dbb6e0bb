"""When an execution ran. No producer records it as such."""

from collections.abc import Iterable
from datetime import datetime

from webapp.metadata import Event, Execution
from webapp.producers.states import FINAL, execution_state


def told_by_events(execution: Execution) -> bool:
    """Whether its events may tell when the execution ran: it was written once, or has no end."""
    return execution_state(execution) not in FINAL or execution.updated == execution.created


def seconds_between(started: datetime | None, finished: datetime | None) -> float | None:
    """Seconds from start to end, None where either is unknown."""
    if started is None or finished is None:
        return None
    return (finished - started).total_seconds()


def times(
    execution: Execution, state: str, events: Iterable[Event]
) -> tuple[datetime | None, datetime | None]:
    """The start and the end, None where nothing tells.

    The end is the last change of what changes no more. What was written once, after all was over,
    tells no length of time: its events may.
    """
    started = execution.created
    is_final = state in FINAL
    if is_final and execution.updated != started:
        return started, execution.updated
    moments = sorted(one.time for one in events if one.time is not None)
    if is_final and moments and moments[0] < moments[-1]:
        return moments[0], moments[-1]
    # One that happened before it was written happened when its event did.
    happened_before = moments and started is not None and moments[0] < started
    return moments[0] if happened_before else started, None
