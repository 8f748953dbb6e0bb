"""The versions of a name and their metrics, with a catalog and without."""

import pytest
from catalogs import catalog_of
from stored_rows import METRICS, MODEL

from webapp.queries.artifact import artifact_page
from webapp.queries.earlier import earlier
from webapp.store.client import Store
from webapp.store.connection import Connection


@pytest.fixture
def connection(store_address):
    connection = Connection(f"grpc://{store_address}")
    yield connection
    connection.close()


@pytest.fixture(params=["store", "catalog"])
def page(request, connection, tmp_path):
    """The page of an artifact, its versions from the catalog or from the store."""

    def opened(key):
        catalog = catalog_of(connection, tmp_path) if request.param == "catalog" else None
        return artifact_page(Store(connection), key, catalog)

    return opened


def named(rows, workspace, name, numbers, **custom):
    (key,) = rows.artifacts(
        1, "system.Metrics", [workspace], display_name=name, **numbers, **custom
    )
    return key


def test_versions_are_those_of_the_name_in_the_workspace(page, rows):
    here, there = rows.workspace("here", "system.Pipeline"), rows.workspace("there", "pipeline")
    keys = [named(rows, here, "metrics", {"auc": 0.5 + n / 10, "loss": 1.0}) for n in range(3)]
    named(rows, here, "metrics-2", {"auc": 0.1})
    named(rows, there, "metrics", {"auc": 0.2})
    rows.artifacts(1, "system.Model", [here], display_name="metrics")
    found = page(keys[1]).versions
    assert [one.row.id for one in found.rows] == keys[::-1]
    assert [one.name for one in found.rows] == [f"#{key}" for key in keys[::-1]]
    assert (found.metrics, found.scanned) == (("auc", "loss"), 0)
    assert found.chart.figure["data"][0]["y"] == [0.5, 0.6, 0.7]
    assert found.chart.figure["data"][0]["customdata"] == keys


def test_versions_of_a_model_have_what_evaluations_say_of_them(page, rows):
    workspace = rows.workspace("w")
    keys = []
    for number, accuracy in ((1, 0.8), (2, 0.9)):
        (key,) = rows.artifacts(
            1, MODEL, [workspace], display_name="m", version=f"v{number}", __kf_workspace__="w"
        )
        trainer = rows.execution("train")
        for made in (key, rows.metrics({"accuracy": accuracy}, model=key)):
            rows.event(made, trainer)
        keys.append(key)
    found = page(keys[1]).versions
    assert [one.name for one in found.rows] == ["v2", "v1"]
    assert found.chart.figure["data"][0]["y"] == [0.8, 0.9]


@pytest.fixture
def three(rows):
    """Three versions of a model, each with a validation; the last also with its production."""
    workspace, keys = rows.workspace("w"), []
    for number, (auc, rate) in enumerate([(0.7, 0.1), (0.9, 0.1), (0.8, 0.05)], 1):
        own = {
            "version": f"v{number}",
            "__kf_workspace__": "w",
            "hyperparameters": f'{{"rate": {rate}}}',
        }
        (key,) = rows.artifacts(1, MODEL, [workspace], display_name="m", **own)
        trainer = rows.execution("train")
        rows.event(key, trainer)
        rows.event(rows.metrics({"auc": auc}, model=key, metrics_type="validation"), trainer)
        keys.append(key)
    live = rows.execution("live")
    rows.event(keys[2], live, "INPUT")
    rows.event(rows.metrics({"auc": 0.2}, model=keys[2], metrics_type="production"), live)
    return keys


def test_a_metric_stands_beside_the_same_kind_of_the_version_before(page, three):
    production, validation = page(three[2]).measures
    assert (production.evaluation.kind, production.before, production.course) == (
        *("production", None, None),
    )
    assert validation.before == 0.9
    assert (validation.change.delta, validation.change.verdict) == (-0.1, "worse")
    assert (validation.course.values, validation.course.here) == ((0.7, 0.9, 0.8), 2)
    first = page(three[0])
    assert first.measures[0].before is None
    assert first.measures[0].course.here == 0


def test_versions_are_measured_on_the_same_kind(page, three):
    found = page(three[1]).versions
    assert found.metrics == ("auc (validation)", "auc (production)")
    assert found.chart.figure["data"][0]["y"] == [0.7, 0.9, 0.8]


def test_parameters_stand_beside_those_of_the_version_before(page, three):
    last, middle, first = (page(key).earlier for key in three[::-1])
    assert (last.version, last.before, last.changes) == ("v2", ("0.1",), 1)
    assert (middle.version, middle.before, middle.changes) == ("v1", (None,), 0)
    assert first is None


def test_what_only_the_version_before_has_is_told():
    found = earlier({"a": 1, "b": "same"}, {"b": "x", "c": [1]}, "v1")
    assert found.before == ("–", "x")
    assert [(one.name, one.value) for one in found.gone] == [("c", "[1]")]
    assert found.changes == 3


def test_a_structure_is_opened_where_it_differs():
    now = {"config": {"rate": 1, "size": 2}, "same": {"a": 1}}
    found = earlier(now, {"config": {"rate": 1, "size": 3, "x": 0}, "same": {"a": 1}}, "v1")
    assert [one.name for one in found.values.rows] == ["config.rate", "config.size", "same"]
    assert found.before == (None, "3", None)
    assert [one.name for one in found.gone] == ["config.x"]


def test_an_artifact_that_is_alone_has_no_versions(page, rows):
    alone = named(rows, rows.workspace("w"), "metrics", {"auc": 0.5})
    assert page(alone).versions.rows == ()
    assert not page(alone).charted


def test_the_nameless_are_told_by_their_role(page, rows):
    workspace = rows.workspace("p", "pipeline")
    keys = rows.artifacts(3, "Model", [workspace])
    for key, role in zip(keys, ("model", "model", "other"), strict=True):
        rows.event(key, rows.execution("Trainer"), role=role)
    assert [one.row.id for one in page(keys[0]).versions.rows] == [keys[1], keys[0]]


def test_what_is_no_number_is_not_drawn(page, rows):
    workspace = rows.workspace("w")
    texts = ('{"auc": 0.5}', '{"auc": NaN}', '{"auc": 1e999}', '{"auc": 0.7}')
    own = {"display_name": "m", "__kf_workspace__": "w"}
    keys = [rows.artifacts(1, METRICS, [workspace], values=text, **own)[0] for text in texts]
    found = page(keys[0]).versions
    assert len(found.rows) == 4
    assert found.chart.figure["data"][0]["y"] == [0.5, 0.7]
