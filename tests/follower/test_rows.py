"""What the catalog says of a record, beside what the record's own page says of it."""

import pytest
from catalogs import catalog_of
from ml_metadata.proto import metadata_store_pb2 as mlpb
from servers import create_server

from webapp.catalog.pages import every_row
from webapp.catalog.search import Search
from webapp.queries.artifact import artifact_page
from webapp.queries.execution import execution_record
from webapp.queries.rows import workspace_row
from webapp.sample import log_sample
from webapp.store.client import Store
from webapp.store.connection import Connection

SHARED = ("id", "type", "short_type", "name", "labels", "created", "updated")
PLACED = (*SHARED, "workspace", "run", "owner", "state")
ARTIFACT = (*PLACED, "family", "version", "uri")
EXECUTION = (*PLACED, "started", "finished", "failure")
WORKSPACE = (*SHARED, "description")


@pytest.fixture(scope="module")
def connection():
    config = mlpb.ConnectionConfig()
    config.fake_database.SetInParent()
    server, port = create_server(config, "127.0.0.1:0")
    server.start()
    log_sample("127.0.0.1", port, str)
    connection = Connection(f"grpc://127.0.0.1:{port}")
    yield connection
    connection.close()
    server.stop(None).wait()


@pytest.fixture(scope="module")
def snapshot(connection, tmp_path_factory):
    return catalog_of(connection, tmp_path_factory.mktemp("catalog")).snapshot()


def said(row, names):
    return {name: getattr(row, name) for name in names}


def test_every_artifact_reads_as_on_its_page(connection, snapshot):
    rows = list(every_row(snapshot, Search("artifact")))
    assert len(rows) > 30
    for row in rows:
        page = artifact_page(Store(connection, page_deadline=60), row.id)
        assert said(row, ARTIFACT) == said(page.row, ARTIFACT)
        assert row.producers == len({end.id for end in page.about.makers.rows})
        assert row.consumers == len({end.id for end in page.about.readers.rows})
        assert row.used == max((end.event.time for end in page.about.readers.rows), default=None)
        if row.family == "model":
            # The page names every evaluation, the newest first; the catalog the newest value.
            newest = {one.name: one for one in reversed(page.measures)}
            assert row.metrics == {name: one.value for name, one in newest.items()}
            sources = {n: one.evaluation.row.id for n, one in newest.items() if one.evaluation}
            assert row.metric_sources == sources


def test_every_execution_reads_as_on_its_page(connection, snapshot):
    rows = list(every_row(snapshot, Search("execution")))
    assert len(rows) > 20
    for row in rows:
        about = execution_record(Store(connection), row.id)
        assert said(row, EXECUTION) == said(about.row, EXECUTION)
        assert row.inputs == len({end.id for end in about.inputs.rows})
        assert row.outputs == len({end.id for end in about.outputs.rows})


def test_every_context_reads_as_on_its_page(connection, snapshot):
    rows = list(every_row(snapshot, Search("context")))
    assert {row.role for row in rows} >= {"workspace", "run", "node"}
    for row in rows:
        context = Store(connection).context(row.id)
        assert said(row, WORKSPACE) == said(workspace_row(context), WORKSPACE)
