"""The steps of a lineage, in order, told from the files beside this one.

Needs nothing but Python: `python3 recipe.py` prints the steps, `from recipe import steps` gives
them to a program.
"""

import json
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

LONGEST: Final = 300
# Others say that something was only declared, is pending, or stayed inside of a step.
PLAIN: Final = ("INPUT", "OUTPUT")


@dataclass(frozen=True)
class Use:
    """An artifact that a step read or made; `event` is the store's word for how it took part.

    Some tools keep the parameters of a step with what it made.
    """

    key: str
    name: str
    version: str
    uri: str
    event: str
    role: str
    parameters: Mapping[str, Any]


@dataclass(frozen=True)
class Step:
    """An execution: what it read, with which parameters, and what it made.

    Where the event of a use says so, it only declared that, or is yet to do it.
    Times are as in the file, None where none is known.
    """

    key: str
    name: str
    type: str
    state: str
    started: str | None
    finished: str | None
    parameters: Mapping[str, Any]
    reads: Sequence[Use]
    makes: Sequence[Use]


def steps(folder: str | Path = ".") -> list[Step]:
    """Every execution in `folder`, each one behind those that made what it reads."""
    lineage, records = _read(folder)
    reads: dict[str, list[Use]] = {}
    makes: dict[str, list[Use]] = {}
    for edge in lineage["edges"]:
        source, target = edge["from"], edge["to"]
        is_input = target.startswith("execution/")
        step, artifact = (target, source) if is_input else (source, target)
        (reads if is_input else makes).setdefault(step, []).append(_use(records, artifact, edge))
    executions = [key for key, one in records.items() if one["kind"] == "execution"]
    return [
        _step(records[key], reads.get(key, []), makes.get(key, []))
        for key in _in_order(executions, reads, makes)
    ]


def told(folder: str | Path = ".") -> Iterator[str]:
    """The lines that say it to a reader."""
    lineage, records = _read(folder)
    found = steps(folder)
    start = records[lineage["start"]]
    count = f"{len(found)} step{'' if len(found) == 1 else 's'}"
    whole = "" if lineage["complete"] else ", not complete"
    yield f"{_named(start['name'], start['version'], start['key'])}: {count}{whole}"
    made = {use.key for step in found for use in step.makes}
    given = {use.key: use for step in found for use in step.reads if use.key not in made}
    if given:
        yield ""
        yield "It starts from"
        for use in given.values():
            yield f"   {_artifact(use)}"
    for number, step in enumerate(found, 1):
        state = "" if step.state == "UNKNOWN" else _line(step.state)
        yield ""
        yield f"{number}. {_named(step.name, '', step.key)} {state}".rstrip()
        if step.started or step.finished:
            yield f"   ran   {step.started or '?'} to {step.finished or '?'}"
        for use in step.reads:
            yield f"   reads {_artifact(use)}"
        yield from _set("   with  ", step.parameters)
        for use in step.makes:
            yield f"   makes {_artifact(use)}"
            yield from _set("         with ", use.parameters)


def _read(folder: str | Path) -> tuple[dict[str, Any], dict[str, dict[str, Any]]]:
    """The lineage, and its records by key."""
    there = Path(folder)
    lineage = json.loads((there / "lineage.json").read_text(encoding="utf-8"))
    records = json.loads((there / "records.json").read_text(encoding="utf-8"))
    return lineage, {one["key"]: one for one in records}


def _use(records: Mapping[str, Mapping[str, Any]], key: str, edge: Mapping[str, Any]) -> Use:
    record = records[key]
    return Use(
        key=key,
        name=record["name"],
        version=record["version"],
        uri=record["uri"],
        event=edge["event"],
        role=edge["role"],
        parameters=record["parameters"],
    )


def _step(record: Mapping[str, Any], reads: Sequence[Use], makes: Sequence[Use]) -> Step:
    return Step(
        key=record["key"],
        name=record["name"],
        type=record["type"],
        state=record["state"],
        started=record["started"],
        finished=record["finished"],
        parameters=record["parameters"],
        reads=reads,
        makes=makes,
    )


def _in_order(
    keys: Sequence[str], reads: Mapping[str, Sequence[Use]], makes: Mapping[str, Sequence[Use]]
) -> Iterator[str]:
    """The keys, each behind the makers of what it reads; a circle begins where it is met."""
    makers: dict[str, list[str]] = {}
    for key in keys:
        for use in makes.get(key, ()):
            makers.setdefault(use.key, []).append(key)
    before = {
        key: iter([m for use in reads.get(key, ()) for m in makers.get(use.key, ())])
        for key in keys
    }
    seen: set[str] = set()
    for first in keys:
        path = [] if first in seen else [first]
        while path:
            seen.add(path[-1])
            waits_for = next((one for one in before[path[-1]] if one not in seen), None)
            if waits_for is None:
                yield path.pop()
            else:
                path.append(waits_for)


def _set(before: str, parameters: Mapping[str, Any]) -> Iterator[str]:
    for name, value in parameters.items():
        yield f"{before}{_line(name)} = {_line(json.dumps(value, ensure_ascii=False))}"


def _artifact(use: Use) -> str:
    role = f" as {_line(use.role)}" if use.role else ""
    if use.event not in PLAIN:
        role += f", {_line(use.event.replace('_', ' ').lower())}"
    uri = f", {_line(use.uri)}" if use.uri else ""
    return f"{_named(use.name, use.version, use.key)}{role}{uri}"


def _named(name: str, version: str, key: str) -> str:
    return f"{_line(f'{name} {version}')} ({key})"


def _line(text: str) -> str:
    """The text on one line: nothing in it moves the cursor of a terminal, or turns text around."""
    seen = "".join(letter if letter.isprintable() else " " for letter in text)
    one = " ".join(seen.split())
    return one if len(one) <= LONGEST else f"{one[: LONGEST - 1]}…"


def main() -> None:
    """The steps on standard output, of the folder in which this file lies."""
    # Names have letters that a terminal may not: it then shows what it can.
    sys.stdout.reconfigure(errors="replace")  # type: ignore[union-attr]
    for line in told(Path(__file__).parent):
        sys.stdout.write(f"{line}\n")


if __name__ == "__main__":
    main()
