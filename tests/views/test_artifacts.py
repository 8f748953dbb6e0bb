"""The page of an artifact and its twin."""

import re

from stored_rows import Rows
from tutorial import log_tutorial

from webapp.queries.around import MOST_READERS


def test_the_tutorial_s_model(client, store_address):
    tutorial = log_tutorial(store_address)
    page = client.get(f"/artifacts/{tutorial.model}").text
    for shown in ("MNIST", "model_1", "Evaluations", "accuracy", "0.950", "Hyperparameters"):
        assert shown in page
    for link in (
        f"/executions/{tutorial.trainer}",
        f"/executions/{tutorial.server}",
        f"/artifacts/{tutorial.data_set}",
        f"/artifacts/{tutorial.metrics}",
        f"/workspaces/{tutorial.workspace}",
        f"/workspaces/{tutorial.workspace}/run?name=run_1",
        f"/artifacts/{tutorial.model}/lineage",
        f"/artifacts/{tutorial.model}.json",
    ):
        assert f'href="{link}"' in page


def test_every_link_of_the_page_answers(client, store_address):
    tutorial = log_tutorial(store_address)
    page = client.get(f"/artifacts/{tutorial.model}").text
    links = {part.split('"')[0] for part in page.split(' href="')[1:]}
    inner = {link.replace("&amp;", "&") for link in links if link.startswith("/")}
    for link in inner:
        with client.get(link, follow_redirects=True) as answer:
            assert answer.status_code == 200, link


def test_sections_without_data_are_not_there(client, store_address):
    tutorial = log_tutorial(store_address)
    page = client.get(f"/artifacts/{tutorial.data_set}").text
    assert "Made by" not in page
    assert "Hyperparameters" not in page
    assert "Used by" in page


def test_the_twin(client, store_address):
    tutorial = log_tutorial(store_address)
    twin = client.get(f"/artifacts/{tutorial.model}.json").get_json()
    assert twin["kind"] == "artifact"
    assert (twin["name"], twin["version"], twin["run"]) == ("MNIST", "model_1", "run_1")
    assert twin["url"] == f"/artifacts/{tutorial.model}"
    assert twin["labels"] == {"a_label": "some-value"}
    assert [one["name"] for one in twin["producers"]] == ["execution_1"]
    assert [one["name"] for one in twin["consumers"]] == ["Serving the MNIST model"]
    assert twin["created"].endswith("Z")


def test_a_secret_is_on_no_page(client, mlmd):
    rows, address = Rows(mlmd), "https://ana:hunter2-abc@example.org"
    told = dict.fromkeys(("version", "owner", "__kf_workspace__", "__kf_run__"), address)
    key = rows.artifact("m", "Model", db_password="hunter2-abc", **told)  # noqa: S106
    step = rows.execution("train", **told)
    paths = (f"/artifacts/{key}", f"/executions/{step}", "/artifacts", "/executions")
    for path in (*paths, f"/artifacts/{key}.json", f"/executions/{step}.json"):
        answer = client.get(path).text
        assert "hunter2-abc" not in answer
        assert "[masked]" in answer


def test_all_of_a_long_uri_is_copied_and_no_part_of_an_endless_one(client, mlmd):
    long, endless = (
        f"s3://bucket/{letter * times}" for letter, times in (("a", 2_000), ("b", 10_000))
    )
    rows = Rows(mlmd)
    page = client.get(f"/artifacts/{rows.artifact('m', 'Model', uri=long)}").text
    assert f'data-copy="{long}"' in page
    page = client.get(f"/artifacts/{rows.artifact('n', 'Model', uri=endless)}").text
    assert "data-copy=" not in page


def test_metrics_lead_to_what_they_evaluate(client, mlmd):
    rows = Rows(mlmd)
    model = rows.artifact("rank", version="v1")
    page = client.get(f"/artifacts/{rows.metrics({'auc': 0.9}, model=model)}").text
    assert re.search(rf'<dt>Evaluates</dt>\s*<dd>\s*<a href="/artifacts/{model}">rank v1</a>', page)
    lost = client.get(f"/artifacts/{rows.metrics({'auc': 0.9}, model=999)}").text
    assert "#999, not in the store" in lost
    assert "Evaluates" not in client.get(f"/artifacts/{model}").text


def test_a_version_leads_to_what_changed_since_the_one_before(client, mlmd):
    rows = Rows(mlmd)
    old, new = (rows.artifact("rank", version=version) for version in ("v1", "v2"))
    page = client.get(f"/artifacts/{new}").text
    assert f'href="/compare?ids={old},{new}"' in page
    assert "Compare with v1" in page
    assert "Compare with" not in client.get(f"/artifacts/{old}").text


def test_a_reader_whose_outputs_were_not_read_leads_to_its_page(mlmd, client):
    rows = Rows(mlmd)
    model = rows.artifact("m", "Model")
    for place in range(MOST_READERS + 1):
        rows.event(model, rows.execution(f"reader {place}"), "INPUT")
    assert client.get(f"/artifacts/{model}").text.count("see its page") == 1
