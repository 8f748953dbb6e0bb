"""The lineage pages over HTTP."""

import html
import io
import json
import re
import zipfile
from itertools import count

import pytest
from ml_metadata import MetadataStore
from ml_metadata.proto import metadata_store_pb2 as mlpb
from stored_rows import DATA_SET, Rows

from webapp.queries.lineage import between, nodes, shared
from webapp.queries.lineage.exported import DOWNLOAD, download
from webapp.queries.lineage.formats import FORMATS
from webapp.queries.lineage.walk import PAGE, Patience
from webapp.store.client import Store

HOSTILE = '<a href="https://example.org/x">&amp;</a><script>alert(1)</script>'


@pytest.fixture
def model(mlmd: MetadataStore) -> int:
    """The id of a model that was made from a data set and read by a step with a hostile name."""
    kind = mlmd.put_artifact_type(mlpb.ArtifactType(name="Model"))
    step = mlmd.put_execution_type(mlpb.ExecutionType(name="Step"))
    source, made = mlmd.put_artifacts(
        [mlpb.Artifact(type_id=kind, name="source"), mlpb.Artifact(type_id=kind, name="made")]
    )
    train, score = mlmd.put_executions(
        [mlpb.Execution(type_id=step, name="train"), mlpb.Execution(type_id=step, name=HOSTILE)]
    )
    flow = [(source, train, 3), (made, train, 4), (made, score, 3)]
    mlmd.put_events([mlpb.Event(artifact_id=a, execution_id=e, type=t) for a, e, t in flow])
    return int(made)


def keys(pattern, text):
    return re.findall(pattern, text)


def test_graph_table_figure_and_twin_have_the_same_nodes(client, model):
    page = client.get(f"/artifacts/{model}/lineage")
    assert page.status_code == 200
    svg = keys(r'data-key="([a-z]+/\d+)"', page.text)
    rows = keys(r'data-row="([a-z]+/\d+)"', page.text)
    figure = json.loads(re.search(r"data-figure>(.*?)</script>", page.text, re.DOTALL).group(1))
    (targets,) = [one for one in figure["data"] if one["meta"]["role"] == "targets"]
    twin = client.get(f"/artifacts/{model}/lineage.json").json
    found = [node["key"] for node in twin["nodes"]]
    assert len(found) == 4
    assert sorted(svg) == sorted(rows) == sorted(targets["customdata"]) == sorted(found)


def test_events_and_arrows_are_those_of_the_twin(client, model):
    page = client.get(f"/artifacts/{model}/lineage").text
    rows = keys(r'data-from="([a-z]+/\d+)" data-to="([a-z]+/\d+)"', page)
    twin = client.get(f"/artifacts/{model}/lineage.json").json
    assert sorted(rows) == sorted((edge["from"], edge["to"]) for edge in twin["edges"])
    assert page.count('class="tip') == len(rows) == 3


def test_the_twin_has_the_documented_shape(client, model):
    twin = client.get(f"/artifacts/{model}/lineage.json?up=1&down=0").json
    assert set(twin) == {"start", "nodes", "edges", "hidden", "complete"}
    assert twin["start"] == f"artifact/{model}"
    start = twin["nodes"][0]
    assert start == {
        "key": f"artifact/{model}",
        "kind": "artifact",
        "id": model,
        "type": "Model",
        "name": "made",
        "state": "LIVE",
        "hops": 0,
        "aside": False,
    }
    assert [node["hops"] for node in twin["nodes"]] == [0, -1, -2]
    assert twin["edges"][0].keys() == {"from", "to", "event", "role", "time"}
    assert twin["edges"][0]["time"].endswith("Z")
    assert [{**one, "types": {}} for one in twin["hidden"]] == [
        {"at": f"artifact/{model}", "direction": "down", "count": 1, "types": {}}
    ]
    assert twin["complete"] is True


def test_hostile_names_are_text_everywhere(client, model):
    page = client.get(f"/artifacts/{model}/lineage").text
    assert "<script>alert" not in page
    assert '<a href="https://example.org/x"' not in page
    assert html.escape(HOSTILE) in page.replace("&#34;", "&quot;")


def test_an_execution_has_a_lineage_too(client, model):
    twin = client.get("/executions/1/lineage.json?up=1&down=1").json
    assert [node["hops"] for node in twin["nodes"]] == [0, -1, 1]
    assert client.get("/executions/1/lineage").status_code == 200


def test_states_have_the_words_that_they_have_everywhere(client, mlmd):
    """Kubeflow Pipelines 2 writes CANCELED where a step was never triggered."""
    kind = mlmd.put_artifact_type(mlpb.ArtifactType(name="Model"))
    step = mlmd.put_execution_type(mlpb.ExecutionType(name="system.ContainerExecution"))
    (made,) = mlmd.put_artifacts([mlpb.Artifact(type_id=kind, name="made")])
    (skipped,) = mlmd.put_executions([mlpb.Execution(type_id=step, name="x", last_known_state=6)])
    mlmd.put_events([mlpb.Event(artifact_id=made, execution_id=skipped, type=3)])
    page = client.get(f"/artifacts/{made}/lineage?select=execution/{skipped}").text
    assert page.count("Not triggered") >= 3  # the picture, the panel and the table
    assert "Canceled" not in page
    told = client.get(f"/artifacts/{made}/lineage.json").json["nodes"]
    assert [node["state"] for node in told if node["kind"] == "execution"] == ["CANCELED"]


@pytest.mark.parametrize(
    "query", ["up=-1", "down=x", "up=1.5", "limit=0", "limit=5001", "limit=all", "up=" + "9" * 40]
)
def test_a_bad_parameter_is_told(client, model, query):
    name = query.partition("=")[0]
    page = client.get(f"/artifacts/{model}/lineage?{query}")
    assert page.status_code == 400
    assert name in page.text
    twin = client.get(f"/artifacts/{model}/lineage.json?{query}")
    assert twin.status_code == 400
    assert twin.json["error"]["code"] == "bad_parameter"


@pytest.mark.parametrize("query", ["up=all&down=all", "up=1000000000", "up=&down=", "limit=5000"])
def test_far_is_not_wrong(client, model, query):
    assert client.get(f"/artifacts/{model}/lineage?{query}").status_code == 200


def test_unknown_parameters_are_ignored_with_a_notice(client, model):
    page = client.get(f"/artifacts/{model}/lineage?depth=3&up=1")
    assert page.status_code == 200
    assert "Ignored: depth" in page.text


def test_a_selection_fills_the_panel(client, model):
    page = client.get(f"/artifacts/{model}/lineage?select=execution/1").text
    assert 'data-selected="execution/1"' in page
    panel = client.get(f"/artifacts/{model}/lineage").text.partition("data-panel-before")[2]
    assert '<span class="ver">#1</span>' in panel.partition("data-panel-after")[0]
    nothing = client.get(f"/artifacts/{model}/lineage?select=x/1").text
    assert 'data-selected=""' in nothing
    assert "Not in this graph: x/1" in nothing


def test_the_controls_keep_what_is_opened_and_selected(client, model):
    def kept(said):
        page = client.get(f"/artifacts/{model}/lineage{said}").text
        form = page.partition('aria-label="Lineage view"')[2].partition("</form>")[0]
        return dict(keys(r'type="hidden" name="(\w+)" value="([^"]*)"', form))

    opened, selected = f"artifact/{model}/down", f"artifact/{model},execution/1"
    assert kept(f"?open={opened}&select={selected}&pin=abc") == {
        "open": opened,
        "select": selected,
    }
    assert kept("") == {}


@pytest.mark.parametrize("path", ["/artifacts/99", "/executions/99", "/artifacts/abc"])
def test_what_is_not_there_is_not_found(client, model, path):
    assert client.get(f"{path}/lineage").status_code == 404
    assert client.get(f"{path}/lineage.json").json["error"]["code"] == "not_found"


def test_a_store_that_is_away_is_said_to_be_away(client_of_nothing):
    assert client_of_nothing.get("/artifacts/1/lineage").status_code == 503
    assert client_of_nothing.get("/artifacts/1/lineage.json").status_code == 503
    assert client_of_nothing.get("/lineage").status_code == 503


def test_an_artifact_alone_says_why(client, mlmd):
    kind = mlmd.put_artifact_type(mlpb.ArtifactType(name="Model"))
    (alone,) = mlmd.put_artifacts([mlpb.Artifact(type_id=kind, name="alone")])
    page = client.get(f"/artifacts/{alone}/lineage").text
    assert "No event of this artifact is recorded" in page
    assert "data-figure" not in page


def test_the_page_of_starts_lists_models_and_leads_on(client, model):
    page = client.get("/lineage").text
    assert f'href="/artifacts/{model}/lineage"' in page
    answer = client.get(f"/lineage?q={model}")
    assert answer.location == f"/artifacts/{model}/lineage"
    assert client.get("/lineage?q=execution/1").location == "/executions/1/lineage"
    assert "of the newest" in client.get("/lineage?q=made").text


def test_the_page_of_starts_of_an_empty_store(client):
    assert "no artifact yet" in client.get("/lineage").text


def test_links_carry_the_prefix(client, model):
    page = client.get(f"/artifacts/{model}/lineage", headers={"X-Forwarded-Prefix": "/metadata"})
    links = re.findall(r'data-key="[^"]+" href="([^"]+)"', page.text)
    assert links
    assert all(link.startswith("/metadata/") for link in links)


def test_a_name_of_ten_million_letters_does_not_leave_its_bound(mlmd, client):
    type_id = mlmd.put_artifact_type(mlpb.ArtifactType(name="T"))
    (number,) = mlmd.put_artifacts([mlpb.Artifact(type_id=type_id, name="N" * 3_000_000)])
    for address in (f"/artifacts/{number}/lineage", f"/artifacts/{number}/lineage.json"):
        assert len(client.get(address).data) < 100_000


def test_the_page_leads_back_to_its_record(client, model):
    page = client.get(f"/artifacts/{model}/lineage").text
    assert re.search(
        rf'<a class="btn btn-main" href="/artifacts/{model}">.*Open artifact</a>', page
    )
    assert f'<a href="/artifacts/{model}" title="made">' in page


def test_questions_have_pages_and_bad_ones_a_sentence(client, model):
    source = f"artifact/{model - 1}"
    page = client.get(f"/artifacts/{model}/lineage?from={source}").text
    assert "1 path</b> leads from source to made" in " ".join(page.split())
    both = client.get(f"/lineage?from={source}&to=artifact/{model}")
    assert both.location == f"/artifacts/{model - 1}/lineage?to=artifact/{model}"
    assert client.get(both.location).status_code == 200
    shared = client.get(f"/lineage?select={source},artifact/{model}").text
    assert re.search(r"have <b>(1 record|\d+ records) in common</b> upstream", shared)
    assert "<kbd>/</kbd> find" not in shared
    diff = client.get(f"/lineage/diff?a={model - 1}&b={model}").text
    assert "What changed upstream" in diff
    for address in (
        *("/lineage/diff", "/lineage/diff?a=1", "/lineage/diff?a=x&b=1", "/lineage?select=1,2"),
        *(f"/artifacts/{model}/lineage?{said}" for said in ("to=x", "group=x", "as_of=x")),
        f"/artifacts/{model}/lineage.png?as_of=2026-13-01",
    ):
        assert client.get(address).status_code == 400
    assert client.get(f"/artifacts/{model}/lineage?to=artifact/999").status_code == 404
    assert client.get(f"/lineage/diff?a={model}&b=999").status_code == 404


def test_a_difference_says_that_it_was_not_followed_whole(client, mlmd, monkeypatch):
    made = chain(mlmd, 6)
    address = f"/lineage/diff?a={made[6]}&b={made[2]}"
    said = text_of(client.get(address).text)
    assert "(B) : 5 shared, 8 only in A, 0 only in B. 0 steps" in said
    clock = count()
    monkeypatch.setattr("webapp.queries.lineage.walk.monotonic", lambda: next(clock) / 20)
    said = text_of(client.get(address).text)
    assert "Not everything was followed" in said
    counts = re.search(r"(at least \d+ shared, \d+ only in A, \d+ only in B, [a-z ]+)\.", said)[1]
    assert counts.endswith(", as far as followed")


def text_of(page):
    """What stands on a page, without its tags."""
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", page)).split())


def test_every_file_of_a_lineage_is_linked_and_there(client, model):
    page = client.get(f"/artifacts/{model}/lineage?down=0").text
    for ending in (
        "svg",
        "png",
        "nodes.csv",
        "events.csv",
        "dot",
        "graphml",
        "prov.json",
        "pack.zip",
    ):
        address = f"/artifacts/{model}/lineage.{ending}?down=0"
        assert f'href="{address}"' in page
        answer = client.get(address)
        assert answer.status_code == 200
        again = client.get(address, headers={"If-None-Match": answer.headers["ETag"]})
        assert again.status_code == 304
    assert (
        f"/artifacts/{model}/lineage.png?down=0"
        in re.search(r'og:image" content="([^"]+)', page)[1]
    )
    assert client.get(f"/artifacts/{model}/lineage.pdf").status_code == 404


@pytest.mark.parametrize("said", ["", "?to=artifact/{source}"])
def test_a_pack_has_the_properties_as_stored(client, mlmd, said):
    rows = Rows(mlmd)
    source, training = rows.artifact("rows", DATA_SET, owner="ana"), rows.execution("train")
    made = rows.artifact("rank", notes="token=hunter2", layers=3.0)
    rows.event(source, training, "INPUT")
    rows.event(made, training)
    address = f"/artifacts/{made}/lineage.pack.zip{said.format(source=source)}"
    with zipfile.ZipFile(io.BytesIO(client.get(address).data)) as archive:
        (name,) = [one for one in archive.namelist() if one.endswith("records.json")]
        records = {one["key"]: one for one in json.loads(archive.read(name))}
    for kind, number in (("artifact", made), ("artifact", source), ("execution", training)):
        record, twin = records[f"{kind}/{number}"], client.get(f"/{kind}s/{number}.json").json
        for field in ("properties", "custom_properties"):
            assert record[field] == twin[field]
    assert records[f"artifact/{made}"]["custom_properties"]["notes"] == "token=[masked]"
    assert records[f"artifact/{made}"]["custom_properties"]["layers"] == 3


@pytest.mark.parametrize("said", ["down=all&open=artifact/1/down", "select=artifact/9", "find=x"])
def test_what_is_asked_of_a_lineage_is_known_to_its_files(client, model, said):
    assert client.get(f"/artifacts/{model}/lineage.svg?{said}").status_code == 200


def chain(mlmd, length):
    """The artifacts of a chain of executions, each of which reads what the one before it made."""
    rows = Rows(mlmd)
    made = rows.artifacts(length + 1)
    for place in range(length):
        step = rows.execution(f"step {place}")
        rows.event(made[place], step, "INPUT")
        rows.event(made[place + 1], step)
    return made


@pytest.mark.parametrize("ending", [form.ending for form in FORMATS.values()])
def test_a_file_says_whether_it_is_complete(client, model, ending):
    address = f"/artifacts/{model}/lineage.{ending}"
    whole, part = client.get(address), client.get(f"{address}?limit=2")
    assert whole.headers["X-Complete"] == "true"
    assert part.headers["X-Complete"] == "false"
    again = client.get(f"{address}?limit=2", headers={"If-None-Match": part.headers["ETag"]})
    assert (again.status_code, again.headers["X-Complete"]) == (304, "false")


def test_a_file_is_waited_for_longer_than_a_page(client, mlmd, monkeypatch):
    """A store of which each question takes a tenth of a second: six questions up, six down."""
    start = chain(mlmd, 6)[3]
    clock = count()
    monkeypatch.setattr("webapp.queries.lineage.walk.monotonic", lambda: next(clock) / 10)
    page = client.get(f"/artifacts/{start}/lineage?up=all&down=all").text
    assert "The walk ran out of time" in page
    file = client.get(f"/artifacts/{start}/lineage.nodes.csv?up=all&down=all")
    assert file.headers["X-Complete"] == "true"
    assert file.text.count("\r\n") == 1 + 13


def test_a_file_takes_no_longer_than_a_page_may(connection):
    hasty = download(Store(connection, page_deadline=2.0), "svg")
    assert 0 < hasty.walking < hasty.reading < 1
    patient = Store(connection, page_deadline=60.0)
    assert (download(patient, "svg"), download(patient, "json")) == (DOWNLOAD, PAGE)


def test_the_panel_tells_when_an_execution_ran(client, mlmd):
    """Of one that runs its start, of one that ended how long it took, of data its making."""
    rows = Rows(mlmd)
    data, running, ended = (
        rows.artifact("data"),
        rows.execution("a", "RUNNING"),
        rows.execution("b"),
    )
    for step, second in ((running, 1), (ended, 1), (ended, 62)):
        at = mlpb.Event(artifact_id=data, execution_id=step, type=3 if second == 1 else 4)
        at.milliseconds_since_epoch = second * 1000
        mlmd.put_events([at])
    page = client.get(f"/artifacts/{data}/lineage").text
    terms = {
        key: keys("<dt>([A-Z][a-z]+)</dt>", facts)
        for key, facts in keys(r'(?s)data-facts="([^"]+)">(.*?)</script>', page)
    }
    assert terms[f"artifact/{data}"] == ["State", "Created"]
    assert terms[f"execution/{running}"] == ["State", "Started"]
    assert terms[f"execution/{ended}"] == ["State", "Started", "Ended", "Duration"]
    assert "<dt>Duration</dt><dd>1 min 1 s</dd>" in page


def test_what_is_not_connected_leads_on(client, model, mlmd):
    kind = mlmd.get_artifact_type("Model").id
    (alone,) = mlmd.put_artifacts([mlpb.Artifact(type_id=kind, name=HOSTILE)])
    paths = client.get(f"/artifacts/{model}/lineage?to=artifact/{alone}&as_of=2100-01-01")
    common = client.get(f"/lineage?select=artifact/{model},artifact/{alone}")
    for page in (paths, common):
        assert page.status_code == 200
        assert HOSTILE not in page.text
        for one in (model, alone):
            assert f'href="/artifacts/{one}/lineage"' in page.text
    assert f"/lineage/diff?a=artifact/{model}&amp;b=artifact/{alone}" in paths.text
    assert "What came after 2100-01-01 is left out." in paths.text


@pytest.mark.parametrize(
    "path", ["/artifacts/{}/lineage?to=artifact/{}", "/lineage?select=artifact/{},artifact/{}"]
)
def test_nodes_that_are_not_read_in_time_are_told(client, model, monkeypatch, path):
    monkeypatch.setattr(nodes, "READ_AT_ONCE", 1)
    for module in (between, shared):
        monkeypatch.setattr(module, "PAGE", Patience(10.0, -1.0))
    page = client.get(path.format(model, model - 1))
    assert page.status_code == 200
    assert "1 node not read in time" in page.text
    assert "not read in time</span>" in page.text


@pytest.mark.parametrize(
    "path", ["/lineage?select=artifact/{},artifact/{}", "/lineage/diff?a={}&b={}"]
)
def test_a_page_about_several_records_leads_to_what_is_there(client, model, path):
    page = client.get(path.format(model, model - 1)).text
    assert " data-several" in page
    assert "data-panel-path" not in page
    assert "data-panel-diff" not in page
    assert "artifact/0" not in page
    assert "artifacts/0" not in page
    alone = client.get(f"/artifacts/{model}/lineage").text
    assert " data-several" not in alone
    assert "data-panel-path" in alone


def test_a_box_of_a_difference_opens_in_it(client, mlmd):
    """Ten data sets went into one of two trainings: three are drawn, a box stands for seven."""
    rows = Rows(mlmd)
    read = [rows.artifact(f"part {place}", DATA_SET) for place in range(10)]
    made = [rows.artifact(name) for name in ("first", "second")]
    train, again = rows.execution("train"), rows.execution("train again")
    for one in read:
        rows.event(one, train, "INPUT")
    rows.event(read[-1], again, "INPUT")
    for one, training in zip(made, (train, again), strict=True):
        rows.event(one, training)
    address = f"/lineage/diff?a={made[0]}&b={made[1]}&up=3"
    page = client.get(address).text
    (box,) = map(html.unescape, keys(r'<a [^>]*data-box="[^>]* href="([^"]*)"', page))
    ends = f"a=artifact/{made[0]}&b=artifact/{made[1]}"
    assert box == f"/lineage/diff?{ends}&up=3&open=execution/{train}/up"
    opened = client.get(box).text
    drawn = keys(r'data-key="artifact/(\d+)"', opened)
    assert {*map(int, drawn)} == {*read, *made}
    assert "Ignored" not in opened
    assert "Ignored: open=x" in client.get(f"{address}&open=x").text


@pytest.mark.parametrize("said", ["{}/lineage?to=artifact/{}", "{}/lineage?from=artifact/{}"])
@pytest.mark.parametrize("is_swapped", [False, True])
def test_whichever_end_is_named_first_one_start_is_told(client, model, said, is_swapped):
    ends = (model, model - 1) if is_swapped else (model - 1, model)
    page = client.get("/artifacts/" + said.format(*ends)).text
    (start,) = set(keys(r'data-start="([^"]+)"', page))
    assert keys(r'data-row="([^"]+)" class="is-on"', page) == [start]
    assert keys(r'class="[^"]*\bon" data-key="([^"]+)"', page) == [start]
    assert f"#{start.partition('/')[2]}</p>" in page.partition("data-panel-head")[2][:400]
    assert f'href="/artifacts/{start.partition("/")[2]}/lineage?to=' in page


@pytest.mark.parametrize(
    ("path", "word"),
    [
        ("/lineage?select=artifact/{},artifact/{}", " shown"),
        ("/lineage/diff?a={}&b={}", " shown"),
        ("/artifacts/{}/lineage?to=artifact/{}", " shown"),
        ("/artifacts/{}/lineage", ""),
    ],
)
def test_a_part_counts_what_it_shows(client, model, path, word):
    """The model is read by a step that is in no part: 0 would be wrong."""
    page = client.get(path.format(model, model - 1)).text
    assert (' <span class="small quiet">shown</span></dd>' in page) is bool(word)
    count = re.search(r"<h3>Used by <span>(.*?)</span>", page)[1]
    assert count.endswith(word or "1")


@pytest.mark.parametrize("end", ["from", "to"])
def test_from_a_record_to_itself_is_told_and_leads_on(client, model, end):
    page = client.get(f"/artifacts/{model}/lineage?{end}=artifact/{model}")
    assert page.status_code == 200
    assert "Both ends are the same record." in page.text
    assert "Neither comes from the other" not in page.text
    assert f'href="/artifacts/{model}/lineage">Lineage of made</a>' in page.text
