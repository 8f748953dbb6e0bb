"""Pages about whole numbers that no double holds: JSON in a property may have any."""

import re

import pytest
from flask.testing import FlaskClient
from listing import swept_catalog_of
from stored_rows import MODEL

HUGE = 10**400


@pytest.fixture
def huge(rows):
    """Two models with what was measured of them and what made them, and a metric like others."""
    for version, big in (("v1", HUGE), ("v2", -HUGE)):
        parameters = f'{{"depth": {big}, "width": 3}}'
        model = rows.artifact("rank", MODEL, version=version, hyperparameters=parameters)
        rows.metrics({"big": big, "auc": 0.5}, model=model)
        run = rows.execution(f"train {version}", parameters=parameters, metrics=f'{{"big": {big}}}')
        rows.event(model, run)
    rows.metrics({"big": 3.5, "auc": 0.25})


@pytest.fixture(params=["live", "indexed"])
def browser(request, huge, connection, client_over, tmp_path) -> FlaskClient:
    """One without scripts, on the app with and without a catalog."""
    is_indexed = request.param == "indexed"
    return client_over(connection, swept_catalog_of(connection, tmp_path) if is_indexed else None)


@pytest.mark.parametrize(
    "path",
    [
        *("/artifacts/1", "/artifacts/2", "/artifacts/3", "/executions/1", "/types/artifact/11"),
        *("/artifacts/1/lineage", "/artifacts/2/lineage", "/lineage/diff?a=1&b=3", "/"),
        *("/compare?ids=1,3", "/compare?ids=2,4", "/compare?ids=1,3&show=all"),
        *("/compare?kind=execution&ids=1,2", "/compare?ids=2,4,5&chart=1"),
        *("/compare?q=type:model&x=param.depth", "/compare?q=type:metrics&y=metric.big"),
        *("/artifacts", "/artifacts?columns=metric.big,param.depth", "/executions"),
    ],
)
def test_every_page_is_whole(browser, path):
    page = browser.get(path)
    assert page.status_code == 200
    assert page.text.rstrip().endswith("</html>")


@pytest.mark.parametrize("ending", ["json", "csv", "ndjson", "atom"])
def test_twins_have_the_infinity_on_its_side(browser, ending):
    answer = browser.get(f"/artifacts.{ending}?q=type:metrics")
    assert answer.status_code == 200
    if ending != "atom":
        assert re.findall("-?Infinity", answer.text) == ["-Infinity", "Infinity"]


def test_a_list_sorts_and_filters_them_as_infinities(huge, connection, client_over, tmp_path):
    browser = client_over(connection, swept_catalog_of(connection, tmp_path))

    def found(q, sort):
        asked = {"q": f"type:metrics {q}", "sort": sort}
        items = browser.get("/artifacts.json", query_string=asked).get_json()["items"]
        return [one["metrics"]["big"] for one in items]

    assert found("", "metric.big") == ["-Infinity", 3.5, "Infinity"]
    assert found("metric.big:>4", "metric.big") == ["Infinity"]
    assert found("metric.big:<4", "-metric.big") == [3.5, "-Infinity"]
    assert browser.get("/artifacts.json?q=param.depth:>4").get_json()["total"] == 1
