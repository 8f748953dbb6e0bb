"""A comparison for machines."""

from collections.abc import Iterator, Mapping, Sequence

from webapp.exports.json import Content, artifact_item, content, execution_item
from webapp.queries.compare.asked import ids_text
from webapp.queries.compare.changes import Change
from webapp.queries.compare.chart import METRIC, PARAM, ChartPage
from webapp.queries.compare.page import Comparison
from webapp.queries.compare.table import Line
from webapp.queries.rows import ArtifactRow, ExecutionRow


def compare_twin(about: Comparison, lines: Sequence[Line], root: str) -> dict[str, Content]:
    """The comparison as JSON; of the values, null is what a record does not say."""
    asked = about.asked
    others = ids_text(asked.other_kind, asked.others)
    return {
        "kind": about.kind,
        "items": [_item(one.row, one.parameters, root) for one in about.sides],
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


def chart_twin(page: ChartPage, root: str) -> dict[str, Content]:
    """Many records as JSON, in the order that was asked for."""
    others = ids_text(page.asked.other_kind, page.asked.others)
    return {
        "kind": page.asked.kind,
        "items": [_item(one.row, one.parameters, root) for one in page.points],
        "missing": list(page.missing),
        "left_out": [*others.split(",")] if others else [],
        "more": page.asked.left_out,
    }


def chart_rows(page: ChartPage) -> Iterator[list[Content]]:
    """Many records as a table, its head first: every parameter and metric of any of them."""
    parameters = dict.fromkeys(name for one in page.points for name in one.parameters)
    metrics = dict.fromkeys(name for one in page.points for name in one.metrics)
    heads = [*(f"{PARAM}{one}" for one in parameters), *(f"{METRIC}{one}" for one in metrics)]
    yield ["kind", "id", "name", "version", *heads]
    for one in page.points:
        values = [one.parameters.get(name) for name in parameters]
        measured = [one.metrics.get(name) for name in metrics]
        told = [content(value) for value in (*values, *measured)]
        yield [page.asked.kind, one.row.id, one.row.name, one.row.version, *told]


def _item(
    row: ArtifactRow | ExecutionRow, parameters: Mapping[str, object], root: str
) -> dict[str, Content]:
    """One of the records as lists have it, with its parameters by path."""
    if isinstance(row, ArtifactRow):
        item = artifact_item(row, f"{root}/artifacts/{row.id}")
    else:
        item = execution_item(row, f"{root}/executions/{row.id}")
    return {**item, "parameters": content(parameters)}


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
