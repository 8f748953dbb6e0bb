"""What is in a run that is only a name: from a catalog however old it is, and what came since."""

import pytest
from catalogs import catalog_of

from webapp.errors import NotFoundError
from webapp.queries import run_records
from webapp.queries.execution import execution_page
from webapp.queries.runs import run_page
from webapp.store.client import Store


@pytest.fixture
def store(connection):
    return Store(connection)


@pytest.fixture
def few(monkeypatch):
    """Only three records are looked through, one at a time."""
    monkeypatch.setattr(run_records, "MOST_SCANNED", 3)
    monkeypatch.setattr(run_records, "AT_ONCE", 1)


def steps_of(page):
    return [one.row.id for one in page.steps.rows]


def test_a_catalog_finds_a_run_however_old_it_is(store, connection, rows, tmp_path, few):
    workspace = rows.workspace("w")
    named = {"of": [workspace], "__kf_workspace__": "w", "__kf_run__": "old"}
    first, second = rows.execution("prepare", **named), rows.execution("train", **named)
    (made,) = rows.artifacts(1, **named)
    for place in range(5):
        rows.execution(f"later {place}", of=[workspace], __kf_workspace__="w", __kf_run__="new")
        rows.artifacts(1, of=[workspace], __kf_workspace__="w", __kf_run__="new")
    scanned = run_page(store, workspace, "old")
    assert (steps_of(scanned), scanned.artifacts, scanned.scanned) == ([], (), 3)
    page = run_page(store, workspace, "old", catalog_of(connection, tmp_path))
    assert (steps_of(page), page.steps.cut, page.scanned) == ([first, second], 0, 0)
    assert ([one.id for one in page.artifacts], page.total) == ([made], 1)


def test_a_run_of_the_same_name_elsewhere_is_another(store, connection, rows, tmp_path):
    here, there = rows.workspace("here"), rows.workspace("there")
    mine = rows.execution("train", of=[here], __kf_workspace__="here", __kf_run__="r")
    rows.execution("train", of=[there], __kf_workspace__="there", __kf_run__="r")
    catalog = catalog_of(connection, tmp_path)
    rows.execution("train", of=[there], __kf_workspace__="there", __kf_run__="r")
    rows.execution("train", of=[there], __kf_run__="r")
    assert steps_of(run_page(store, here, "r", catalog)) == [mine]


def test_what_the_catalog_does_not_know_yet_is_there(store, connection, rows, tmp_path):
    workspace = rows.workspace("w")
    first = rows.execution("prepare", of=[workspace], __kf_workspace__="w", __kf_run__="r")
    catalog = catalog_of(connection, tmp_path)
    named = rows.execution("train", of=[workspace], __kf_workspace__="w", __kf_run__="r")
    held = rows.execution("push", of=[workspace], __kf_run__="r")
    (made,) = rows.artifacts(1, of=[workspace], __kf_run__="r")
    page = run_page(store, workspace, "r", catalog)
    assert steps_of(page) == [first, named, held]
    assert ([one.id for one in page.artifacts], page.total) == ([made], 1)
    assert steps_of(execution_page(store, named, catalog)) == [first, named, held]


def test_a_catalog_far_behind_is_not_asked(store, connection, rows, tmp_path, few):
    workspace = rows.workspace("w")
    rows.execution("prepare", of=[workspace], __kf_workspace__="w", __kf_run__="r")
    catalog = catalog_of(connection, tmp_path)
    ids = [
        rows.execution("train", of=[workspace], __kf_workspace__="w", __kf_run__="r")
        for _ in range(4)
    ]
    page = run_page(store, workspace, "r", catalog)
    assert (steps_of(page), page.steps.cut) == (ids[1:], 3)


def test_a_run_that_a_catalog_does_not_find_is_not_there(store, connection, rows, tmp_path):
    workspace = rows.workspace("w")
    rows.execution("prepare", of=[workspace], __kf_workspace__="w", __kf_run__="r")
    with pytest.raises(NotFoundError):
        run_page(store, workspace, "q", catalog_of(connection, tmp_path))
