"""Addresses of pages."""

import pytest
from flask import url_for

from webapp.queries.phrases import Link
from webapp.views.addresses import href


@pytest.mark.parametrize(
    ("link", "endpoint", "values"),
    [
        (Link("artifact", 5), "artifacts.detail", {"record": 5}),
        (Link("execution", 5), "executions.detail", {"record": 5}),
        (Link("context", 5), "contexts.detail", {"record": 5}),
        (Link("workspace", 5), "workspaces.detail", {"record": 5}),
        (Link("type", 5, "artifact"), "types.detail", {"kind": "artifact", "record": 5}),
        *(
            (Link("run", 5, name), "workspaces.run", {"record": 5, "name": name})
            for name in ("weekly run", "a/b?c=d&e#f+g%", "<\"'>", "ä~!$()*,:;@[]{}|\\^`\n\x00", "")
        ),
    ],
)
@pytest.mark.parametrize("prefix", ["", "/metadata"])
def test_an_address_is_the_one_that_its_page_has(shared_app, link, endpoint, values, prefix):
    with shared_app.test_request_context("/", environ_overrides={"SCRIPT_NAME": prefix}):
        assert href(link) == url_for(endpoint, **values)
