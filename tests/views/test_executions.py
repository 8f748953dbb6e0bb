"""The page of an execution and its twin."""

import re
from html import unescape

from listing import swept_catalog_of
from ml_metadata.proto import metadata_store_pb2 as mlpb
from stored_rows import Rows
from tutorial import log_tutorial


def test_what_an_execution_read_and_made(client, store_address):
    tutorial = log_tutorial(store_address)
    page = client.get(f"/executions/{tutorial.trainer}").text
    for shown in ("execution_1", "Inputs", "Outputs", "mytable-dump", "MNIST evaluation"):
        assert shown in page
    assert f'href="/executions/{tutorial.trainer}/lineage"' in page


def test_a_failure_stands_before_everything_else(client, mlmd):
    rows = Rows(mlmd)
    key = rows.execution("train", "FAILED", error_message="Out of memory <b>")
    rows.event(rows.artifact("d", "Examples"), key, "INPUT")
    page = client.get(f"/executions/{key}").text
    assert page.index("Out of memory &lt;b&gt;") < page.index("Inputs</h2>")
    silent = rows.execution("train", "FAILED")
    assert "The store holds no reason." in client.get(f"/executions/{silent}").text


def test_what_only_a_description_tells_of_a_failure_comes_first(client, mlmd):
    told = Rows(mlmd).execution("train", "FAILED", description="Access denied: bucket")
    page = client.get(f"/executions/{told}").text
    assert "<p>Access denied: bucket. That is its description" in page


def test_a_failure_leads_to_a_comparison_of_executions(client_over, connection, mlmd, tmp_path):
    rows = Rows(mlmd)
    good, failed = (
        rows.execution("Train", state, __kf_workspace__="w") for state in ("COMPLETE", "FAILED")
    )
    rows.artifact("of the same id as the first")
    rows.artifact("of the same id as the second")
    client = client_over(connection, swept_catalog_of(connection, tmp_path / "catalog"))
    page = client.get(f"/executions/{failed}").text
    href = re.search(r'href="(/compare[^"]+)"', page)
    assert unescape(href[1]) == f"/compare?ids=execution/{good},execution/{failed}"
    assert "Compare Train #" in client.get(unescape(href[1])).text


def test_an_execution_without_events_has_a_page(client, mlmd):
    key = Rows(mlmd).execution("train")
    page = client.get(f"/executions/{key}")
    assert page.status_code == 200
    assert "read nothing that is recorded" in page.text


def test_a_cached_execution_leads_to_its_original(client, mlmd):
    type_id = mlmd.put_execution_type(mlpb.ExecutionType(name="system.ContainerExecution"))
    first = mlpb.Execution(type_id=type_id, last_known_state=mlpb.Execution.COMPLETE)
    (original,) = mlmd.put_executions([first])
    again = mlpb.Execution(type_id=type_id, last_known_state=mlpb.Execution.CACHED)
    again.custom_properties["cached_execution_id"].string_value = str(original)
    (key,) = mlmd.put_executions([again])
    assert f'href="/executions/{original}"' in client.get(f"/executions/{key}").text
    assert client.get(f"/executions/{key}.json").get_json()["cached_from"] == original


def test_the_twin(client, store_address):
    tutorial = log_tutorial(store_address)
    twin = client.get(f"/executions/{tutorial.trainer}.json").get_json()
    assert (twin["kind"], twin["state"]) == ("execution", "UNKNOWN")
    assert [(one["id"], one["event"]) for one in twin["inputs"]] == [(tutorial.data_set, "INPUT")]
    assert {one["id"] for one in twin["outputs"]} == {tutorial.model, tutorial.metrics}
    assert (twin["finished"], twin["duration_seconds"]) == (None, None)
    assert twin["contexts"][0]["name"] == "demo workspace"
