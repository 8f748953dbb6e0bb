"""Every failure as a page or as JSON, with its HTTP status from one table."""

import logging
from collections.abc import Mapping

from flask import Flask, Response, make_response, render_template, request
from msgspec import Struct
from werkzeug.exceptions import HTTPException

from webapp import errors
from webapp.views.current import request_id
from webapp.views.twins import json_response

LOG = logging.getLogger(__name__)

STATUS: dict[type[errors.DashboardError], int] = {
    errors.NotFoundError: 404,
    errors.NoPageError: 404,
    errors.BadParameterError: 400,
    errors.QueryError: 400,
    errors.CatalogNeededError: 503,
    errors.StoreUnavailableError: 503,
    errors.StoreTimeoutError: 504,
    errors.StoreRefusedError: 502,
    errors.StoreUnreadableError: 502,
    errors.StoreTooLargeError: 502,
}
TITLES = {
    400: "This address cannot be read",
    404: "Not found",
    405: "Not possible here",
    500: "This page failed",
    502: "The store could not answer",
    503: "The store is away",
    504: "The store is too slow",
}
# Where the status alone does not say it.
TITLES_BY_CODE = {"store_refused": "The store does not let the dashboard in"}
RETRY_AFTER = {503: 2, 504: 5}
# How the paths end that are not for people.
MACHINES = (
    *(".json", ".csv", ".ndjson", ".atom", ".dot", ".graphml", ".svg", ".png", ".zip", "/oembed"),
)


class Failure(Struct, frozen=True):
    """What the error page says. `retry` is whether the same address may work later.

    `is_of_record` is whether the address names a record that the store has not.
    """

    status: int
    code: str
    title: str
    message: str
    request_id: str
    retry: bool
    is_of_record: bool


def register(app: Flask) -> None:
    """Nothing; every failure inside `app` is answered by this module."""
    app.register_error_handler(errors.DashboardError, on_domain_error)
    app.register_error_handler(HTTPException, on_http_error)
    app.register_error_handler(Exception, on_bug)


def on_domain_error(error: errors.DashboardError) -> Response:
    """The page of a failure that has its own class."""
    status = STATUS.get(type(error), 500)
    if isinstance(error, errors.QueryError):
        return _respond(status, error.code, str(error), {"position": error.position})
    is_of_record = isinstance(error, errors.NotFoundError)
    return _respond(status, error.code, str(error), is_of_record=is_of_record)


def on_http_error(error: HTTPException) -> Response:
    """The page of a failure that Flask found: no such page, wrong method."""
    status = error.code or 500
    if status == 404:  # noqa: PLR2004
        return _respond(status, "not_found", f"No page has the address {request.path[:200]}.")
    code = error.name.lower().replace(" ", "_")
    return _respond(status, code, error.description or error.name)


def on_bug(error: Exception) -> Response:
    """The page of a failure nobody foresaw; the log has its trace under the request id."""
    LOG.error("request %s failed", request_id(), exc_info=error)
    message = "The server logged what happened under this request's id."
    return _respond(500, "internal_error", message)


def _respond(
    status: int,
    code: str,
    message: str,
    details: Mapping[str, object] | None = None,
    *,
    is_of_record: bool = False,
) -> Response:
    retry_after = RETRY_AFTER.get(status)
    if request.path.endswith(MACHINES):
        content = {"code": code, "message": message, "request_id": request_id(), **(details or {})}
        response = json_response({"error": content}, status)
    else:
        title = TITLES_BY_CODE.get(code) or TITLES.get(status, "This did not work")
        failure = Failure(
            status, code, title, message, request_id(), retry_after is not None, is_of_record
        )
        response = make_response(render_template("error.html", failure=failure), status)
    if retry_after:
        response.headers["Retry-After"] = str(retry_after)
    return response
