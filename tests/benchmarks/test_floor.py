"""The floor's pages: the right rows, so that they are a fair measure."""

from pathlib import Path

import pytest
from flask.testing import FlaskClient

from benchmarks.answers import Expected, expected
from benchmarks.floor import table
from benchmarks.floor.app import create
from benchmarks.history import steps
from benchmarks.works import shown, works

ARTIFACTS = 3_000


@pytest.fixture(scope="module")
def answers() -> Expected:
    return expected(steps(ARTIFACTS))


@pytest.fixture(scope="module")
def floor(tmp_path_factory: pytest.TempPathFactory) -> FlaskClient:
    """A client of the floor over a small history."""
    file: Path = tmp_path_factory.mktemp("floor") / "table.db"
    table.write(file, steps(ARTIFACTS))
    return create(str(file)).test_client()


@pytest.mark.parametrize("name", ["W1", "W1ws", "W2", "W3c", "W3r", "W4"])
def test_every_question_gets_the_expected_ids(floor, answers, name):
    for question in works(answers)[name].questions:
        page = floor.get(question.floor)
        assert page.status_code == 200
        assert shown(page.data) == question.ids


def test_a_record_that_is_not_there(floor):
    assert floor.get(f"/artifacts/{ARTIFACTS + 1}").status_code == 404


def test_expected_ids_are_those_of_the_history(answers):
    found = [record for step in steps(ARTIFACTS) for record in step.outputs]
    assert len(found) == ARTIFACTS
    newest = tuple(range(ARTIFACTS, ARTIFACTS - 50, -1))
    assert answers.newest[""].newest == newest
    assert answers.newest[""].total == ARTIFACTS
    team, wanted = next(iter(answers.by_team.items()))
    matching = [
        one.number for one in found if one.labels["team"] == team and one.labels["stage"] == "prod"
    ]
    assert wanted.total == len(matching)
    assert wanted.newest == tuple(matching[:-51:-1])
