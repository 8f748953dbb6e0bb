"""Records side by side over HTTP."""

import csv
import io
import json

import pytest
from hostile import HOW, Hostile
from ml_metadata.proto import metadata_store_pb2 as mlpb
from stored_rows import Rows

LARGEST_PAGE = 500_000  # bytes


@pytest.fixture
def pair(rows):
    return [
        rows.artifact("rank", version=version, uri=f"gs://m/{version}", auc=auc)
        for version, auc in (("v1", 0.5), ("v2", 0.75))
    ]


def test_a_form_that_names_each_leads_to_the_one_address(client, pair):
    for address in (
        "/compare?ids=1&ids=2",
        "/compare?ids=artifact/1, 2,",
        "/compare?ids=1%2C2&ids=",
    ):
        answer = client.get(address)
        assert (answer.status_code, answer.headers["Location"]) == (302, "/compare?ids=1,2")
    assert client.get("/compare?ids=1,2").status_code == 200
    assert client.get("/compare?ids=1%2C2").status_code == 200
    kept = client.get("/compare?ids=1&ids=2&show=all").headers["Location"]
    assert kept == "/compare?ids=1,2&show=all"


def test_the_way_there_carries_the_prefix(client, pair):
    headers = {"X-Forwarded-Prefix": "/metadata"}
    answer = client.get("/compare?ids=1&ids=2", headers=headers)
    assert answer.headers["Location"] == "/metadata/compare?ids=1,2"
    page = client.get("/compare?ids=1,2", headers=headers)
    assert 'href="/artifacts' not in page.text
    assert 'href="/metadata/compare?ids=2,1"' in page.text


def test_differences_are_marked_and_all_is_a_link_away(client, pair):
    page = client.get("/compare?ids=1,2")
    assert "gs://m/<mark>v2</mark>" in page.text
    assert "only in" not in page.text
    assert ">Type</th>" not in page.text
    every = client.get("/compare?ids=1,2&show=all")
    assert ">Type</th>" in every.text


def test_states_and_durations_are_written_as_everywhere(client, rows):
    data = rows.artifact("data")
    for state, end in (("COMPLETE", 1_160_366), ("FAILED", 868_171)):
        key = rows.execution("Train", state)
        for time in (1_000, 1_000 + end):
            event = mlpb.Event(artifact_id=data, execution_id=key, milliseconds_since_epoch=time)
            event.type = mlpb.Event.INPUT if time == 1_000 else mlpb.Event.OUTPUT
            rows.mlmd.put_events([event])
    page = client.get("/compare?ids=execution/1,execution/2").text
    for shown in ("Complete<", "<mark>Failed</mark>", "19 min 20 s", "4 min 52 s shorter"):
        assert shown in page
    assert not any(raw in page for raw in ("COMPLETE", "FAILED", "in seconds"))
    twin = client.get("/compare.json?ids=execution/1,execution/2").get_json()
    told = {one["name"]: one["values"] for one in twin["fields"]}
    assert told["State"] == ["COMPLETE", "FAILED"]
    assert told["Duration in seconds"] == [1160.366, 868.171]


def test_two_lead_to_what_changed_upstream(client, pair):
    page = client.get("/compare?ids=1,2")
    assert 'href="/lineage/diff?a=artifact/1&amp;b=artifact/2"' in page.text
    assert client.get("/lineage/diff?a=artifact/1&b=artifact/2").status_code == 200


def test_the_twins_hold_the_same_fields(client, pair):
    twin = client.get("/compare.json?ids=1,2&show=all").get_json()
    assert [one["id"] for one in twin["items"]] == [1, 2]
    assert len(twin["fields"]) == twin["fields_total"]
    (uri,) = [one for one in twin["fields"] if one["name"] == "URI"]
    assert uri["values"] == ["gs://m/v1", "gs://m/v2"]
    file = client.get("/compare.csv?ids=1,2&show=all")
    table = list(csv.reader(io.StringIO(file.text)))
    assert table[0] == ["group", "field", "artifact/1", "artifact/2", "change of artifact/2"]
    assert len(table) == 1 + twin["fields_total"]
    few = client.get("/compare.json?ids=1,2").get_json()
    assert {one["same"] for one in few["fields"]} == {False}


def test_few_records_have_in_the_twin_what_many_have(client, rows):
    ids = [
        rows.artifact("rank", version=f"v{place}", hyperparameters=f'{{"rate": {place}}}')
        for place in range(6)
    ]
    step = rows.execution("Evaluator")
    rows.event(ids[0], step, "INPUT")
    rows.event(rows.metrics({"auc": 0.9}, ids[0]), step)
    many = client.get(f"/compare.json?ids={','.join(map(str, ids))}").get_json()["items"]
    few = client.get(f"/compare.json?ids={ids[0]},{ids[1]}").get_json()["items"]
    assert few == many[:2]
    assert (few[0]["parameters"], few[0]["metrics"]) == ({"rate": 0}, {"auc": 0.9})


def test_a_twin_that_did_not_change_is_not_sent_again(client, pair):
    for address in ("/compare.json?ids=1,2", "/compare.csv?ids=1,2"):
        tag = client.get(address).headers["ETag"]
        again = client.get(address, headers={"If-None-Match": tag})
        assert (again.status_code, again.data) == (304, b"")
        other = client.get(address.replace("1,2", "2,1"), headers={"If-None-Match": tag})
        assert other.status_code == 200


def test_fewer_than_two_ask_for_more(client, pair):
    assert client.get("/compare").status_code == 200
    alone = client.get("/compare?ids=1")
    assert alone.status_code == 200
    assert "needs another artifact beside it" in alone.text
    assert 'value="1,"' in alone.text


def test_strangers_others_and_repeats_are_said(client, pair, rows):
    rows.execution("Trainer")
    page = client.get("/compare?ids=1,1,2,99,execution/1")
    assert page.status_code == 200
    assert "No artifact has the id #99" in page.text
    assert "Named more than once: #1" in page.text
    assert "1 execution of the address is left out here" in page.text
    assert 'href="/compare?ids=execution/1"' in page.text
    lost = client.get("/compare?ids=98,99")
    assert lost.status_code == 404
    assert "No artifact has the ids #98, #99" in lost.text
    twin = client.get("/compare.json?ids=1,2,99,execution/1").get_json()
    assert (twin["missing"], twin["left_out"]) == ([99], ["execution/1"])


@pytest.mark.parametrize(
    "ids", ["abc", "1,x", "context/3", "1;2", "-1,2", "1.5", "99999999999999999999", "²", "<b>"]
)
def test_what_are_no_ids_is_a_400_that_says_what_is(client, ids):
    for path in ("/compare", "/compare.json", "/compare.csv"):
        answer = client.get(path, query_string={"ids": ids})
        assert answer.status_code == 400
        assert "it takes ids, as 26,41" in answer.text


def test_a_word_that_show_does_not_know_is_a_400(client, pair):
    assert client.get("/compare?ids=1,2&show=some").status_code == 400


@pytest.mark.parametrize("how", HOW)
def test_hostile_records_have_bounded_pages_and_valid_twins(client, mlmd, how):
    hostile = Hostile(mlmd)
    records = [hostile.records(one) for one in (how, "script" if how == "odd" else "odd")]
    for plural, before in (("artifacts", ""), ("executions", "execution/")):
        ids = ",".join(f"{before}{one[plural]}" for one in records)
        page = client.get(f"/compare?ids={ids}")
        assert page.status_code == 200
        assert len(page.data) <= LARGEST_PAGE
        assert "<script>alert" not in page.text
        assert "<img src=x" not in page.text
        assert 'href="javascript:' not in page.text
    twin = client.get(f"/compare.json?ids={ids}")
    fields = json.loads(twin.data, parse_constant=pytest.fail)["fields"]
    if how == "crowd":
        assert "more fields do not fit here" in page.text
        assert len(fields) > 5000


def test_a_store_that_is_away_is_a_503_that_names_it(client_of_nothing):
    page = client_of_nothing.get("/compare?ids=1,2")
    assert page.status_code == 503
    assert "127.0.0.1:1" in page.text


@pytest.fixture
def many(rows):
    return rows.artifacts(230, auc=0.5)


def test_many_are_a_chart_with_its_table_and_twins(client, rows):
    for place in range(7):
        rows.artifact("rank", version=f"v{place}", hyperparameters=f'{{"rate": {place}}}')
    address = "/compare?ids=1,2,3,4,5,6,7"
    page = client.get(address)
    assert page.status_code == 200
    assert "7 artifacts" in page.text
    assert page.text.count('type="checkbox" name="ids"') == 7
    twin = client.get(address.replace("?", ".json?")).get_json()
    assert [one["parameters"]["rate"] for one in twin["items"]] == list(range(7))
    table = list(csv.reader(io.StringIO(client.get(address.replace("?", ".csv?")).text)))
    assert table[0] == ["kind", "id", "name", "version", "param.rate"]
    assert len(table) == 8


def test_five_hundred_ids_are_a_right_page_that_says_so(client, many):
    ids = ",".join(str(one) for one in [*many, *range(1000, 1270)])
    page = client.get(f"/compare?ids={ids}")
    assert page.status_code == 200
    assert len(page.data) <= LARGEST_PAGE
    assert "The first 200 of 500 are here" in page.text
    twin = client.get(f"/compare.json?ids={ids}").get_json()
    assert (len(twin["items"]), twin["more"]) == (200, 300)


@pytest.mark.parametrize("how", HOW)
def test_hostile_records_have_bounded_charts(client, mlmd, how):
    ids = [Hostile(mlmd).records(how)["artifacts"], *Rows(mlmd).artifacts(5)]
    page = client.get(f"/compare?ids={','.join(map(str, ids))}")
    assert page.status_code == 200
    assert len(page.data) <= LARGEST_PAGE
    assert "<script>alert" not in page.text


def test_a_query_chooses_what_is_compared(client, rows):
    for place in range(7):
        rows.artifact("rank", version=f"v{place}", hyperparameters=f'{{"rate": {place}}}')
    page = client.get("/compare?q=type:model")
    assert page.status_code == 200
    assert "7 artifacts" in page.text
    assert 'href="/compare.csv?q=type:model&amp;chart=parallel' in page.text
    assert len(client.get("/compare.json?q=type:model").get_json()["items"]) == 7
    assert "Nothing to compare" in client.get("/compare?q=type:nothing").text
    assert client.get("/compare?q=type:").status_code == 400
    assert client.get("/compare?q=type:model&kind=context").status_code == 400


def test_executions_may_be_chosen_by_a_query_too(client, rows):
    for _ in range(2):
        rows.execution("Trainer")
    page = client.get("/compare?q=type:execution&kind=execution")
    assert "Compare #" in page.text


def test_a_query_that_needs_a_catalog_says_so(client, pair):
    answer = client.get("/compare.json?q=label.team:fraud")
    assert (answer.status_code, answer.get_json()["error"]["code"]) == (503, "catalog_incomplete")


def test_a_chart_that_is_none_is_a_400(client, many):
    assert client.get("/compare?ids=1,2,3,4,5,6&chart=pie").status_code == 400
