"""Two dashboards with one catalog's folder: over two stores, and over one."""

import json
from urllib.request import urlopen

import pytest
from ml_metadata import MetadataStore
from ml_metadata.proto import metadata_store_pb2 as mlpb
from stored_rows import Rows

from tests.serving.processes import eventually

READY = "Dashboard ready at http://127.0.0.1:"


@pytest.fixture(scope="module")
def store_with(launch):
    """What starts a store whose artifacts have these names."""

    def made(*names):
        running = launch(
            "store", "--store", "sqlite:///metadata.db", "--listen", "127.0.0.1:{port}"
        )
        running.says("Store ready")
        config = mlpb.MetadataStoreClientConfig(host="127.0.0.1", port=running.port)
        rows = Rows(MetadataStore(config))
        for name in names:
            rows.artifact(name, "Thing")
        return f"grpc://127.0.0.1:{running.port}"

    return made


@pytest.fixture
def serve(launch, tmp_path):
    """What starts a dashboard over a store with the folder of all others."""

    def started(store):
        folder = ("--catalog", str(tmp_path / "catalog"), "--workers", "1")
        return launch("serve", "--store", store, "--listen", "127.0.0.1:{port}", *folder)

    return started


def page(dashboard, path="/artifacts"):
    with urlopen(f"http://127.0.0.1:{dashboard.port}{path}") as answer:
        return answer.read().decode()


def listed(dashboard):
    told = json.loads(page(dashboard, "/artifacts.json"))
    return [one["name"] for one in told["items"]], told["catalog"]["complete"]


def test_a_dashboard_never_shows_the_records_of_another_store(store_with, serve):
    first = serve(store_with("alpha", "beta")).says(READY)
    eventually(lambda: listed(first) == (["beta", "alpha"], True))
    second = serve(store_with("gamma")).says(READY)
    assert listed(second) == (["gamma"], False)
    shown = page(second)
    assert "In step" not in shown
    assert "is another store&#39;s: give each store a folder of its own" in shown
    second.says("It is another store's: give each store a folder of its own with --catalog.")
    assert listed(first) == (["beta", "alpha"], True)
    first.process.terminate()
    assert first.ends() == 0
    eventually(lambda: listed(second) == (["gamma"], True))
    assert second.said.count("is another store's") == 1


def test_two_dashboards_over_one_store_share_a_folder(store_with, serve):
    store = store_with("alpha")
    first = serve(store).says(READY)
    eventually(lambda: listed(first) == (["alpha"], True))
    for other in (store, store.replace("127.0.0.1", "localhost")):
        second = serve(other).says(READY)
        assert listed(second) == (["alpha"], True)
        assert "In step" in page(second)
        second.says("is written by process ")
        assert "another store" not in second.said
