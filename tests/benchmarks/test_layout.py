"""The generator's rows beside what the SDK itself leaves in a store."""

import json
import sqlite3
from collections.abc import Iterable
from contextlib import closing
from pathlib import Path

import pytest

from benchmarks import layout, stores
from benchmarks.history import WORKSPACES, Step, steps
from benchmarks.processes import store_process
from kubeflow.metadata import metadata, types

ARTIFACTS = 20
# What the clock and chance decide.
TIMES = ("create_time_since_epoch", "last_update_time_since_epoch", "milliseconds_since_epoch")
OF_CHANCE = len("sdk:") + 32


@pytest.fixture(scope="module")
def generated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store that was generated."""
    return stores.kept(tmp_path_factory.mktemp("generated"), "small", steps(ARTIFACTS))


@pytest.fixture(scope="module")
def logged(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store into which the same was logged through the SDK."""
    file = tmp_path_factory.mktemp("logged") / "store.db"
    with store_process(file) as process:
        log(metadata.Store("127.0.0.1", process.port), steps(ARTIFACTS))
    return file


def log(store: metadata.Store, history: Iterable[Step]) -> None:
    """Nothing; the steps are in the store, as a notebook would have logged them."""
    workspaces = stores.log_workspaces(store)
    artifacts = {}
    for step in history:
        workspace = workspaces[step.workspace]
        execution = metadata.Execution(step.name, workspace, metadata.Run(workspace, step.run))
        assert execution.id == step.number
        for number in step.inputs:
            execution.log_input(artifacts[number])
        for record in step.outputs:
            artifacts[record.number] = execution.log_output(layout.described(record))
            assert artifacts[record.number].id == record.number


@pytest.mark.parametrize("table", [*layout.COLUMNS, "Context", "ContextProperty", "Type"])
def test_rows_are_those_that_the_sdk_writes(generated, logged, table):
    expected = rows(logged, table)
    assert len(expected) > 10
    assert rows(generated, table) == expected


def test_a_store_that_is_there_is_not_written_again(generated):
    before = generated.stat()
    assert stores.kept(generated.parent, "small", steps(ARTIFACTS)) == generated
    assert generated.stat() == before


def test_a_smaller_history_begins_a_larger_one():
    smaller, larger = (rows_of(number) for number in (ARTIFACTS, 2 * ARTIFACTS))
    for table in layout.COLUMNS:
        assert larger[table][: len(smaller[table])] == smaller[table]
        assert len(larger[table]) > len(smaller[table])


def test_another_history_is_another_store():
    names = {stores.digest(steps(ARTIFACTS, seed)) for seed in (1, 1, 2)}
    assert len(names) == 2


def rows_of(artifacts: int) -> layout.Rows:
    ids = dict.fromkeys((*types.NAMES, *WORKSPACES), 1)
    return layout.Layout(ids, ids).rows(steps(artifacts))


def rows(file: Path, table: str) -> list[tuple[object, ...]]:
    """The rows of a table in order, with what differs from one time to the next left out."""
    with closing(sqlite3.connect(file)) as database:
        database.row_factory = sqlite3.Row
        found = database.execute(f"SELECT * FROM {table}")  # noqa: S608 - our own words
        return sorted((plain(row) for row in found), key=repr)


def plain(row: sqlite3.Row) -> tuple[object, ...]:
    values = dict(row)
    for name in TIMES:
        if name in values:
            values[name] = values[name] > 0
    if len(values.get("external_id") or "") == OF_CHANCE:
        values["external_id"] = "by chance"
    if values.get("name") == "create_time":
        values["string_value"] = values["string_value"][-1]
    if values.get("name") == types.ALL_META:
        attributes = json.loads(values["string_value"]) | {"create_time": ""}
        values["string_value"] = json.dumps(attributes)
    return tuple(values.items())
