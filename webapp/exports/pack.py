"""A lineage with all that its records say, as one zip to keep or to send: what made something."""

from collections.abc import Iterator, Mapping
from typing import Final

from webapp.exports.archive import archive
from webapp.exports.lineage_json import lineage_json
from webapp.exports.lineage_records import (
    MOST,
    Records,
    lineage_records,
    parameters_csv,
    records_json,
)
from webapp.exports.prov import prov_json
from webapp.exports.remark import reasons
from webapp.lineage.labels import printable
from webapp.lineage.nodes import Walked

FILES: Final[Mapping[str, str]] = {
    "recipe.py": "the steps in order, with what each read and made: python3 recipe.py",
    "lineage.svg": "the picture",
    "lineage.json": "what is connected to what: nodes and edges, nearest first",
    "records.json": "every record in order of flow, its properties as stored",
    "parameters.csv": "every parameter, one a line",
    "prov.json": "the same lineage as W3C PROV-JSON",
}
BOUNDS: Final[Mapping[str, str]] = {
    "up": "artifacts upstream",
    "down": "artifacts downstream",
    "limit": "nodes at most",
    "as_of": "as it was on",
    "from": "between",
    "to": "and",
}


def pack(found: Walked, svg: str, recipe: str, bounds: Mapping[str, str]) -> bytes:
    """The zip. `bounds` are parameters of the lineage's address; the same ones, the same bytes."""
    records = lineage_records(found)
    files = {
        "recipe.py": recipe,
        "lineage.svg": svg,
        "lineage.json": lineage_json(found),
        "records.json": records_json(records),
        "parameters.csv": parameters_csv(records),
        "prov.json": prov_json(found),
    }
    readme = "\n".join([*_readme(found, records, bounds), ""])
    start = found.lineage.start
    return archive({**files, "README.txt": readme}, f"lineage-{start.kind}-{start.id}")


def _readme(found: Walked, records: Records, bounds: Mapping[str, str]) -> Iterator[str]:
    lineage = found.lineage
    yield f"Lineage of {printable(found.start.full_name)} ({lineage.start})"
    yield ""
    yield from _listed({BOUNDS[name]: bounds[name] for name in BOUNDS if name in bounds})
    steps = sum(key.kind == "execution" for key in records)
    counts = {
        "artifacts": f"{len(records) - steps:,}",
        "executions": f"{steps:,}",
        "events": f"{len(lineage.edges):,}",
        "left out beside them": f"{sum(one.count for one in lineage.hidden):,}",
        "complete": _complete(found),
    }
    yield from _listed(counts)
    yield ""
    yield from _listed(FILES)
    yield ""
    yield "Times are UTC. Values that look like secrets are masked. A ' before a text in"
    yield "parameters.csv keeps spreadsheets from reading it as a formula. Data and models"
    yield "are not in here: records tell where they lie (uri)."
    left_out = sum(one["left_out"] is True for one in records.values())
    if left_out:
        yield f"The properties of {left_out:,} records are left out (left_out in records.json):"
        yield f"a pack holds {MOST:,} characters of them."


def _complete(found: Walked) -> str:
    why = reasons(found)
    return f"no: {', and '.join(why)}" if why else "yes, within these bounds"


def _listed(said: Mapping[str, str]) -> Iterator[str]:
    widest = max(len(name) for name in said)
    for name, text in said.items():
        yield f"{name.ljust(widest)}  {printable(text)}"
