"""The records of a lineage with their properties as stored, secrets masked, and their parameters.

Both have a bound: a record whose properties do not fit says that they are left out.
"""

import json
from collections.abc import Mapping
from typing import Final, TypeAlias

from webapp.exports.csv import csv_lines
from webapp.exports.json import Content, content, rfc3339, stored
from webapp.lineage.graph import order_of_flow
from webapp.lineage.nodes import LineageNode, Walked
from webapp.lineage.records import Key

MOST: Final = 16_000_000  # characters of all properties together
PARAMETER_COLUMNS: Final = ("key", "kind", "id", "type", "name", "version", "parameter", "value")

Records: TypeAlias = Mapping[Key, Mapping[str, Content]]


def lineage_records(found: Walked, most: int = MOST) -> Records:
    """What each record says, in order of flow. Where room ends, the nearest ones are whole."""
    room = most
    told: dict[Key, dict[str, Content]] = {}
    for node in found.nodes.values():
        kept = _kept(found, node) if room > 0 else {}
        size = len(json.dumps(kept, ensure_ascii=False))
        fits = room > 0 and size <= room
        room -= size if fits else 0
        held = kept if fits else {"parameters": {}, "metrics": {}}
        told[node.key] = {**_summary(node), **held, "left_out": not fits}
    return {one.key: told[one.key] for one in order_of_flow(found.lineage)}


def records_json(records: Records) -> str:
    """Every record, one a line."""
    lines = ",\n".join(json.dumps(one, ensure_ascii=False) for one in records.values())
    return f"[\n{lines}\n]\n"


def parameters_csv(records: Records) -> str:
    """Every parameter of every record, one a line."""
    rows: list[list[Content]] = []
    for one in records.values():
        said = one["parameters"]
        if isinstance(said, dict):
            record = [one[name] for name in PARAMETER_COLUMNS[:-2]]
            rows += ([*record, name, value] for name, value in said.items())
    return "".join(csv_lines([PARAMETER_COLUMNS, *rows]))


def _summary(node: LineageNode) -> dict[str, Content]:
    return {
        "key": str(node.key),
        "kind": node.key.kind,
        "id": node.key.id,
        "type": node.type_name,
        "name": node.name,
        "version": node.version,
        "state": node.state,
        "workspace": node.workspace,
        "run": node.run,
        "owner": node.owner,
        "uri": node.uri,
        "created": rfc3339(node.created),
        "started": rfc3339(node.started),
        "finished": rfc3339(node.finished),
        "hops": node.hops,
        "aside": node.aside,
        "missing": node.missing,
    }


def _kept(found: Walked, node: LineageNode) -> dict[str, Content]:
    record = found.records.get(node.key)
    return {
        "parameters": content(node.parameters),
        "metrics": content(node.metrics),
        **(stored(record) if record is not None else {}),
    }
