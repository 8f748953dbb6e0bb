"""What a word that is still being typed may become."""

import pytest
from stored_rows import DATA_SET, Rows

from webapp.errors import BadParameterError
from webapp.queries.resolve.suggest import suggestions


def put(rows):
    rows.workspace("fraud")
    for version in ("v1", "v2", "v10"):
        rows.artifact("fraud-rank", version=version, uri=f"gs://bucket/rank/{version}")
    rows.artifact("fraud-features", DATA_SET)
    rows.artifact("not fraud", DATA_SET)
    rows.artifact("weather", DATA_SET)
    rows.execution("Fraud check")


@pytest.fixture(scope="module")
def story(kept):
    return kept(put)


@pytest.fixture(params=["store", "catalog"])
def either(request, story):
    return story[request.param]


def told(sources, word):
    return [(one.match.name, one.match.version, one.others) for one in suggestions(sources, word)]


def test_names_that_begin_so_come_before_those_that_hold_it(either):
    found = [name for name, _, _ in told(either, "fraud")]
    assert found[0] == "fraud"
    assert set(found[1:4]) == {"fraud-rank", "fraud-features", "Fraud check"}
    assert found[4] == "not fraud"
    assert len(found) == 5


def test_versions_of_one_name_are_one_suggestion_the_newest(either):
    assert told(either, "FRAUD-R") == [("fraud-rank", "v10", 2)]


def test_a_version_may_be_half_typed(story):
    assert told(story["catalog"], "fraud-rank@v1") == [("fraud-rank", "v10", 1)]
    assert told(story["catalog"], "fraud-rank:2") == [("fraud-rank", "v2", 0)]


def test_ids_and_addresses_are_found_too(story):
    assert told(story["catalog"], "#1")[0][0] == "fraud-rank"
    assert told(story["catalog"], "gs://bucket/rank/v2") == [("fraud-rank", "v2", 0)]


def test_no_more_than_ten(mlmd, sources, indexed):
    rows = Rows(mlmd)
    for place in range(15):
        rows.artifact(f"table {place}")
    for asked in (sources, indexed()):
        assert len(suggestions(asked, "table")) == 10


@pytest.mark.parametrize(
    "word", ["", "  ", "\0", "%", "<b>", '"', "name:x OR *", "zzz", "@", ":v1"]
)
def test_nothing_and_hostile_words_suggest_nothing(either, word):
    assert told(either, word) == []


def test_a_word_has_a_longest_length(either):
    with pytest.raises(BadParameterError):
        suggestions(either, "x" * 5000)
