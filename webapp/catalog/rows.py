"""The row of a list, as it lies in the index beside the terms: no page reads the store for it."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import UTC, datetime, timedelta
from typing import Any

from webapp.catalog.documents import Document
from webapp.catalog.terms import KEPT_OF_LONG, LONGEST_EXACT
from webapp.metadata import Kind, Properties, Value

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
MILLISECOND = timedelta(milliseconds=1)
NUMBERS = (int, float)
ENCODE = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


@dataclass(frozen=True, slots=True)
class Row:
    """A record as lists show it; the fields mean what they mean in Document.

    Long texts are cut, and properties and parameters are there when they are short and no
    structures: `properties` holds the custom ones too.
    """

    kind: Kind
    id: int
    type: str
    short_type: str
    family: str
    role: str
    name: str
    version: str
    workspace: str
    run: str
    owner: str
    state: str
    uri: str
    description: str
    failure: str
    external_id: str
    created: datetime | None
    updated: datetime | None
    started: datetime | None
    finished: datetime | None
    used: datetime | None
    producers: int | None
    consumers: int | None
    inputs: int | None
    outputs: int | None
    labels: Mapping[str, str]
    metrics: Mapping[str, float]
    metric_sources: Mapping[str, int]
    parameters: Properties
    properties: Properties
    unreadable: bool
    contexts: tuple[int, ...]


PLACES = {field.name: place for place, field in enumerate(fields(Row))}
TIMES = slice(PLACES["created"], PLACES["used"] + 1)
CONTEXTS = PLACES["contexts"]


def packed(document: Document) -> bytes:
    """The document's row as JSON."""
    content = [
        document.kind,
        document.id,
        document.type,
        document.short_type,
        document.family,
        document.role,
        document.name,
        document.version,
        document.workspaces[0] if document.workspaces else "",
        document.runs[0] if document.runs else "",
        document.owner,
        document.state,
        _cut(document.uri, 2_000),
        _cut(document.description),
        _cut(document.failure),
        document.external_id,
        milliseconds(document.created),
        milliseconds(document.updated),
        milliseconds(document.started),
        milliseconds(document.finished),
        milliseconds(document.used),
        document.producers,
        document.consumers,
        document.inputs,
        document.outputs,
        {key: _cut(value) for key, value in document.labels.items()},
        dict(document.metrics),
        dict(document.metric_sources),
        _short(document.parameters),
        _short(document.properties) | _short(document.custom_properties),
        document.unreadable,
        document.contexts,
    ]
    return ENCODE(content).encode()


def unpacked(data: bytes) -> Row:
    """The row that `packed` wrote."""
    content: list[Any] = json.loads(data)
    content[TIMES] = [
        None if time is None else EPOCH + time * MILLISECOND for time in content[TIMES]
    ]
    content[CONTEXTS] = tuple(content[CONTEXTS])
    return Row(*content)


def milliseconds(time: datetime | None) -> int | None:
    """Milliseconds since 1970."""
    if time is None:
        return None
    since = time - EPOCH
    return (since.days * 86_400 + since.seconds) * 1_000 + since.microseconds // 1_000


def _cut(text: str, longest: int = LONGEST_EXACT) -> str:
    return text if len(text) <= longest else text[:KEPT_OF_LONG] + "…"


def _short(properties: Properties) -> dict[str, Value]:
    return {
        key: value
        for key, value in properties.items()
        if (len(value) <= LONGEST_EXACT if isinstance(value, str) else isinstance(value, NUMBERS))
    }
