"""Many records as a chart and a table, from a real store."""

import pytest
from stored_rows import Rows

from webapp.queries.compare.asked import asked_for
from webapp.queries.compare.chart import Wish, chart_page


@pytest.fixture
def models(mlmd):
    """Seven models, each a little better than the one before, the last without metrics."""
    rows = Rows(mlmd)
    ids = []
    for place in range(7):
        optimizer = ("adam", "sgd")[place % 2]
        given = f'{{"rate": {0.1 * (place + 1)}, "same": 1, "net": {{"optimizer": "{optimizer}"}}}}'
        ids.append(rows.artifact("rank", version=f"v{place}", hyperparameters=given))
        if place < 6:
            trainer = rows.execution("Trainer")
            rows.event(ids[-1], trainer)
            metrics = {"auc": 0.5 + place / 100, "log_loss": 0.9 - place / 100}
            rows.event(rows.metrics(metrics, ids[-1]), trainer)
    return ids


def page_of(store, ids, wish=None):
    return chart_page(store, asked_for(",".join(map(str, ids))), wish or Wish())


def test_the_best_come_first_and_those_without_the_metric_last(store, models):
    page = page_of(store, models)
    assert page.wish.y == "metric.auc"
    shown = [row.point.row.version for row in page.rows]
    assert shown == ["v5", "v4", "v3", "v2", "v1", "v0", "v6"]
    assert page.best.point.row.version == "v5"
    lower = page_of(store, models, Wish(y="metric.log_loss"))
    assert lower.best.point.row.version == "v5"
    assert lower.columns[-1] == "metric.log_loss"


def test_what_is_the_same_for_all_is_no_axis(store, models):
    page = page_of(store, models)
    assert page.choices == (
        *("param.rate", "param.net.optimizer"),
        *("metric.auc", "metric.log_loss"),
    )


def test_an_axis_that_is_not_there_gives_way_to_one_that_is(store, models):
    page = page_of(store, models, Wish("scatter", "param.none", "metric.none"))
    assert (page.wish.x, page.wish.y) == ("param.rate", "metric.auc")
    assert len(page.figure["data"][0]["x"]) == 6


def test_without_metrics_there_is_a_table_and_no_figure(store, mlmd):
    ids = Rows(mlmd).artifacts(6)
    page = page_of(store, ids)
    assert page.figure is None
    assert len(page.rows) == 6


def test_strangers_are_named(store, models):
    assert page_of(store, [*models, 999]).missing == (999,)
