"""A lineage as OpenLineage run events, one an execution, as a JSON list.

OpenLineage names runs by UUID and data sets by where they are: the UUIDs come from the ids in the
store, so that the same store gives the same events.
"""

import json
from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Final
from urllib.parse import urlsplit
from uuid import NAMESPACE_URL, uuid5

from webapp.exports.json import Content, rfc3339
from webapp.exports.remark import remark
from webapp.lineage.graph import edges_in_order, order_of_flow
from webapp.lineage.nodes import LineageNode, Walked
from webapp.lineage.records import Key
from webapp.metadata import Event

PRODUCER: Final = "urn:mlmd-dashboard"
NAMESPACE: Final = "mlmd"
SPEC: Final = "https://openlineage.io/spec"
RUN_EVENT: Final = f"{SPEC}/2-0-2/OpenLineage.json#/$defs/RunEvent"
RUN_FACET: Final = f"{SPEC}/2-0-2/OpenLineage.json#/$defs/RunFacet"
VERSION_FACET: Final = (
    f"{SPEC}/facets/1-0-1/DatasetVersionDatasetFacet.json#/$defs/DatasetVersionDatasetFacet"
)
EVENT_TYPES: Final = {
    "NEW": "START",
    "RUNNING": "RUNNING",
    "COMPLETE": "COMPLETE",
    "CACHED": "COMPLETE",
    "FAILED": "FAIL",
    "CANCELED": "ABORT",
}
NO_TIME: Final = datetime(1970, 1, 1, tzinfo=UTC)


def openlineage(found: Walked) -> str:
    """An event for each execution, in order of flow, as it last was."""
    ends: dict[Key, list[Event]] = {}
    for edge in edges_in_order(found.lineage):
        key = Key("execution", edge.event.execution_id)
        ends.setdefault(key, []).append(edge.event)
    executions = [one.key for one in order_of_flow(found.lineage) if one.key.kind == "execution"]
    facets = _facets(remark(found))
    events = [_event(found, key, ends.get(key, []), facets) for key in executions]
    return json.dumps(events, ensure_ascii=False, indent=1) + "\n"


def _facets(note: str) -> dict[str, Content]:
    """What each run says of the whole: events are read one by one."""
    if not note:
        return {}
    facet: dict[str, Content] = {"_producer": PRODUCER, "_schemaURL": RUN_FACET}
    return {"mlmd_lineage": {**facet, "complete": False, "remark": note}}


def _event(
    found: Walked, key: Key, events: list[Event], facets: dict[str, Content]
) -> dict[str, Content]:
    node = found.nodes[key]
    times = [event.time for event in events if event.time]
    moment = node.finished or max(times, default=None) or node.created or NO_TIME
    return {
        "eventType": EVENT_TYPES.get(node.state, "OTHER"),
        "eventTime": rfc3339(moment),
        "producer": PRODUCER,
        "schemaURL": RUN_EVENT,
        "run": {"runId": str(uuid5(NAMESPACE_URL, f"urn:mlmd:{key}")), "facets": facets},
        "job": {
            "namespace": node.workspace or NAMESPACE,
            "name": node.name or str(key),
            "facets": {},
        },
        "inputs": _data_sets(found, (event for event in events if event.is_input)),
        "outputs": _data_sets(found, (event for event in events if event.is_output)),
    }


def _data_sets(found: Walked, events: Iterable[Event]) -> list[Content]:
    types: dict[Key, list[str]] = {}
    for event in events:
        types.setdefault(Key("artifact", event.artifact_id), []).append(event.type)
    return [{**_data_set(found.nodes[key]), **_kind(words)} for key, words in types.items()]


def _kind(types: list[str]) -> dict[str, Content]:
    """What tells that a data set was only declared, is pending, or stayed inside of a run."""
    side = "input" if types[0].endswith("INPUT") else "output"
    if side.upper() in types:
        return {}
    facet = f"{side.capitalize()}DatasetFacet"
    said: dict[str, Content] = {
        "_producer": PRODUCER,
        "_schemaURL": f"{SPEC}/2-0-2/OpenLineage.json#/$defs/{facet}",
        "event": types[0],
    }
    return {f"{side}Facets": {"mlmd_event": said}}


def _data_set(node: LineageNode) -> dict[str, Content]:
    namespace, name = named(node.uri, str(node.key))
    version: dict[str, Content] = {
        "_producer": PRODUCER,
        "_schemaURL": VERSION_FACET,
        "datasetVersion": str(node.key),
    }
    return {"namespace": namespace, "name": name, "facets": {"version": version}}


def named(uri: str, key: str) -> tuple[str, str]:
    """The namespace and name that OpenLineage gives to what is at a URI; the key without one.

    >>> named("gs://bucket/models/1", "artifact/1"), named("/tmp/a", "artifact/1")
    (('gs://bucket', 'models/1'), ('file', '/tmp/a'))
    >>> named("", "artifact/1")
    ('mlmd', 'artifact/1')
    """
    try:
        parts = urlsplit(uri)
    except ValueError:
        return NAMESPACE, key
    path = parts.path if not parts.query else f"{parts.path}?{parts.query}"
    if not path or path == "/":
        return NAMESPACE, key
    if parts.scheme in ("", "file"):
        return "file", path
    return f"{parts.scheme}://{parts.netloc}", path.removeprefix("/")
