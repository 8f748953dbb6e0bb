"""A first build on a real store."""

import pytest
from ml_metadata.proto import metadata_store_pb2 as mlpb
from stored_rows import DATA_SET

from webapp.follower import drafting
from webapp.follower.keeping import Keeping
from webapp.queries.artifact import artifact_page
from webapp.store.client import Store


@pytest.fixture
def drafters(monkeypatch):
    """What is drafted beside a build, which has two drafters however few records there are."""
    kinds = []

    class Drafter(drafting._Drafter):
        def draft(self, batch, held):
            found = super().draft(batch, held)
            kinds.append(batch.kind)
            return found

    monkeypatch.setattr(drafting, "_Drafter", Drafter)
    monkeypatch.setattr(drafting, "_processors", lambda: 3)
    monkeypatch.setattr(drafting, "WORTH_IT", 0)
    return kinds


def test_an_empty_store_has_an_empty_catalog(followed):
    assert followed.rows() == followed.rows("execution") == {}


def test_more_than_a_page_of_every_kind_is_there(rows, followed):
    has_more_than_a_page_of_every_kind(rows, followed)


def has_more_than_a_page_of_every_kind(rows, followed):
    contexts = [rows.workspace(f"w{number}") for number in range(120)]
    made = rows.artifacts(250, of=contexts[:1])
    executions = [rows.execution("e", of=contexts[1:2]) for _ in range(120)]
    assert list(followed.rows("context")) == contexts[::-1]
    artifacts = followed.rows()
    assert list(artifacts) == made[::-1]
    assert {row.workspace for row in artifacts.values()} == {"w0"}
    found = followed.rows("execution")
    assert list(found) == executions[::-1]
    assert {row.workspace for row in found.values()} == {"w1"}


def test_a_catalog_that_drafters_helped_with_is_no_other(drafters, rows, followed):
    has_more_than_a_page_of_every_kind(rows, followed)
    assert {"context", "artifact", "execution"} <= {*drafters}


def test_members_of_sdk_workspaces_are_known_before_any_sweep(rows, followed, monkeypatch):
    """Others than the SDK write there too, and tell no workspace in the record."""
    monkeypatch.setattr(Keeping, "sweep_all", lambda *_: None)
    has_more_than_a_page_of_every_kind(rows, followed)


def test_a_run_is_called_what_its_context_shows(rows, followed, mlmd):
    """Its page does, and lists are to find it by that."""
    kind = mlmd.put_context_type(mlpb.ContextType(name="system.PipelineRun"))
    run = mlpb.Context(type_id=kind, name="0000-run-1")
    run.custom_properties["display_name"].string_value = "nightly 1"
    (run_id,) = mlmd.put_contexts([run])
    rows.artifacts(1, of=[run_id])
    (row,) = followed.rows().values()
    assert row.run == "nightly 1"
    late = rows.artifacts(1)
    link = mlpb.Attribution(artifact_id=late[0], context_id=run_id)
    mlmd.put_attributions_and_associations([link], [])
    assert {one.run for one in followed.rows().values()} == {"nightly 1"}


def test_an_unreadable_row_is_told_and_the_rest_is_there(rows, followed):
    first = rows.artifacts(2)
    (bad,) = rows.artifacts(1, x="__MLMD_NULL__")
    last = rows.artifacts(2)
    found = followed.rows()
    assert sorted(found) == [*first, bad, *last]
    assert [row.id for row in found.values() if row.unreadable] == [bad]


def test_models_have_the_metrics_that_speak_of_them(rows, followed):
    named, beside, alone = (rows.artifact(name) for name in ("named", "beside", "alone"))
    training = rows.execution("training")
    rows.event(named, training)
    rows.event(rows.metrics({"auc": 0.1}), training)
    old = rows.metrics({"auc": 0.8, "f1": 0.7}, model=named)
    new = rows.metrics({"auc": 0.9}, model=named)
    check = rows.execution("check")
    rows.event(named, check, "INPUT")
    rows.event(new, check)
    other = rows.execution("other")
    rows.event(beside, other)
    silent = rows.metrics({"auc": 0.5})
    rows.event(silent, other)
    found = followed.rows()
    assert found[named].metrics == {"auc": 0.9, "f1": 0.7}
    assert found[named].metric_sources == {"auc": new, "f1": old}
    assert (found[beside].metrics, found[beside].metric_sources) == ({"auc": 0.5}, {"auc": silent})
    assert found[alone].metrics == {}
    assert (found[old].metrics, found[old].metric_sources) == ({"auc": 0.8, "f1": 0.7}, {})


def test_metrics_of_a_data_set_are_of_no_model_beside_them(rows, followed, connection):
    """The page, the twin and the catalog say the same."""
    training = rows.execution("training")
    model, data = rows.artifact("m"), rows.artifact("d", DATA_SET)
    rows.event(model, training)
    rows.event(rows.metrics({"auc": 0.5}, data_set=data), training)
    assert followed.rows()[model].metrics == {}
    page = artifact_page(Store(connection), model)
    assert (page.row.metrics, page.measures) == ({}, ())


def test_metrics_that_name_what_is_no_model_harm_nothing(rows, followed):
    lost = rows.metrics({"auc": 0.5}, model=999)
    self_named = rows.metrics({"auc": 0.6}, model=lost)
    found = followed.rows()
    assert found[lost].metrics == {"auc": 0.5}
    assert found[self_named].metrics == {"auc": 0.6}
