"""The API's description held to what the twins say."""

import json
import re
from collections.abc import Mapping
from copy import deepcopy
from typing import Any

import pytest
import schemathesis
from hypothesis import given, settings
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from webapp.views.api import document, operations

# How the paths end that are not for people.
MOST_RECORDS = 60
QUERIES = ["", "type:model", "type:nothing", 'workspace:"fraud-detection"']
DRAWN = (".png", ".svg", ".zip")  # take their time, and have no fields
TWIN = re.compile(r"\.(json|csv|ndjson|atom|svg|png|dot|graphml|zip|<path:ending>)$")
CHECKS = (
    schemathesis.checks.not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
)


def strict(told: Mapping[str, Any]) -> dict[str, Any]:
    """The document whose answers hold nothing that it does not name, asked for what is there."""
    told = _closed(deepcopy(dict(told)))
    parameters = told["components"]["parameters"]
    for name in ("artifact", "execution", "workspace", "context"):
        parameters[name]["schema"]["maximum"] = MOST_RECORDS
    parameters["q"]["schema"] = {"anyOf": [{"enum": QUERIES}, {"type": "string"}]}
    return told


def _closed(part: Any) -> Any:
    """The part, with whole answers and what stands in arrays closed to more fields."""
    if isinstance(part, list):
        return [_closed(one) for one in part]
    if not isinstance(part, dict):
        return part
    closed = {name: _closed(one) for name, one in part.items()}
    for name in {"items", "schema"} & closed.keys():
        if "in" not in closed and isinstance(closed[name], dict):
            closed[name] = {"allOf": [closed[name]], "unevaluatedProperties": False}
    return closed


@pytest.fixture(scope="module")
def schema(app):
    """The strict document over the app."""
    found = schemathesis.openapi.from_dict(strict(document()))
    found.app = app
    return found


@pytest.mark.parametrize("path", [one for one in document()["paths"] if not one.startswith("/api")])
def test_every_twin_is_as_described(schema, path):
    @given(schema[path]["GET"].as_strategy())
    @settings(
        max_examples=2 if path.endswith(DRAWN) else 12,
        deadline=None,
        derandomize=True,
        database=None,
    )
    def hold(case):
        case.call_and_validate(checks=CHECKS)

    hold()


def test_every_twin_is_described(app):
    adapter = app.url_map.bind("localhost")
    described = set()
    for path in document()["paths"]:
        concrete = re.sub(r"\{[^}]*\}", "1", path.replace("{kind}", "artifact"))
        rule, _ = adapter.match(concrete, return_rule=True)
        described.add(rule.rule)
    twins = {rule.rule for rule in app.url_map.iter_rules() if TWIN.search(rule.rule)}
    assert twins <= described


def test_it_is_there_for_where_the_dashboard_is(app):
    client = app.test_client()
    told = client.get("/api/openapi.json").get_json()
    assert told["openapi"].startswith("3.1")
    assert told["servers"] == [{"url": "/"}]
    under = client.get("/api/openapi.json", headers={"X-Forwarded-Prefix": "/metadata"}).get_json()
    assert under["servers"] == [{"url": "/metadata"}]


def test_its_version_is_the_project_s(pytestconfig):
    project = (pytestconfig.rootpath / "pyproject.toml").read_text()
    assert f'version = "{document()["info"]["version"]}"' in project


def test_the_page_lists_every_address_and_those_that_need_nothing_answer(app):
    client = app.test_client()
    page = client.get("/api")
    for one in operations(document()):
        assert one.path in page.text
        if one.stands_alone:
            assert f'href="{one.path}"' in page.text
            assert client.get(one.path).status_code == 200


@pytest.mark.parametrize("path", ["/artifacts.json", "/artifacts/1.json", "/api/openapi.json"])
def test_who_has_a_twin_is_told_that_it_did_not_change(app, path):
    client = app.test_client()
    first = client.get(path)
    again = client.get(path, headers={"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")
    assert again.headers["ETag"] == first.headers["ETag"]
    other = client.get(path, headers={"If-None-Match": '"x"'})
    assert other.status_code == 200
    assert _lasting(other) == _lasting(first)


def test_who_has_a_feed_is_told_that_it_did_not_change(app):
    client = app.test_client()
    first = client.get("/artifacts.atom")
    again = client.get("/artifacts.atom", headers={"If-None-Match": first.headers["ETag"]})
    assert (first.status_code, again.status_code, again.data) == (200, 304, b"")


def test_lists_come_in_the_same_order_page_by_page(app):
    client = app.test_client()
    for sort in ("created", "-created", "id", "-id"):
        whole_list = client.get(f"/artifacts.json?limit=200&sort={sort}").get_json()["items"]
        pieces, after = [], ""
        while after is not None:
            page = client.get(f"/artifacts.json?limit=37&sort={sort}&after={after}").get_json()
            pieces += page["items"]
            after = page["after"]
        assert [one["id"] for one in pieces] == [one["id"] for one in whole_list]
        json.dumps(pieces)


def _lasting(answer):
    """What a twin says but for how new the catalog is."""
    return {name: one for name, one in answer.get_json().items() if name != "catalog"}
