"""Responses for machines."""

import json
from collections.abc import Iterable, Mapping, Sequence
from hashlib import sha256
from typing import Final

from flask import Response, request

from webapp.exports.csv import csv_lines
from webapp.exports.json import Content

# How far the catalog is says nothing of what was asked for: an answer is the same without it.
ASIDE: Final = frozenset({"catalog"})


def json_response(content: object, status: int = 200) -> Response:
    """`content` as JSON, or 304 for who has it; ValueError if it holds NaN or an infinity."""
    response = Response(_json(content), status, mimetype="application/json")
    if status != 200 or not isinstance(content, Mapping):  # noqa: PLR2004
        return response
    lasting = {name: one for name, one in content.items() if name not in ASIDE}
    return conditional(response, _json(lasting) if len(lasting) < len(content) else None)


def csv_file(rows: Iterable[Sequence[Content]], name: str) -> Response:
    """A short table as a file, or 304 for who has it."""
    response = Response("".join(csv_lines(rows)), mimetype="text/csv")
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return conditional(response)


def conditional(response: Response, lasting: str | None = None) -> Response:
    """The response with its tag, or 304; `lasting` is what of it the tag speaks of."""
    spoken = response.get_data() if lasting is None else lasting.encode()
    response.set_etag(sha256(spoken).hexdigest()[:24], weak=lasting is not None)
    response.make_conditional(request)
    return response


def tagged(response: Response, state: str) -> Response:
    """The response to this request, or 304 for who has it; `state` changes with what it says."""
    asked = f"{state} {request.script_root} {request.full_path}"
    response.set_etag(sha256(asked.encode("utf-8", "replace")).hexdigest()[:24], weak=True)
    response.make_conditional(request)
    return response


def _json(content: object) -> str:
    return json.dumps(content, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
