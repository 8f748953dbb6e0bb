"""The pages of contexts and types and their twins."""

import pytest
from ml_metadata.proto import metadata_store_pb2 as mlpb
from stored_rows import Rows
from waits import WaitingConnection


def test_a_workspace_is_shown_on_its_own_page(client, mlmd):
    key = Rows(mlmd).workspace("w")
    answer = client.get(f"/contexts/{key}", headers={"X-Forwarded-Prefix": "/metadata"})
    assert answer.status_code == 302
    assert answer.headers["Location"] == f"/metadata/workspaces/{key}"
    assert client.get(f"/contexts/{key}.json").get_json()["role"] == "workspace"


def test_what_only_leads_to_a_workspace_reads_no_more_than_its_context(
    client_over, store_address, mlmd
):
    key = Rows(mlmd).workspace("w")
    connection = WaitingConnection(f"grpc://{store_address}")
    assert client_over(connection).get(f"/contexts/{key}").status_code == 302
    assert connection.waits == [["GetContextsByID"]]
    connection.close()


def test_a_run_of_a_pipeline(client, mlmd):
    rows = Rows(mlmd)
    run = rows.workspace("2026-11-03", "pipeline_run")
    key = rows.execution("train", of=[run])
    page = client.get(f"/contexts/{run}").text
    assert f'href="/executions/{key}"' in page
    assert client.get(f"/contexts/{run}.json").get_json()["name"] == "2026-11-03"


def test_an_empty_context(client, mlmd):
    key = Rows(mlmd).workspace("n", "node")
    assert "Nothing in this context" in client.get(f"/contexts/{key}").text


def test_a_type(client, mlmd):
    properties = {"span": mlpb.INT}
    key = mlmd.put_artifact_type(mlpb.ArtifactType(name="Examples", properties=properties))
    page = client.get(f"/types/artifact/{key}").text
    assert "span" in page
    assert "The store knows this type and holds no artifact of it." in page
    assert client.get(f"/types/artifact/{key}.json").get_json()["properties"] == {"span": "INT"}
    Rows(mlmd).artifacts(1, "Weights", display_name="w")
    assert "w</a>" in client.get(f"/types/artifact/{key + 1}").text


@pytest.mark.parametrize("path", ["artifact/99", "artifact/x", "nothing/1", "context/0"])
def test_what_is_no_type_is_a_404(client, path):
    assert client.get(f"/types/{path}").status_code == 404
    assert client.get(f"/types/{path}.json").get_json()["error"]["code"] == "not_found"
