"""A comparison for machines."""

from collections.abc import Iterator, Sequence

from webapp.exports.json import Content, artifact_item, content, execution_item
from webapp.queries.compare.asked import ids_text
from webapp.queries.compare.changes import Change
from webapp.queries.compare.page import Comparison
from webapp.queries.compare.sides import Side
from webapp.queries.compare.table import Line
from webapp.queries.rows import ArtifactRow


def compare_twin(about: Comparison, lines: Sequence[Line], root: str) -> dict[str, Content]:
    """The comparison as JSON; of the values, null is what a record does not say."""
    asked = about.asked
    others = ids_text(asked.other_kind, asked.others)
    return {
        "kind": about.kind,
        "items": [side_item(side, root) for side in about.sides],
        "missing": list(about.missing),
        "left_out": [*others.split(",")] if others else [],
        "sentence": "".join(one.text for one in about.sentence),
        "fields": [_field(line) for line in lines],
        "fields_total": len(about.lines),
    }


def compare_rows(about: Comparison, lines: Sequence[Line]) -> Iterator[list[Content]]:
    """The comparison as a table, its head first."""
    ids = [f"{about.kind}/{side.row.id}" for side in about.sides]
    yield ["group", "field", *ids, *(f"change of {one}" for one in ids[1:])]
    for line in lines:
        values = [content(one.value) for one in line.cells]
        yield [line.group, line.name, *values, *(_delta(one.change) for one in line.cells[1:])]


def side_item(side: Side, root: str) -> dict[str, Content]:
    """One of the records as lists have it."""
    row = side.row
    if isinstance(row, ArtifactRow):
        return artifact_item(row, f"{root}/artifacts/{row.id}")
    return execution_item(row, f"{root}/executions/{row.id}")


def _field(line: Line) -> dict[str, Content]:
    return {
        "group": line.group,
        "name": line.name,
        "values": [content(one.value) for one in line.cells],
        "same": line.same,
        "changes": [_change(one.change) for one in line.cells],
    }


def _change(change: Change | None) -> Content:
    if change is None:
        return None
    return {
        "delta": change.delta,
        "percent": change.percent,
        "seconds": change.seconds,
        "verdict": change.verdict or None,
    }


def _delta(change: Change | None) -> Content:
    if change is None:
        return None
    return change.delta if change.seconds is None else change.seconds
