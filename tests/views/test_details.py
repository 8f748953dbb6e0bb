"""What holds for the page of every kind of record: 404, hostile rows, a store that is away."""

import html
import json
import re
import shlex

import pytest
from hostile import HOW, SCRIPT, Hostile
from stored_rows import Rows

NOUNS = {
    "artifacts": "artifact",
    "executions": "execution",
    "workspaces": "workspace",
    "contexts": "context",
}
LARGEST_PAGE = 500_000  # bytes


@pytest.mark.parametrize("plural", NOUNS)
@pytest.mark.parametrize("key", ["99", "abc", "0", "-1", "1.5", "99999999999999999999", "²"])
def test_what_is_no_record_is_a_404_with_a_sentence(client, plural, key):
    page = client.get(f"/{plural}/{key}")
    assert page.status_code == 404
    assert f"No {NOUNS[plural]} has the id" in page.text
    twin = client.get(f"/{plural}/{key}.json")
    assert twin.status_code == 404
    assert twin.get_json()["error"]["code"] == "not_found"


@pytest.mark.parametrize("key", [2**63, 9_999_999_999_999_999_999])
def test_an_id_that_no_store_can_give_is_none_beside_a_catalog_either(app, key):
    """Columns of the catalog hold 63 bits."""
    client = app.test_client()
    for plural in NOUNS:
        assert client.get(f"/{plural}/{key}").status_code == 404
        assert client.get(f"/{plural}/{key}.json").status_code == 404
    for path in ("artifacts/{}/lineage", "executions/{}/lineage", "artifacts/{}/lineage.json"):
        assert client.get(f"/{path.format(key)}").status_code == 404
    for said in ("artifacts/1/lineage?to=", "lineage?select=artifact/1,", "lineage/diff?a=1&b="):
        assert client.get(f"/{said}artifact/{key}").status_code == 400
    assert client.get(f"/oembed?url=http://localhost/artifacts/{key}").status_code == 404


@pytest.mark.parametrize("plural", NOUNS)
def test_a_store_that_is_away_is_a_503_that_names_it(client_of_nothing, plural):
    page = client_of_nothing.get(f"/{plural}/1")
    assert page.status_code == 503
    assert "127.0.0.1:1" in page.text
    twin = client_of_nothing.get(f"/{plural}/1.json")
    assert (twin.status_code, twin.get_json()["error"]["code"]) == (503, "store_unavailable")


@pytest.mark.parametrize("prefix", ["", "/metadata"])
def test_what_is_pasted_into_a_shell_gets_the_twin(client, mlmd, prefix):
    model = Rows(mlmd).artifact("m", "Model")
    page = client.get(f"/artifacts/{model}", headers={"X-Forwarded-Prefix": prefix})
    typed = re.search(r"<code>(curl .*?)</code>", page.text)[1]
    program, *_, address = shlex.split(html.unescape(typed))
    assert program == "curl"
    assert address.startswith(f"http://localhost{prefix}/artifacts/")
    assert client.get(address.removeprefix(f"http://localhost{prefix}")).json["id"] == model


@pytest.mark.parametrize("how", HOW)
def test_hostile_records_have_bounded_pages_and_valid_twins(client, mlmd, how):
    for plural, key in Hostile(mlmd).records(how).items():
        page = client.get(f"/{plural}/{key}")
        assert page.status_code == 200
        assert len(page.data) <= LARGEST_PAGE
        assert "<script>alert" not in page.text
        assert "<img src=x" not in page.text
        assert 'href="javascript:' not in page.text
        twin = client.get(f"/{plural}/{key}.json")
        assert twin.status_code == 200
        json.loads(twin.data, parse_constant=pytest.fail)


def test_what_is_cut_says_so_and_leads_to_the_whole(client, mlmd):
    ids = Hostile(mlmd).records("megabytes")
    page = client.get(f"/artifacts/{ids['artifacts']}")
    assert "all of 10 MB" in page.text
    assert f'href="/artifacts/{ids["artifacts"]}.json"' in page.text


def test_properties_that_are_left_out_are_counted_and_whole_in_the_twin(client, mlmd):
    ids = Hostile(mlmd).records("crowd")
    page = client.get(f"/executions/{ids['executions']}")
    assert "of 5,000. <a href=" in page.text
    whole = client.get(f"/executions/{ids['executions']}.json").get_json()
    assert len(whole["custom_properties"]) == 5000
    assert whole["custom_properties"][f"{SCRIPT} 7"] == SCRIPT * 20


@pytest.mark.parametrize("plural", NOUNS)
def test_links_carry_the_prefix(client, mlmd, plural):
    key = Hostile(mlmd).records("odd")[plural]
    headers = {"X-Forwarded-Prefix": "/metadata"}
    page = client.get(f"/{plural}/{key}", headers=headers)
    assert f'href="/metadata/{plural}/{key}.json"' in page.text
    assert 'href="/artifacts' not in page.text
    assert client.get(f"/{plural}/{key}.json", headers=headers).get_json()["url"] == (
        f"/metadata/{plural}/{key}"
    )


@pytest.mark.parametrize("plural", NOUNS)
def test_a_trailing_slash_is_forgiven(client, mlmd, plural):
    key = Hostile(mlmd).records("odd")[plural]
    assert client.get(f"/{plural}/{key}/").status_code == 200
