"""Files of lineages from the command line: the bytes of the page's twins, from any store."""

import os
import subprocess
import sys

import pytest
from catalogs import catalog_of
from click.testing import CliRunner
from logged_pipeline import Logged
from ml_metadata import MetadataStore
from ml_metadata.proto import metadata_store_pb2 as mlpb

from webapp.app import create_app
from webapp.cli import main
from webapp.queries.lineage.formats import FORMATS
from webapp.settings import Settings
from webapp.store.connection import Connection


def written(*arguments):
    """What the command wrote; AssertionError with what it said where it failed."""
    result = CliRunner().invoke(main, ["export", *arguments])
    assert result.exit_code == 0, result.output
    return result.stdout_bytes


@pytest.mark.parametrize("name", FORMATS)
def test_a_file_is_what_the_page_links_to(store_address, mlmd, name, tmp_path):
    start = Logged(mlmd).ids["MNIST"]
    connection = Connection(f"grpc://{store_address}")
    catalog = catalog_of(connection, tmp_path / "catalog")
    client = create_app(Settings(), connection, catalog).test_client()
    page = client.get(f"/artifacts/{start}/lineage.{FORMATS[name].ending}?up=1&down=all&group=run")
    options = ("--up", "1", "--down", "all", "--group", "run")
    there = ("--store", f"grpc://{store_address}", "--format", name)
    file = tmp_path / "lineage"
    written(f"artifact:{start}", *there, *options, "-o", str(file))
    connection.close()
    assert page.status_code == 200
    assert file.read_bytes() == page.data


@pytest.mark.parametrize("name", ["png", "pack"])
def test_what_is_no_text_is_not_written_to_a_terminal(name):
    ours, terminal = os.openpty()
    there = ("--store", "grpc://127.0.0.1:1", "--format", name)
    command = [sys.executable, "-m", "webapp", "export", "artifact:1", *there]
    done = subprocess.run(command, stdout=terminal, stderr=subprocess.PIPE, text=True, check=False)
    os.close(ours)
    os.close(terminal)
    assert done.returncode != 0
    assert f"a terminal cannot show {name}" in done.stderr


def test_a_store_in_a_file_is_read_and_left_as_it_is(tmp_path):
    file = tmp_path / "store.db"
    config = mlpb.ConnectionConfig()
    config.sqlite.filename_uri = str(file)
    logged = Logged(MetadataStore(config))
    before = file.read_bytes()
    command = (f"execution:{logged.steps[0]}", "--store", f"sqlite:///{file}", "--format", "dot")
    assert written(*command).startswith(b"digraph lineage {")
    assert file.read_bytes() == before


def test_a_part_is_said_to_be_one_beside_the_file(store_address, mlmd):
    there = ("--store", f"grpc://{store_address}", "--format", "nodes.csv", "--limit", "2")
    result = CliRunner().invoke(main, ["export", f"artifact:{Logged(mlmd).ids['MNIST']}", *there])
    assert result.stdout_bytes.count(b"\r\n") == 3
    assert result.stderr.startswith("Not complete: there are more nodes than the limit. Known and")


@pytest.mark.parametrize(
    ("option", "value"), [("--up", "abc"), ("--limit", "-1"), ("--as-of", "x"), ("--group", "x")]
)
def test_a_wrong_value_names_its_option(option, value):
    there = ("--store", "grpc://127.0.0.1:1", "--format", "json")
    result = CliRunner().invoke(main, ["export", "artifact:1", *there, option, value])
    assert result.exit_code == 2
    assert f"{option} is {value!r}: " in result.output


def test_what_is_not_there_is_said(store_address, tmp_path):
    missing = tmp_path / "missing.db"
    for store, record, words in (
        (f"sqlite:///{missing}", "artifact:1", "is not there"),
        (f"grpc://{store_address}", "artifact:99", "No artifact has the id 99"),
        ("grpc://127.0.0.1:1", "artifact:1", "127.0.0.1:1"),
    ):
        command = ["export", record, "--store", store, "--format", "json"]
        result = CliRunner().invoke(main, command)
        assert result.exit_code == 2
        assert words in result.output
    assert not missing.exists()
