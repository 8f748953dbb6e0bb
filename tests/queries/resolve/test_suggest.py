"""What a word that is still being typed may become."""

import pytest
from catalogs import catalog_of
from stored_rows import DATA_SET, Rows

from webapp.errors import BadParameterError
from webapp.queries.resolve.suggest import suggestions
from webapp.store.client import Store
from webapp.store.connection import Connection


@pytest.fixture
def connection(store_address):
    connection = Connection(f"grpc://{store_address}")
    yield connection
    connection.close()


@pytest.fixture
def store(connection):
    return Store(connection)


@pytest.fixture
def story(mlmd):
    rows = Rows(mlmd)
    rows.workspace("fraud")
    for version in ("v1", "v2", "v10"):
        rows.artifact("fraud-rank", version=version, uri=f"gs://bucket/rank/{version}")
    rows.artifact("fraud-features", DATA_SET)
    rows.artifact("not fraud", DATA_SET)
    rows.artifact("weather", DATA_SET)
    rows.execution("Fraud check")
    return rows


@pytest.fixture(params=["store", "catalog"])
def catalog(request, story, connection, tmp_path):
    return catalog_of(connection, tmp_path / "catalog") if request.param == "catalog" else None


def told(store, catalog, word):
    return [
        (one.match.name, one.match.version, one.others) for one in suggestions(store, catalog, word)
    ]


def test_names_that_begin_so_come_before_those_that_hold_it(store, catalog):
    found = [name for name, _, _ in told(store, catalog, "fraud")]
    assert found[0] == "fraud"
    assert set(found[1:4]) == {"fraud-rank", "fraud-features", "Fraud check"}
    assert found[4] == "not fraud"
    assert len(found) == 5


def test_versions_of_one_name_are_one_suggestion_the_newest(store, catalog):
    assert told(store, catalog, "FRAUD-R") == [("fraud-rank", "v10", 2)]


def test_a_version_may_be_half_typed(story, store, connection, tmp_path):
    catalog = catalog_of(connection, tmp_path / "catalog")
    assert told(store, catalog, "fraud-rank@v1") == [("fraud-rank", "v10", 1)]
    assert told(store, catalog, "fraud-rank:2") == [("fraud-rank", "v2", 0)]


def test_ids_and_addresses_are_found_too(story, store, connection, tmp_path):
    catalog = catalog_of(connection, tmp_path / "catalog")
    assert told(store, catalog, "#1")[0][0] == "fraud-rank"
    assert told(store, catalog, "gs://bucket/rank/v2") == [("fraud-rank", "v2", 0)]


def test_no_more_than_ten(mlmd, store, connection, tmp_path):
    rows = Rows(mlmd)
    for place in range(15):
        rows.artifact(f"table {place}")
    for catalog in (None, catalog_of(connection, tmp_path / "catalog")):
        assert len(suggestions(store, catalog, "table")) == 10


@pytest.mark.parametrize(
    "word", ["", "  ", "\0", "%", "<b>", '"', "name:x OR *", "zzz", "@", ":v1"]
)
def test_nothing_and_hostile_words_suggest_nothing(store, catalog, word):
    assert told(store, catalog, word) == []


def test_a_word_has_a_longest_length(store, catalog):
    with pytest.raises(BadParameterError):
        suggestions(store, catalog, "x" * 5000)
