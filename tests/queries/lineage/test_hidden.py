"""What a lineage leaves out, counted by type where a catalog knows it."""

from datetime import UTC, datetime

from catalogs import catalog_of

from webapp.lineage.bounds import Bounds
from webapp.queries.lineage import hidden
from webapp.queries.lineage.nodes import walked
from webapp.queries.lineage.page import lineage_page
from webapp.queries.lineage.wanted import wanted
from webapp.store.connection import Connection

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)


def test_a_complete_catalog_tells_the_types(store, logged, store_address, tmp_path):
    connection = Connection(f"grpc://{store_address}")
    catalog = catalog_of(connection, tmp_path)
    bounds = Bounds(up=1, down=1, limit=8)
    found = walked(store, logged.key("MNIST"), bounds, catalog)
    (score,) = [there for there in found.lineage.hidden if there.at.id == logged.steps[2]]
    assert score.types == {"kubeflow.org/alpha/DataSet": score.count}
    said = {"up": "1", "down": "1", "limit": "8"}
    page = lineage_page(store, wanted(logged.key("MNIST"), said), NOW, catalog)
    (box,) = [one for one in page.drawn.scene.boxes if one.box.at.id == logged.steps[2]]
    assert box.title.endswith(f": {score.count} DataSet")
    connection.close()


def test_rows_and_facets_tell_the_same(store, logged, store_address, tmp_path, monkeypatch):
    connection = Connection(f"grpc://{store_address}")
    catalog = catalog_of(connection, tmp_path)
    bounds = Bounds(up=1, down=0, limit=2)
    told = []
    for most in (0, 100):
        monkeypatch.setattr(hidden, "MOST_READ", most)
        told.append(walked(store, logged.key("scores-3"), bounds, catalog).lineage.hidden)
    assert told[0] == told[1]
    assert any(there.types for there in told[0])
    connection.close()


def test_without_one_it_stays_a_count(store, logged):
    found = walked(store, logged.key("MNIST"), Bounds(up=1, down=1, limit=8))
    assert sum(there.count for there in found.lineage.hidden) > 0
    assert all(not there.types for there in found.lineage.hidden)
