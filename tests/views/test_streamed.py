"""A page that is sent while it is made."""

from types import SimpleNamespace

import pytest
from ml_metadata.proto import metadata_store_pb2 as mlpb

from webapp.app import create_app
from webapp.settings import Settings
from webapp.views import streamed


@pytest.fixture
def page(mlmd, client):
    """The address of a lineage."""
    kind = mlmd.put_artifact_type(mlpb.ArtifactType(name="Model"))
    step = mlmd.put_execution_type(mlpb.ExecutionType(name="Step"))
    (made,) = mlmd.put_artifacts([mlpb.Artifact(type_id=kind, name="made")])
    (train,) = mlmd.put_executions([mlpb.Execution(type_id=step, name="train")])
    mlmd.put_events([mlpb.Event(artifact_id=made, execution_id=train, type=4)])
    return f"/artifacts/{made}/lineage"


def parts_of(client, address):
    return [part.decode() for part in client.get(address, buffered=False).iter_encoded()]


def test_its_picture_is_sent_before_its_tables_and_its_figure(client, page, monkeypatch):
    monkeypatch.setattr(streamed, "TOGETHER", 100)
    parts = parts_of(client, page)
    picture, table, figure = (
        next(at for at, part in enumerate(parts) if mark in part)
        for mark in ('<svg class="graph', 'id="h-nodes"', "data-figure")
    )
    assert picture < table < figure
    assert "".join(parts).rstrip().endswith("</html>")


def test_a_small_one_is_sent_at_once(client, page):
    assert len([part for part in parts_of(client, page) if part]) == 1
    assert client.head(page).status_code == 200


def test_what_fails_in_its_first_part_is_a_page_of_its_own(connection, page):
    app = create_app(Settings(), connection)
    app.jinja_env.globals["pictures"] = SimpleNamespace(picture=lambda *_: 1 / 0)
    answer = app.test_client().get(page)
    assert answer.status_code == 500
    assert answer.headers["X-Request-Id"] in answer.text
    assert '<svg class="graph' not in answer.text
