"""The lines of Python on record pages: they run as they are pasted."""

import pytest
from stored_rows import Rows
from tutorial import log_tutorial

from webapp.queries import snippet
from webapp.store.connection import Connection


def pasted(lines):
    names = {}
    exec(lines, names)  # noqa: S102
    return names["found"]


@pytest.fixture
def address(store_address):
    connection = Connection(f"grpc://{store_address}")
    yield str(connection.address)
    connection.close()


def test_the_sdk_finds_its_model(address, store_address):
    model = log_tutorial(store_address).model
    lines = snippet.python(address, "artifact", "kubeflow.org/alpha/model", model, "demo workspace")
    assert pasted(lines)["name"] == "MNIST"


@pytest.mark.parametrize("kind", ["artifact", "execution", "context"])
def test_the_stock_client_finds_any_record(address, mlmd, kind):
    rows = Rows(mlmd)
    made = {
        "artifact": lambda: rows.artifact("a", "Any"),
        "execution": lambda: rows.execution("e"),
        "context": lambda: rows.workspace("w"),
    }
    key = made[kind]()
    assert pasted(snippet.python(address, kind, "Any", key)).id == key


def test_a_hostile_workspace_name_stays_a_name():
    lines = snippet.python("h:1", "artifact", "kubeflow.org/alpha/model", 1, "'); import os #\n")
    compile(lines, "snippet", "exec")
    assert 'name="\'); import os #\\n"' in lines


def test_an_address_with_a_scheme_or_of_ipv6():
    assert "host='::1', port=8080" in snippet.python("[::1]:8080", "context", "T", 1)
    assert "host='db.example.org', port=443" in snippet.python(
        "grpcs://db.example.org:443", "context", "T", 1
    )
