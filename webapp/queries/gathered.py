"""The sentence under a context's title: what it is, what it holds, and when that ran."""

from collections.abc import Iterator, Sequence
from typing import Final

from webapp.producers import ContextReading
from webapp.queries import facts
from webapp.queries.members import Members
from webapp.queries.phrases import Phrase, enumerated, said
from webapp.queries.rows import ExecutionRow
from webapp.queries.steps import Steps
from webapp.queries.whereabouts import ContextLine

NAMED: Final = 3  # contexts that are named before the rest is counted
STATES: Final = {"FAILED": "failed", "CACHED": "from the cache", "NOT_TRIGGERED": "not triggered"}


def context_sentence(
    reading: ContextReading, parents: Sequence[ContextLine], steps: Steps, held: Members
) -> tuple[Phrase, ...]:
    """What the context groups, in words where nothing is recorded."""
    return said([*_what(reading, parents), *_holds(steps, held), *_when(steps)])


def _what(reading: ContextReading, parents: Sequence[ContextLine]) -> Iterator[Phrase | str]:
    yield f"{facts.term(reading.type)} "
    yield Phrase(reading.name, strong=True)
    if parents:
        yield " of "
        named = [Phrase(one.reading.name, one.link) for one in parents[:NAMED]]
        yield from enumerated(named, len(parents) - len(named), ("context", "contexts"))


def _holds(steps: Steps, held: Members) -> Iterator[str]:
    if not (held.executions or held.artifacts):
        yield " holds no execution and no artifact. "
        return
    rows = [one.row for one in steps.rows]
    executions = len(rows) if rows else len(held.executions)
    cut = bool(steps.cut) if rows else held.executions_cut
    yield f" holds {_counted(executions, 'execution', cut=cut)}"
    yield from _states(rows)
    yield f" and {_counted(len(held.artifacts), 'artifact', cut=held.artifacts_cut)}"
    if held.through:
        yield f", all of them in {_counted(len(held.through), 'context', cut=False)} below it"
    yield ". "


def _states(rows: Sequence[ExecutionRow]) -> Iterator[str]:
    counts = {word: sum(one.shown_state == state for one in rows) for state, word in STATES.items()}
    told = [f"{number:,} {word}" for word, number in counts.items() if number]
    if told:
        yield f" ({', '.join(told)})"


def _when(steps: Steps) -> Iterator[Phrase | str]:
    started = [one.row.started for one in steps.rows if one.row.started]
    if not started:
        return
    yield "It started on "
    yield Phrase(time=min(started))
    finished = [one.row.finished for one in steps.rows]
    ended = [one for one in finished if one is not None]
    running = [one for one in steps.rows if one.row.state == "RUNNING"]
    if running:
        yield f"; of {_counted(len(running), 'execution', cut=False)} no end is recorded"
    elif ended:
        yield " and ended on "
        yield Phrase(time=max(ended))
    yield "."


def _counted(number: int, noun: str, *, cut: bool) -> str:
    return f"{'at least ' if cut else ''}{number:,} {noun}{'' if number == 1 else 's'}"
