"""Stores that other programs wrote: every record of every one has its page and its twin."""

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from webapp.app import create_app
from webapp.errors import StoreFileError
from webapp.settings import Settings
from webapp.store.connection import Connection
from webapp.store.location import SqliteFile
from webapp.store.server import create_server
from webapp.store.sqlite_file import connection_config, examine

STORES = Path(__file__).parents[3] / "shared" / "stores"
OLD = {"srushanth.db"}  # of a schema that MLMD refuses until it is upgraded
FILES = sorted(path.name for path in STORES.glob("*.db")) if STORES.is_dir() else []
KINDS = ("artifact", "execution", "context")

pytestmark = [
    pytest.mark.shared,
    pytest.mark.skipif(not FILES, reason="no ../shared/stores with recorded stores"),
]


class Recorded:
    """A recorded store, served from a copy; `rows` reads another copy with plain SQL."""

    def __init__(self, client: FlaskClient, copy: Path) -> None:
        self.client = client
        self._copy = copy

    def rows(self, query: str) -> list[tuple[object, ...]]:
        """What the query finds."""
        with closing(sqlite3.connect(self._copy)) as database:
            return database.execute(query).fetchall()

    def twins(self, kind: str) -> dict[int, dict]:
        """The JSON twin of every record of a kind."""
        ids = [key for (key,) in self.rows(f"SELECT id FROM {kind.capitalize()}")]  # noqa: S608
        return {key: self.client.get(f"/{kind}s/{key}.json").get_json() for key in ids}


@pytest.fixture(scope="module", params=[name for name in FILES if name not in OLD])
def recorded(request, tmp_path_factory) -> Iterator[Recorded]:
    folder = tmp_path_factory.mktemp(Path(request.param).stem)
    served, read = (folder / name for name in ("served.db", "read.db"))
    for copy in (served, read):
        shutil.copyfile(STORES / request.param, copy)
    server, port = create_server(connection_config(SqliteFile(served)), "127.0.0.1:0")
    server.start()
    connection = Connection(f"grpc://127.0.0.1:{port}")
    yield Recorded(create_app(Settings(), connection).test_client(), read)
    connection.close()
    server.stop(None).wait()


@pytest.mark.parametrize("kind", KINDS)
def test_every_record_has_its_page(recorded, kind):
    for (key,) in recorded.rows(f"SELECT id FROM {kind.capitalize()}"):  # noqa: S608
        page = recorded.client.get(f"/{kind}s/{key}", follow_redirects=True)
        assert page.status_code == 200, f"{kind} {key}"
        assert "<h1></h1>" not in page.text
        assert len(page.data) < 500_000


def test_every_type_has_its_page(recorded):
    kinds = ("execution", "artifact", "context")
    for key, place in recorded.rows("SELECT id, type_kind FROM Type"):
        address = f"/types/{kinds[place]}/{key}"
        status = {recorded.client.get(address + end).status_code for end in ("", ".json")}
        # MLMD keeps its own simple types to itself.
        assert status <= {200, 404}
        assert key < 10 or status == {200}, address


@pytest.mark.parametrize("kind", KINDS)
def test_twins_hold_every_property_and_no_other(recorded, kind):
    stored = {
        (key, name, bool(custom))
        for key, name, custom in recorded.rows(
            f"SELECT {kind}_id, name, is_custom_property FROM {kind.capitalize()}Property"  # noqa: S608
        )
    }
    told = {
        (key, name, custom)
        for key, twin in recorded.twins(kind).items()
        for custom, held in ((False, "properties"), (True, "custom_properties"))
        for name in twin[held]
    }
    assert told == stored


@pytest.mark.parametrize("kind", KINDS)
def test_nothing_is_without_name(recorded, kind):
    for twin in recorded.twins(kind).values():
        assert twin["name"].strip()
        assert "unknown" not in twin["name"].lower()


def test_both_ends_hold_every_event_and_no_other(recorded):
    words = {
        1: "DECLARED_OUTPUT", 2: "DECLARED_INPUT", 3: "INPUT", 4: "OUTPUT",
        5: "INTERNAL_INPUT", 6: "INTERNAL_OUTPUT", 7: "PENDING_OUTPUT",
    }  # fmt: skip
    query = "SELECT artifact_id, execution_id, type FROM Event"
    stored = sorted((a, e, words.get(t, "UNKNOWN")) for a, e, t in recorded.rows(query))
    of_artifacts = [
        (key, end["id"], end["event"])
        for key, twin in recorded.twins("artifact").items()
        for end in (*twin["producers"], *twin["consumers"])
    ]
    of_executions = [
        (end["id"], key, end["event"])
        for key, twin in recorded.twins("execution").items()
        for end in (*twin["inputs"], *twin["outputs"])
    ]
    assert sorted(of_artifacts) == sorted(of_executions) == stored


@pytest.mark.parametrize(
    ("kind", "table"), [("artifact", "Attribution"), ("execution", "Association")]
)
def test_twins_hold_every_context(recorded, kind, table):
    query = f"SELECT {kind}_id, context_id FROM {table}"  # noqa: S608
    told = [
        (key, one["id"]) for key, twin in recorded.twins(kind).items() for one in twin["contexts"]
    ]
    assert sorted(told) == sorted(recorded.rows(query))


@pytest.mark.parametrize("name", sorted(OLD & set(FILES)))
def test_a_store_of_an_old_schema_is_refused_and_stays_as_it_is(tmp_path, name):
    copy = tmp_path / name
    shutil.copyfile(STORES / name, copy)
    before = copy.read_bytes()
    with pytest.raises(StoreFileError, match="schema 8"):
        examine(copy)
    assert copy.read_bytes() == before
