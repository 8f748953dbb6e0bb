"""Probes: liveness never touches the store, readiness asks it."""

from typing import Final

from flask import Blueprint, Response

from webapp.store.client import Store
from webapp.views.current import services

READY_SECONDS: Final = 2.0

blueprint = Blueprint("health", __name__, url_prefix="/healthz")


@blueprint.get("/liveness")
def liveness() -> Response:
    """That this process answers."""
    return Response("ok\n", mimetype="text/plain")


@blueprint.get("/readiness")
def readiness() -> Response:
    """That the store answers; 503 or 504 with the reason otherwise."""
    Store(services().connection, READY_SECONDS, READY_SECONDS).types("context")
    return Response("ok\n", mimetype="text/plain")
