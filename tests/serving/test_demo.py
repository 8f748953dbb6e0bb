"""The demo: a store of its own, the sample in it once, the dashboard over both."""

import signal

import pytest
from ml_metadata import MetadataStore
from ml_metadata.proto import metadata_store_pb2 as mlpb

from webapp.store.endpoint import free_port


def artifacts_of(demo):
    port = int(demo.said.partition("log to 127.0.0.1:")[2].split()[0])
    config = mlpb.MetadataStoreClientConfig(host="127.0.0.1", port=port)
    return len(MetadataStore(config).get_artifacts())


def start(launch, folder):
    ports = ("--port", "{port}", "--store-port", str(free_port()))
    return launch("demo", "--no-open", *ports, folder=folder)


@pytest.fixture(scope="module")
def demo(launch, tmp_path_factory):
    return start(launch, tmp_path_factory.mktemp("demo")).says("Ctrl-C ends both")


def test_it_says_both_addresses_over_a_logged_sample(demo):
    assert f"Dashboard ready at http://127.0.0.1:{demo.port}/" in demo.said
    assert artifacts_of(demo) > 3
    assert demo.get() == 200
    assert (demo.folder / "demo" / "metadata.db").exists()


def test_a_second_demo_in_the_folder_says_who_has_it(demo, launch):
    second = start(launch, demo.folder)
    assert second.ends() == 2
    assert "metadata.db is served by process" in second.said


def test_the_sample_is_logged_once(demo, launch):
    before = artifacts_of(demo)
    demo.process.send_signal(signal.SIGINT)
    assert demo.ends() == 0
    again = start(launch, demo.folder).says("Ctrl-C ends both")
    assert artifacts_of(again) == before
    assert "Traceback" not in again.said
