"""From a word to what it means, in a real store, with a catalog of it and without."""

import shutil
from datetime import UTC, datetime

import pytest
from stored_rows import Rows

from webapp.errors import BadParameterError, StoreUnavailableError
from webapp.queries.live.census import Census
from webapp.queries.resolve import go, live
from webapp.queries.resolve.go import resolve
from webapp.queries.sources import Sources
from webapp.store.client import Store
from webapp.store.connection import Connection


def put(rows):
    """Nothing; words mean one thing in the store, several, or none."""
    rows.workspace("demo workspace")
    rows.workspace("run-1", "pipeline_run")
    rows.workspace("fraud")
    rows.artifact("MNIST", uri="gcs://bucket/mnist", version="v1")
    rows.artifact("MNIST", uri="gcs://bucket/mnist-2", version="v2")
    rows.artifact("fraud", uri="gcs://bucket/both")
    rows.artifact("26", uri="gcs://bucket/both", __kf_run__="nightly")
    rows.execution("training", __kf_workspace__="demo workspace", __kf_run__="nightly")


@pytest.fixture
def story(mlmd):
    """That store, to be changed."""
    put(Rows(mlmd))


@pytest.fixture(scope="module")
def told(kept):
    """That store, to be read."""
    return kept(put)


def paths(sources, word):
    return [match.path for match in resolve(sources, word).matches]


WORDS = pytest.mark.parametrize(
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
        ("26", ["/artifacts/4"]),
        ("#99", []),
        ("artifact:99", []),
        ("99999999999999999999", []),
        ("gcs://bucket", [f"/artifacts/{one}" for one in (4, 3, 2, 1)]),
        ("gcs://bucket/mnist-", ["/artifacts/2"]),
        ("mnist@latest", ["/artifacts/2"]),
        ("MNIST:LATEST", ["/artifacts/2"]),
        ("mnist@2", ["/artifacts/2"]),
        ("training@v1", []),
        ("MNIST:v3", []),
        ("<script>alert(1)</script>", []),
        ("' OR 1=1 --", []),
        ("\0", []),
        ("\u0661", []),
        ("%", []),
    ],
)


@WORDS
def test_words_and_what_they_mean(told, word, expected):
    assert paths(told["store"], word) == expected


@WORDS
def test_a_catalog_says_the_same(told, word, expected):
    assert sorted(paths(told["catalog"], word)) == sorted(expected)


def test_a_run_is_one_match_where_its_workspace_is_known(story, sources, indexed):
    expected = ["/artifacts/4", "/workspaces/1/run?name=nightly"]
    assert paths(sources, "nightly") == paths(indexed(), "nightly") == expected


def test_a_catalog_knows_every_name_and_says_so(mlmd, sources, indexed, monkeypatch):
    rows = Rows(mlmd)
    rows.artifact("old")
    for _ in range(3):
        rows.artifact("new")
    monkeypatch.setattr(go, "NEWEST_NAMES", 1)
    monkeypatch.setattr(live, "MOST_NAMES", 1)
    monkeypatch.setattr(live, "LARGEST_PAGE", 1)
    assert paths(sources, "old") == []
    assert paths(indexed(), "old") == ["/artifacts/1"]
    assert "every name in the store" in resolve(indexed(), "nobody").tried


def test_what_the_catalog_does_not_know_yet_is_still_found(story, mlmd, indexed):
    known = indexed()
    Rows(mlmd).artifact("newborn")
    assert paths(known, "newborn") == ["/artifacts/5"]


def test_a_catalog_that_is_gone_leaves_the_store(story, indexed, tmp_path):
    known = indexed()
    shutil.rmtree(tmp_path / "catalog")
    assert paths(known, "training") == ["/executions/1"]


def test_written_exactly_so_comes_first(mlmd, indexed):
    rows = Rows(mlmd)
    rows.artifact("Rank")
    rows.artifact("rank")
    assert paths(indexed(), "Rank") == ["/artifacts/1", "/artifacts/2"]


def test_the_latest_of_a_name_is_one_for_each_workspace_and_type(mlmd, sources, indexed):
    rows = Rows(mlmd)
    for workspace in ("a", "b", "a"):
        rows.artifact("rank", version="v1", __kf_workspace__=workspace)
    for asked in (sources, indexed()):
        assert paths(asked, "rank@latest") == ["/artifacts/3", "/artifacts/2"]


def test_an_execution_alone_is_found_by_its_id(mlmd, sources):
    Rows(mlmd).execution("e")
    assert paths(sources, "1") == ["/executions/1"]


def test_what_was_tried_is_said(story, sources):
    found = resolve(sources, "99")
    assert found.tried == (
        "the artifact and execution with the id 99",
        "artifacts with exactly this URI",
        "workspaces, pipelines and runs of this name",
        "the names, versions and runs of all artifacts",
        "the names, versions and runs of all executions",
    )


def test_names_are_looked_for_among_the_newest_and_that_is_said(story, sources, monkeypatch):
    monkeypatch.setattr(live, "MOST_NAMES", 1)
    monkeypatch.setattr(live, "LARGEST_PAGE", 1)
    assert paths(sources, "mnist") == []
    assert (
        "the names, versions and runs of the newest 1 artifacts" in resolve(sources, "mnist").tried
    )


def test_many_matches_are_cut_and_that_is_said(mlmd, sources, monkeypatch):
    monkeypatch.setattr(go, "MOST_MATCHES", 2)
    rows = Rows(mlmd)
    for _ in range(3):
        rows.artifact("same")
    found = resolve(sources, "same")
    assert (len(found.matches), found.more) == (2, True)


def test_nothing_asked_is_nothing_tried(sources):
    assert resolve(sources, "  ").tried == ()


def test_a_word_has_a_longest_length(sources):
    with pytest.raises(BadParameterError, match="at most 4,000"):
        resolve(sources, "x" * 5000)


def test_an_unreadable_row_is_still_found_by_its_id(mlmd, sources):
    Rows(mlmd).artifact("bad", x="__MLMD_NULL__")
    (match,) = resolve(sources, "artifact:1").matches
    assert (match.path, match.why) == ("/artifacts/1", "by its id, and cannot be read")


def test_a_context_that_cannot_be_read_hides_nothing_else_of_its_name(mlmd, sources):
    Rows(mlmd).context("taxi", "pipeline", readable=False)
    Rows(mlmd).context("taxi", "pipeline_run")
    Rows(mlmd).artifact("taxi", __kf_workspace__="taxi")
    found = {match.path for match in resolve(sources, "taxi").matches}
    assert found == {"/contexts/2", "/artifacts/1"}


def test_a_store_that_is_away_is_no_missing_word():
    connection = Connection("grpc://127.0.0.1:1")
    away = Sources(Store(connection), Census(), None, datetime.now(UTC))
    with pytest.raises(StoreUnavailableError):
        resolve(away, "mnist")
    connection.close()
