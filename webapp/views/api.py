"""The description of every twin: for machines as OpenAPI, for people as a page."""

import json
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files
from itertools import groupby
from typing import Any, Final

from flask import Blueprint, Response, render_template, request
from msgspec import Struct

from webapp.views.share import root
from webapp.views.twins import json_response

METHOD: Final = "get"  # nothing here writes

blueprint = Blueprint("api", __name__, url_prefix="/api")


class Parameter(Struct, frozen=True):
    """What an address can be asked with; `takes` are the values, in words."""

    name: str
    required: bool
    description: str
    takes: str


class Operation(Struct, frozen=True):
    """One address; `stands_alone` is whether it answers as it is written."""

    tag: str
    path: str
    summary: str
    kind: str
    parameters: tuple[Parameter, ...]
    stands_alone: bool


@cache
def document() -> Mapping[str, Any]:
    """The OpenAPI document as it is written."""
    found: Mapping[str, Any] = json.loads(
        files("webapp.views").joinpath("openapi.json").read_text()
    )
    return found


@blueprint.get("/openapi.json")
def openapi() -> Response:
    """The document, for where this dashboard is."""
    return json_response({**document(), "servers": [{"url": request.script_root or "/"}]})


@blueprint.get("")
def index() -> str:
    """The same to read."""
    told = document()
    groups = tuple(
        (tag, tuple(listed)) for tag, listed in groupby(operations(told), lambda one: one.tag)
    )
    return render_template(
        "api/index.html", about=told["info"]["description"], groups=groups, root=root()
    )


def operations(told: Mapping[str, Any]) -> Iterator[Operation]:
    """Every operation of the document, in its order."""
    for path, item in told["paths"].items():
        operation = item[METHOD]
        named = [_resolved(told, one) for one in operation.get("parameters", ())]
        yield Operation(
            tag=operation["tags"][0],
            path=path,
            summary=operation["summary"],
            kind=next(iter(operation["responses"]["200"]["content"])),
            parameters=tuple(_parameter(one) for one in named),
            stands_alone=not any(one.get("required") for one in named),
        )


def _parameter(told: Mapping[str, Any]) -> Parameter:
    return Parameter(
        name=told["name"],
        required=told.get("required", False),
        description=told.get("description", ""),
        takes=takes(told["schema"]),
    )


def takes(schema: Mapping[str, Any]) -> str:
    """The values that a schema lets through, in words.

    >>> takes({"type": "integer", "minimum": 1, "maximum": 200, "default": 50})
    'a whole number from 1 to 200; 50 without it'
    >>> takes({"enum": ["all", "few"]}), takes({"type": "string"})
    ('all or few', 'text')
    """
    if "enum" in schema:
        words = " or ".join(schema["enum"])
    elif schema["type"] == "integer":
        low, high = schema["minimum"], schema["maximum"]
        words = f"a whole number from {low:,} to {high:,}" if high < 2**53 else "a whole number"
    else:
        words = "text"
    return f"{words}; {schema['default']} without it" if "default" in schema else words


def _resolved(told: Mapping[str, Any], part: Mapping[str, Any]) -> Mapping[str, Any]:
    if "$ref" not in part:
        return part
    for step in part["$ref"].removeprefix("#/").split("/"):
        told = told[step]
    return told
