"""The first page over HTTP."""

import re
from html import unescape

import pytest
from stored_rows import DATA_SET, Rows


@pytest.fixture
def story(mlmd):
    rows = Rows(mlmd)
    workspace = rows.workspace("demo workspace")
    rows.artifacts(2, DATA_SET, [workspace])
    model = rows.artifact("MNIST", version="v1")
    training = rows.execution("training", of=[workspace], __kf_run__="r")
    rows.event(model, training)
    rows.event(rows.metrics({"accuracy": 0.95}), training)
    rows.execution("scoring", "FAILED", of=[workspace], error="the disk is <full>")
    return rows


def test_an_empty_store_tells_how_to_fill_it(client, store_address):
    page = client.get("/")
    assert page.status_code == 200
    assert "This store is empty" in page.text
    host, _, port = store_address.partition(":")
    assert f'grpc_host="{host}", grpc_port={port}' in unescape(page.text)


def test_what_is_in_the_store_is_shown(story, client):
    page = client.get("/")
    assert page.status_code == 200
    text = unescape(re.sub(r"<[^>]+>", " ", page.text))
    text = " ".join(text.split())
    assert "Artifacts 4 Executions 2 Workspaces 1 Failed, last 24 h 1" in text
    assert "MNIST v1" in text
    assert "training #1 accuracy 0.950" in text
    assert "scoring #2" in text
    assert "the disk is <full>" in text
    for path in ("/artifacts/3", "/executions/1", "/executions/2", "/workspaces/1", "/go"):
        assert f'"{path}"' in page.text


def test_the_models_link_lists_as_many_as_it_says(story, client):
    page = client.get("/")
    (address,) = re.findall(r'href="([^"]*)">All models', page.text)
    assert "1 artifact\n" in client.get(unescape(address)).text.replace("</p>", "\n")


def test_a_store_without_models_and_workspaces_says_so(mlmd, client):
    Rows(mlmd).artifacts(1, "Examples")
    page = client.get("/")
    assert "This store has no model yet" in page.text
    assert "No context of this store reads as a workspace" in page.text
    assert "Nothing ran yet" in page.text


def test_a_store_that_is_away_is_named(client_of_nothing):
    page = client_of_nothing.get("/")
    assert page.status_code == 503
    assert "127.0.0.1:1" in page.text
    assert "This store is empty" not in page.text


def test_links_carry_the_prefix(story, client):
    page = client.get("/", headers={"X-Forwarded-Prefix": "/metadata"})
    addresses = re.findall(r'(?:href|action)="([^"#]+)"', page.text)
    assert addresses
    assert all(re.match("(http://localhost)?/metadata/", one) for one in addresses)
