"""The overview of a real store, from the store itself and from its catalog."""

import time
from datetime import UTC, datetime, timedelta

import pytest
from listing import Lists
from ml_metadata.proto import metadata_store_pb2 as mlpb
from msgspec.structs import replace
from stored_rows import DATA_SET, MODEL

from webapp.errors import StoreUnavailableError
from webapp.queries.counts import Count
from webapp.queries.live import overview as module
from webapp.queries.overview.sourced import overview
from webapp.store.client import Store
from webapp.store.connection import Connection


def look(lists, now=None):
    sources = lists.sources
    return overview(sources if now is None else replace(sources, now=now))


def calls_over(connection, monkeypatch):
    """The methods that this connection calls from here on; others may be busy at the same time."""
    calls = []
    call = connection.call
    monkeypatch.setattr(
        connection, "call", lambda method, *rest: calls.append(method) or call(method, *rest)
    )
    return calls


def test_an_empty_store_is_called_empty(lists):
    page = look(lists)
    assert page.is_empty
    assert (page.workspace_lines, page.model_lines, page.failures.lines) == ((), (), ())


def test_everything_is_counted(rows, lists):
    workspace = rows.workspace("w")
    rows.workspace("a run", "pipeline_run")
    rows.artifacts(12, MODEL, [workspace])
    rows.artifacts(3, DATA_SET, [workspace])
    rows.execution("e", of=[workspace])
    page = look(lists)
    counts = (page.artifacts, page.executions, page.workspaces, page.models)
    assert counts == (Count(15), Count(1), Count(1), Count(12))
    (line,) = page.workspace_lines
    assert (line.row.name, line.artifacts, line.executions) == ("w", Count(15), Count(1))
    assert not page.is_empty


def test_workspaces_stand_by_their_last_activity(rows, lists):
    first = rows.workspace("first")
    rows.workspace("second")
    time.sleep(0.002)  # MLMD's times are milliseconds
    rows.execution("e", of=[first])
    assert [line.row.name for line in look(lists).workspace_lines] == ["first", "second"]


def test_models_have_their_maker_and_a_metric(rows, lists):
    model, orphan = rows.artifact("fraud"), rows.artifact("orphan")
    maker, cached = rows.execution("Trainer"), rows.execution("Trainer again", "CACHED")
    rows.event(model, maker)
    rows.event(rows.metrics({"auc": 0.9, "loss": 1.0}), maker)
    rows.event(model, cached)
    page = look(lists)
    lines = {line.row.id: line for line in page.model_lines}
    line = lines[model]
    told = (line.maker.name, line.maker.id, line.metric, line.value)
    assert told == ("Trainer", maker, "auc", 0.9)
    assert (lines[orphan].maker, lines[orphan].metric, lines[orphan].value) == (None, "", None)
    assert page.makers_known


def test_models_cost_the_same_few_calls_however_many_there_are(rows, lists, monkeypatch):
    calls = calls_over(lists.connection, monkeypatch)
    costs = []
    for _ in range(2):
        model = rows.artifact("m", __kf_workspace__="w")
        maker = rows.execution("e", __kf_workspace__="w")
        rows.event(model, maker)
        rows.event(rows.metrics({"auc": 0.9}), maker)
        sources = lists.sources
        calls.clear()
        overview(sources)
        costs.append(len(calls))
    assert costs[0] == costs[1]


def test_the_catalog_leaves_one_question_to_the_store(rows, indexed, monkeypatch):
    rows.event(rows.artifact("m"), rows.execution("e"))
    sources = indexed.sources
    calls = calls_over(indexed.connection, monkeypatch)
    assert len(overview(sources).model_lines) == 1
    assert calls == ["GetEventsByArtifactIDs"]


def test_a_store_that_is_away_leaves_what_the_catalog_knows(rows, indexed):
    rows.event(rows.artifact("m"), rows.execution("e", "FAILED"))
    away = Connection("grpc://127.0.0.1:1")
    page = overview(replace(indexed.sources, store=Store(away)))
    away.close()
    (line,) = page.model_lines
    assert (line.row.name, line.maker, page.makers_known) == ("m", None, False)
    assert len(page.failures.lines) == 1


def test_failures_are_newest_first_with_their_reason(rows, lists):
    rows.execution("fine")
    rows.execution("told", "FAILED", error="out of memory")
    rows.execution("described", "FAILED", description="the disk is full")
    rows.execution("silent", "FAILED")
    failures = look(lists).failures
    told = [(line.row.name, line.reason) for line in failures.lines]
    assert told == [("silent", ""), ("described", "the disk is full"), ("told", "out of memory")]
    assert (failures.last_day, failures.looked_at, failures.cut) == (Count(3), 4, False)


def test_filters_find_what_is_counted(rows, indexed):
    rows.artifacts(2, MODEL)
    rows.artifacts(3, "system.Model")
    rows.execution("e", "FAILED")
    page = look(indexed)
    assert indexed.page(page.models_query).total == page.models == Count(5)
    for query in (page.failures.query, page.failures.day_query):
        assert indexed.page(query, "execution").total == Count(1)


def test_failures_of_other_days_are_listed_and_not_counted(rows, lists):
    rows.execution("old", "FAILED")
    failures = look(lists, datetime.now(UTC) + timedelta(days=2)).failures
    assert (len(failures.lines), failures.last_day) == (1, Count(0))


def test_failures_are_counted_and_stand_by_the_time_they_show(rows, indexed):
    now = datetime.now(UTC)
    data = rows.artifact("data")
    for days in (4, 0, 9):
        key = rows.execution(f"{days} days ago", "FAILED")
        time = int((now - timedelta(days=days)).timestamp() * 1_000)
        event = mlpb.Event(artifact_id=data, execution_id=key, milliseconds_since_epoch=time)
        event.type = mlpb.Event.INPUT
        rows.mlmd.put_events([event])
    failures = look(indexed).failures
    assert [line.row.name[0] for line in failures.lines] == ["0", "4", "9"]
    assert [(now - line.time).days for line in failures.lines[1:]] == [4, 9]
    assert failures.last_day == Count(1)


def test_the_search_for_failures_has_a_bound_and_says_so(rows, live, monkeypatch):
    monkeypatch.setattr(module, "LARGEST_PAGE", 2)
    monkeypatch.setattr(module, "MOST_EXECUTIONS", 4)
    for place in range(6):
        rows.execution(f"e{place}", "FAILED" if place in (1, 3) else "COMPLETE")
    failures = look(live).failures
    assert [line.row.name for line in failures.lines] == ["e3"]
    assert (failures.last_day, failures.looked_at, failures.cut) == (Count(1, exact=False), 4, True)


def test_a_store_that_is_away_is_no_empty_store():
    connection = Connection("grpc://127.0.0.1:1")
    with pytest.raises(StoreUnavailableError):
        look(Lists(connection))
    connection.close()
