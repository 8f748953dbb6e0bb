"""Stores that other programs wrote: all that plain SQL finds is on the pages and in the twins."""

import re
from collections import Counter
from datetime import datetime
from html import escape, unescape

import pytest
from recorded import FILES, KINDS, LINK, MODELLED, Recorded, recorded

from webapp.producers.scrubbing import MASK
from webapp.queries.context import MOST_ARTIFACTS
from webapp.queries.shown import LONGEST_NAME, MOST_VALUES

EVENTS = {
    1: "DECLARED_OUTPUT", 2: "DECLARED_INPUT", 3: "INPUT", 4: "OUTPUT",
    5: "INTERNAL_INPUT", 6: "INTERNAL_OUTPUT", 7: "PENDING_OUTPUT",
}  # fmt: skip
ARTIFACT_STATES = (
    *("UNKNOWN", "PENDING", "LIVE", "MARKED_FOR_DELETION", "DELETED", "ABANDONED", "REFERENCE"),
)
EXECUTION_STATES = ("UNKNOWN", "NEW", "RUNNING", "COMPLETE", "FAILED", "CACHED", "CANCELED")
MEMBERS = (("artifact", "Attribution"), ("execution", "Association"))
TABLES = (
    *("Type", "Artifact", "Execution", "Context", "Event", "EventPath"),
    *("Attribution", "Association", "ParentContext"),
    *("ArtifactProperty", "ExecutionProperty", "ContextProperty"),
)
# What a store has none of. Of all else it has some: what is told of every row is told of one.
EMPTY = {
    "gen-artitrack.db": {"EventPath"},
    "kfp-v1": {"ContextProperty", "ParentContext"},
    "own-taxi-tfx116.db": {"ContextProperty"},
    "sahaavi.db": {"ParentContext"},
    "srushanth.db": {
        *("Artifact", "ArtifactProperty", "Attribution", "ContextProperty", "Event", "EventPath"),
        "ParentContext",
    },
}

absent = pytest.mark.skipif(not FILES, reason="no ../shared/stores with recorded stores")
SHARED = [pytest.param(name, marks=[pytest.mark.shared, absent]) for name in FILES or ("none",)]


@pytest.fixture(scope="module", params=[*SHARED, *MODELLED])
def store(request, tmp_path_factory):
    with recorded(request.param, tmp_path_factory.mktemp("recorded")) as opened:
        empty = {table for table in TABLES if not opened.rows(f"SELECT 1 FROM {table} LIMIT 1")}  # noqa: S608
        assert empty == EMPTY.get(request.param, set())
        yield opened


def cells(page: str, heading: str) -> int:
    """How many rows the table below a heading has; 0 where there is no such heading."""
    _, found, rest = page.partition(f'id="{heading}"')
    return rest.partition("</section>")[0].count('<th scope="row"') if found else 0


def linked(page: str, kind: str) -> set[int]:
    """The ids of the records that the page links to."""
    return {int(key) for key in re.findall(rf'href="/{kind}s/(\d+)"', page)}


def moment(text: str | None) -> int:
    """The milliseconds of a time in a twin."""
    return round(datetime.fromisoformat(text).timestamp() * 1000) if text else 0


@pytest.mark.parametrize("kind", KINDS)
def test_every_record_has_its_page_and_a_name(store: Recorded, kind):
    for key, page in store.pages[kind].items():
        assert page.status_code == 200, f"{kind} {key}"
        assert len(page.data) < 500_000
        title = re.search(r"<h1>(.*?)</h1>", page.text, re.DOTALL)[1]
        assert re.sub(r"<.*?>", "", title).strip()
        blank = [one for one in LINK.findall(page.text) if not re.sub(r"<(?!svg).*?>", "", one)]
        assert blank == []
        name = store.twins[kind][key]["name"]
        assert name.strip()
        assert "unknown" not in name.lower()


def test_every_type_has_its_page(store: Recorded):
    kinds = ("execution", "artifact", "context")
    for key, place, name in store.rows("SELECT id, type_kind, name FROM Type"):
        address = f"/types/{kinds[place]}/{key}"
        status = {store.client.get(address + end).status_code for end in ("", ".json")}
        # MLMD keeps its own simple types to itself.
        assert status == {404 if name.startswith("mlmd.") and 404 in status else 200}, address


@pytest.mark.parametrize("kind", KINDS)
def test_lists_hold_every_record_and_no_other(store: Recorded, kind):
    if kind == "context":
        listed = store.client.get("/workspaces.json?limit=200").get_json()
        roles = {key for key, twin in store.twins[kind].items() if twin.get("role") == "workspace"}
        assert {one["id"] for one in listed["items"]} >= roles
        return
    listed = store.client.get(f"/{kind}s.json?limit=200").get_json()
    assert sorted(one["id"] for one in listed["items"]) == sorted(store.ids(kind))
    assert listed["total"] == len(store.ids(kind))


@pytest.mark.parametrize("kind", KINDS)
def test_twins_say_what_the_columns_say(store: Recorded, kind):
    columns = (
        "id, type_id, coalesce(name, ''), create_time_since_epoch, last_update_time_since_epoch"
    )
    for key, type_id, name, created, updated in store.rows(
        f"SELECT {columns} FROM {kind.capitalize()}"  # noqa: S608
    ):
        twin = store.twins[kind][key]
        assert (twin["id"], twin["type_id"], twin["stored_name"]) == (key, type_id, name)
        assert (moment(twin["created"]), moment(twin["updated"])) == (created, updated)
        assert (twin["type"],) in store.rows(f"SELECT name FROM Type WHERE id = {type_id}")  # noqa: S608


def test_uris_and_states_are_those_of_the_store(store: Recorded):
    for key, uri, state in store.rows("SELECT id, coalesce(uri, ''), state FROM Artifact"):
        twin = store.twins["artifact"][key]
        assert twin["uri"] == uri
        assert escape(uri[:30]) in store.pages["artifact"][key].text
        if state:
            assert twin["state"] == ARTIFACT_STATES[state]
    for key, state in store.rows("SELECT id, last_known_state FROM Execution"):
        if state:
            assert store.twins["execution"][key]["state"] == EXECUTION_STATES[state]


@pytest.mark.parametrize("kind", KINDS)
def test_twins_hold_every_property_and_no_other(store: Recorded, kind):
    told = {
        (key, name, custom): value
        for key, twin in store.twins[kind].items()
        for custom, held in ((False, "properties"), (True, "custom_properties"))
        for name, value in twin[held].items()
    }
    stored = store.properties(kind)
    assert told.keys() == stored.keys()
    masked = {place for place, value in told.items() if MASK in str(value)}
    assert {place: value for place, value in told.items() if place not in masked} == {
        place: value for place, value in stored.items() if place not in masked
    }
    assert len(masked) <= len(stored) // 4


@pytest.mark.parametrize("kind", KINDS)
def test_pages_hold_every_property_and_no_other(store: Recorded, kind):
    for key, page in store.pages[kind].items():
        _, _, rest = page.text.partition('aria-label="Properties as stored, table"')
        table = rest.partition("</table>")[0]
        shown = [unescape(one) for one in re.findall(r'class="mono">(.*?)</th>', table)]
        stored = [name for of, name, _ in store.properties(kind) if of == key]
        assert len(stored) <= MOST_VALUES
        assert sorted(shown) == sorted(name[:LONGEST_NAME] for name in stored), f"{kind} {key}"


def test_both_ends_hold_every_event_and_no_other(store: Recorded):
    query = "SELECT artifact_id, execution_id, type FROM Event"
    stored = sorted((a, e, EVENTS.get(t, "UNKNOWN")) for a, e, t in store.rows(query))
    of_artifacts = [
        (key, end["id"], end["event"])
        for key, twin in store.twins["artifact"].items()
        for end in (*twin["producers"], *twin["consumers"])
    ]
    of_executions = [
        (end["id"], key, end["event"])
        for key, twin in store.twins["execution"].items()
        for end in (*twin["inputs"], *twin["outputs"])
    ]
    assert sorted(of_artifacts) == sorted(of_executions) == stored


def test_both_ends_show_every_event_and_no_other(store: Recorded):
    ends = store.rows("SELECT artifact_id, execution_id FROM Event")
    for kind, other, place, headings in (
        ("artifact", "execution", 0, ("h-made", "h-use")),
        ("execution", "artifact", 1, ("h-in", "h-out")),
    ):
        counted = Counter(end[place] for end in ends)
        for key, page in store.pages[kind].items():
            rows = sum(cells(page.text, heading) for heading in headings)
            assert rows == counted[key], f"{kind} {key}"
            beside = {end[1 - place] for end in ends if end[place] == key}
            assert beside <= linked(page.text, other), f"{kind} {key}"


def test_roles_are_those_of_the_store(store: Recorded):
    query = (
        "SELECT artifact_id, execution_id, step_key FROM Event JOIN EventPath"
        " ON event_id = Event.id WHERE NOT is_index_step"
    )
    for artifact, execution, role in store.rows(query):
        twin = store.twins["execution"][execution]
        ends = [one for one in (*twin["inputs"], *twin["outputs"]) if one["id"] == artifact]
        assert role in {one["role"] for one in ends}


@pytest.mark.parametrize(("kind", "table"), MEMBERS)
def test_records_show_every_context_and_no_other(store: Recorded, kind, table):
    stored = store.rows(f"SELECT {kind}_id, context_id FROM {table}")  # noqa: S608
    twins = store.twins[kind]
    told = [(key, one["id"]) for key, twin in twins.items() for one in twin["contexts"]]
    assert sorted(told) == sorted(stored)
    for key, context in stored:
        page = store.pages[kind][key].text
        assert context in linked(page, "context") | linked(page, "workspace"), f"{kind} {key}"


@pytest.mark.parametrize(("kind", "table"), MEMBERS)
def test_contexts_show_every_member(store: Recorded, kind, table):
    workspaces = {k for k, twin in store.twins["context"].items() if twin["role"] == "workspace"}
    for key, page in store.pages["context"].items():
        query = f"SELECT {kind}_id FROM {table} WHERE context_id = {key}"  # noqa: S608
        members = {member for (member,) in store.rows(query)}
        assert len(members) <= MOST_ARTIFACTS
        if key not in workspaces:
            assert members <= linked(page.text, kind), f"context {key}"
        else:
            count = "execution" if kind == "execution" else "artifact"
            assert not members or f"{len(members):,} {count}" in page.text


def test_contexts_know_those_around_them(store: Recorded):
    pairs = set(store.rows("SELECT context_id, parent_context_id FROM ParentContext"))
    twins = store.twins["context"]
    parents = {(key, one["id"]) for key, twin in twins.items() for one in twin["parents"]}
    children = {(one["id"], key) for key, twin in twins.items() for one in twin["children"]}
    assert parents == children == pairs
    for child, parent in pairs:
        for key, other in ((child, parent), (parent, child)):
            page = store.pages["context"][key].text
            assert other in linked(page, "context") | linked(page, "workspace")
