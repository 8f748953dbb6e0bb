"""Responses for machines."""

import json

from flask import Response


def json_response(content: object, status: int = 200) -> Response:
    """`content` as JSON; ValueError if it holds NaN or an infinity, which JSON has no word for."""
    body = json.dumps(content, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    return Response(body, status, mimetype="application/json")
