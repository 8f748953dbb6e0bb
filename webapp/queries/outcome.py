"""The sentence under an execution's title: what it read, what came of it, and when."""

from collections.abc import Iterator, Sequence
from typing import Final

from msgspec import Struct

from webapp.queries.neighbours import End, Ends
from webapp.queries.phrases import Link, Phrase, enumerated, said
from webapp.queries.provenance import NAMED, named_artifact
from webapp.queries.rows import ArtifactRow, ExecutionRow
from webapp.queries.whereabouts import Whereabouts

GONE: Final = frozenset({"ABANDONED", "DELETED", "MARKED_FOR_DELETION"})

MADE: Final = "It made"
# What a producer says before it makes something.
UNMADE: Final = {
    "DECLARED_OUTPUT": "It is declared to make",
    "PENDING_OUTPUT": "It is to make",
}


class Course(Struct, frozen=True):
    """What the sentence tells of."""

    row: ExecutionRow
    home: Whereabouts
    inputs: Ends[ArtifactRow]
    outputs: Ends[ArtifactRow]


def execution_sentence(course: Course) -> tuple[Phrase, ...]:
    """What the execution read and made and how it ended, in words where nothing is recorded."""
    return said([*_read(course), *_end(course), ". ", *_made(course)])


def usable(outputs: Ends[ArtifactRow]) -> int:
    """The outputs that are there: not only declared, not abandoned, not deleted."""
    return sum(
        1
        for one in outputs.rows
        if one.event.type in {"OUTPUT", "INTERNAL_OUTPUT"}
        and one.row is not None
        and one.row.state not in GONE
    )


def _read(course: Course) -> Iterator[Phrase | str]:
    own = f"#{course.row.id}"
    name = course.row.name
    yield "Execution "
    yield Phrase(name if name.endswith(own) else f"{name} {own}", strong=True)
    if course.home.run:
        yield " in run "
        yield Phrase(course.home.run, course.home.run_link)
    if not course.inputs.rows:
        yield " read nothing that is recorded"
        return
    # What a queued execution only declares it has not read yet.
    is_declared = all(one.event.type == "DECLARED_INPUT" for one in course.inputs.rows)
    yield " is declared to read " if is_declared else " read "
    shown = [named_artifact(one) for one in course.inputs.rows[:NAMED]]
    yield from enumerated(shown, course.inputs.total - len(shown), ("input", "inputs"))


def _end(course: Course) -> Iterator[Phrase | str]:
    row = course.row
    match row.shown_state:
        case "FAILED":
            yield ", then failed"
        case "COMPLETE":
            yield " and completed"
        case "CACHED":
            yield " and reused an earlier result"
            if row.cached_from is not None:
                yield " of "
                yield Phrase(f"#{row.cached_from}", Link("execution", row.cached_from))
        case "CANCELED":
            yield " and was canceled"
        case "NOT_TRIGGERED":
            yield " and was never triggered"
            return
        case "RUNNING":
            # Some run for ever: what is known is that nobody wrote an end.
            yield " and was started"
            if row.started:
                yield " on "
                yield Phrase(time=row.started)
            yield "; no end is recorded"
            return
        case _:
            yield ". How it ended is not recorded"
            return
    when = row.finished or row.started
    if when is not None:
        yield " on "
        yield Phrase(time=when)


def _made(course: Course) -> Iterator[Phrase | str]:
    if not course.outputs.rows:
        yield "No output of it is recorded."
        return
    if course.row.state == "FAILED" and not usable(course.outputs):
        yield "It left no usable output."
        return
    by_word = _by_word(course.outputs.rows)
    unread = course.outputs.total - len(course.outputs.rows)
    for place, (word, ends) in enumerate(by_word.items()):
        yield f"{' ' if place else ''}{word} "
        shown = [named_artifact(one) for one in ends[:NAMED]]
        # Of what was not read it is known what it is where all the others are alike.
        more = len(ends) - len(shown) + (unread if len(by_word) == 1 else 0)
        yield from enumerated(shown, more, ("output", "outputs"))
        yield "."
    if unread and len(by_word) > 1:
        yield f" {unread:,} more output{' is' if unread == 1 else 's are'} recorded."


def _by_word(ends: Sequence[End[ArtifactRow]]) -> dict[str, list[End[ArtifactRow]]]:
    """The outputs by what the execution does with them; what it made is no longer to be made."""
    made = {one.id for one in ends if one.event.type not in UNMADE}
    found: dict[str, list[End[ArtifactRow]]] = {word: [] for word in (MADE, *UNMADE.values())}
    for one in ends:
        word = UNMADE.get(one.event.type, MADE)
        if word == MADE or one.id not in made:
            found[word].append(one)
    return {word: some for word, some in found.items() if some}
