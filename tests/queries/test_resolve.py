"""From a word to what it means, in a real store."""

import pytest
from stored_rows import Rows

from webapp.errors import BadParameterError, StoreUnavailableError
from webapp.queries import resolve as module
from webapp.queries.resolve import resolve
from webapp.store.client import Store
from webapp.store.connection import Connection


@pytest.fixture
def store(store_address):
    connection = Connection(f"grpc://{store_address}")
    yield Store(connection)
    connection.close()


@pytest.fixture
def story(mlmd):
    """A store in which words mean one thing, several, or none."""
    rows = Rows(mlmd)
    workspace = rows.workspace("demo workspace")
    rows.workspace("run-1", "pipeline_run")
    rows.workspace("fraud")
    rows.artifact("MNIST", uri="gcs://bucket/mnist", version="v1")
    rows.artifact("MNIST", uri="gcs://bucket/mnist-2", version="v2")
    rows.artifact("fraud", uri="gcs://bucket/both")
    rows.artifact("26", uri="gcs://bucket/both", __kf_run__="nightly")
    rows.execution("training", of=[workspace], __kf_run__="nightly")
    return rows


def paths(store, word):
    return [match.path for match in resolve(store, word).matches]


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("#1", ["/artifacts/1", "/executions/1"]),
        ("1", ["/artifacts/1", "/executions/1"]),
        (" 2 ", ["/artifacts/2"]),
        ("artifact:1", ["/artifacts/1"]),
        ("execution:1", ["/executions/1"]),
        ("Execution #1", ["/executions/1"]),
        ("artifacts/3", ["/artifacts/3"]),
        ("workspace:1", ["/workspaces/1"]),
        ("context:2", ["/contexts/2"]),
        ("gcs://bucket/mnist", ["/artifacts/1"]),
        ("gcs://bucket/both", ["/artifacts/3", "/artifacts/4"]),
        ("demo workspace", ["/workspaces/1"]),
        ("run-1", ["/contexts/2"]),
        ("mnist", ["/artifacts/2", "/artifacts/1"]),
        ("MNIST:v1", ["/artifacts/1"]),
        ("MNIST@v2", ["/artifacts/2"]),
        ("v2", ["/artifacts/2"]),
        ("fraud", ["/workspaces/3", "/artifacts/3"]),
        ("training", ["/executions/1"]),
        ("nightly", ["/artifacts/4", "/executions/1"]),
        ("26", ["/artifacts/4"]),
        ("#99", []),
        ("artifact:99", []),
        ("99999999999999999999", []),
        ("gcs://bucket", []),
        ("MNIST:v3", []),
        ("<script>alert(1)</script>", []),
        ("' OR 1=1 --", []),
        ("\0", []),
        ("\u0661", []),
        ("%", []),
    ],
)
def test_words_and_what_they_mean(story, store, word, expected):
    assert paths(store, word) == expected


def test_an_execution_alone_is_found_by_its_id(mlmd, store):
    Rows(mlmd).execution("e")
    assert paths(store, "1") == ["/executions/1"]


def test_what_was_tried_is_said(story, store):
    found = resolve(store, "99")
    assert found.tried == (
        "the artifact and execution with the id 99",
        "artifacts with exactly this URI",
        "workspaces, pipelines and runs of this name",
        "the names, versions and runs of all artifacts",
        "the names, versions and runs of all executions",
    )


def test_names_are_looked_for_among_the_newest_and_that_is_said(story, store, monkeypatch):
    monkeypatch.setattr(module, "MOST_NAMES", 1)
    monkeypatch.setattr(module, "LARGEST_PAGE", 1)
    assert paths(store, "mnist") == []
    assert "the names, versions and runs of the newest 1 artifacts" in resolve(store, "mnist").tried


def test_many_matches_are_cut_and_that_is_said(mlmd, store, monkeypatch):
    monkeypatch.setattr(module, "MOST_MATCHES", 2)
    rows = Rows(mlmd)
    for _ in range(3):
        rows.artifact("same")
    found = resolve(store, "same")
    assert (len(found.matches), found.more) == (2, True)


def test_nothing_asked_is_nothing_tried(store):
    assert resolve(store, "  ").tried == ()


def test_a_word_has_a_longest_length(store):
    with pytest.raises(BadParameterError, match="at most 4,000"):
        resolve(store, "x" * 5000)


def test_an_unreadable_row_is_still_found_by_its_id(mlmd, store):
    Rows(mlmd).artifact("bad", x="__MLMD_NULL__")
    (match,) = resolve(store, "artifact:1").matches
    assert (match.path, match.why) == ("/artifacts/1", "by its id, and cannot be read")


def test_a_store_that_is_away_is_no_missing_word():
    connection = Connection("grpc://127.0.0.1:1")
    with pytest.raises(StoreUnavailableError):
        resolve(Store(connection), "mnist")
    connection.close()
