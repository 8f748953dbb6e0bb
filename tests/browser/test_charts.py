"""Charts on pages of a store of Kubeflow Pipelines, in Chromium."""

import logging
import threading

import kfp_v2_store
import pytest
from accessible import shuts_nobody_out, shuts_nobody_out_in_the_dark
from ml_metadata import MetadataStore
from ml_metadata.proto import metadata_store_pb2 as mlpb
from servers import create_server
from werkzeug.serving import make_server

from webapp.app import create_app
from webapp.settings import Settings
from webapp.store.connection import Connection

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def pipelines(chromium):
    """The address of a dashboard over the store, and what is in it."""
    config = mlpb.ConnectionConfig()
    config.fake_database.SetInParent()
    store, port = create_server(config, "127.0.0.1:0")
    store.start()
    logged = kfp_v2_store.log(
        MetadataStore(mlpb.MetadataStoreClientConfig(host="127.0.0.1", port=port))
    )
    connection = Connection(f"grpc://127.0.0.1:{port}")
    logging.getLogger("werkzeug").setLevel(logging.WARNING)
    web = make_server("127.0.0.1", 0, create_app(Settings(), connection), threaded=True)
    serving = threading.Thread(target=web.serve_forever)
    serving.start()
    yield f"http://127.0.0.1:{web.server_port}", logged
    web.shutdown()
    serving.join()
    web.server_close()
    connection.close()
    store.stop(None).wait()


@pytest.fixture
def visit(pipelines, open_page, open_in_kept_page):
    """Opens the page of one of the store's records by kind, run and name.

    With options for more than its colours it has a browser of its own.
    """
    address, logged = pipelines

    def opened(kind, *key, **options):
        opens = open_in_kept_page if options.keys() <= {"color_scheme"} else open_page
        ids = {"artifacts": logged.artifacts, "contexts": logged.contexts}[kind]
        found = ids[key] if kind == "artifacts" else ids[key[0]]
        return opens(f"{address}/{kind}/{found}", **options)

    return opened


def drawn(page):
    """The charts of the page, all of them drawn."""
    charts = page.locator("[data-chart]")
    charts.first.scroll_into_view_if_needed()
    for place in range(charts.count()):
        page.locator(f"[data-chart] >> nth={place}").locator("svg.main-svg").first.wait_for()
    return charts


def test_metrics_are_drawn_over_versions_and_lead_to_them(visit):
    page = visit("artifacts", 1, "metrics-1")
    charts = drawn(page)
    assert charts.locator("figcaption").all_text_contents() == ["accuracy by version"]
    courses = page.locator("section:has(#h-eval) svg.spark")
    assert [one.get_attribute("aria-label").partition(":")[0] for one in courses.all()] == [
        "accuracy by version", "log_loss by version",
    ]  # fmt: skip
    points = charts.first.locator(".scatterlayer .point")
    rows = page.locator("section:has(#h-ver) tbody tr")
    assert points.count() == rows.count() == 3
    oldest = rows.last.locator("a").get_attribute("href")
    at = points.first.bounding_box()
    page.mouse.move(at["x"] + at["width"] / 2, at["y"] + at["height"] / 2)
    charts.first.locator(".hovertext").wait_for()
    page.mouse.down()
    page.mouse.up()
    page.wait_for_url(f"**{oldest}")


def test_a_curve_and_a_matrix_have_their_tables(visit):
    page = visit("artifacts", 0, "evaluation")
    charts = drawn(page)
    assert charts.nth(0).locator(".scatterlayer .trace").count() == 2
    assert page.locator("section:has(#h-roc) details tbody tr").count() == len(kfp_v2_store.ROC)
    cells = page.locator("section:has(#h-conf-1) tbody td").all_text_contents()
    assert [int(cell) for cell in cells] == [41, 2, 1, 3, 38, 5, 0, 4, 44]
    shown = charts.nth(1).locator(".heatmaplayer text").all_text_contents()
    assert sorted(shown) == sorted(cells)


def test_a_run_is_drawn_as_a_timeline(visit):
    page = visit("contexts", kfp_v2_store.RUNS[2])
    charts = drawn(page)
    lines = charts.locator(".ytick").all_text_contents()
    steps = page.locator("section:has(#h-steps) tbody th .obj").all_text_contents()
    # What was never triggered has no time; here everything ran.
    assert [line.split(" #")[0] for line in lines] == [step.split("#")[0] for step in steps]
    assert "No end recorded" in charts.locator(".legendtext").all_text_contents()


def test_charts_follow_the_theme(visit):
    page = visit("artifacts", 0, "metrics-1", color_scheme="light")
    charts = drawn(page)
    line = charts.first.locator(".js-line").first
    light = line.evaluate("one => getComputedStyle(one).stroke")
    page.emulate_media(color_scheme="dark")
    page.wait_for_function(
        "([light]) => getComputedStyle(document.querySelector('.js-line')).stroke !== light",
        arg=[light],
    )


def test_a_metric_s_value_is_in_sight_on_a_phone(visit):
    page = visit("artifacts", 1, "metrics-1", viewport={"width": 390, "height": 800})
    value = page.locator("section:has(#h-eval) tbody td.n").first.bounding_box()
    assert value["x"] + value["width"] <= 390 - 16


def test_without_scripts_the_tables_stand_alone(visit):
    page = visit("artifacts", 0, "evaluation", java_script_enabled=False)
    assert page.locator("[data-chart]:visible").count() == 0
    assert page.locator("section:has(#h-roc) table").first.is_visible()
    assert page.locator("section:has(#h-conf-1) table").is_visible()
    assert page.locator(".charts:visible").count() == 0


def test_without_scripts_a_chart_that_stands_alone_has_no_heading(visit):
    page = visit("contexts", kfp_v2_store.RUNS[0], java_script_enabled=False)
    assert page.locator("#h-time").count() == 1
    assert not page.locator("#h-time").is_visible()
    assert page.locator("#h-steps").is_visible()


@pytest.mark.parametrize(
    "key",
    [
        ("artifacts", 0, "evaluation"),
        ("artifacts", 0, "by_hand"),
        ("contexts", kfp_v2_store.RUNS[0]),
    ],
)
def test_no_chart_shuts_anyone_out(visit, key):
    page = visit(*key, color_scheme="light")
    drawn(page)
    shuts_nobody_out(page)
    shuts_nobody_out_in_the_dark(page)


def test_charts_fit_the_smallest_screen(visit):
    page = visit("contexts", kfp_v2_store.RUNS[0], viewport={"width": 320, "height": 640})
    drawn(page)
    assert page.evaluate("document.documentElement.scrollWidth") == 320
