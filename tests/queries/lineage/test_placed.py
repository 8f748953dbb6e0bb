"""What the catalog knows of nodes that do not say themselves where they belong."""

import math
from datetime import UTC, datetime

import pytest
from catalogs import catalog_of
from stored_rows import Rows

from webapp.lineage.bounds import Bounds
from webapp.lineage.records import Key
from webapp.queries.lineage.exported import exported
from webapp.queries.lineage.hidden import counted_in_store
from webapp.queries.lineage.nodes import walked
from webapp.queries.lineage.placed import asked
from webapp.queries.lineage.starts import lineage_starts
from webapp.queries.lineage.walk import PAGE
from webapp.queries.lineage.wanted import wanted
from webapp.queries.live.census import Census
from webapp.queries.sources import Sources
from webapp.queries.types import type_page
from webapp.store.client import Store

EXAMPLES = "Examples"


@pytest.fixture
def of_tfx(mlmd):
    """An execution and what it put out, as TFX writes them: named by the event, placed by a run."""
    rows = Rows(mlmd)
    run = rows.workspace("run-7", "pipeline_run")
    (made,) = rows.artifacts(1, EXAMPLES, [run])
    maker = rows.execution("CsvExampleGen", of=[run])
    rows.event(made, maker, "OUTPUT", role="examples")
    return made, maker


def test_runs_and_names_that_only_surroundings_tell(connection, of_tfx, tmp_path):
    made, maker = Key("artifact", of_tfx[0]), Key("execution", of_tfx[1])
    catalog = catalog_of(connection, tmp_path)
    nodes = walked(Store(connection), made, Bounds(), catalog).nodes
    assert {nodes[made].run, nodes[maker].run} == {"run-7"}
    assert nodes[made].name == "examples"
    # Nobody else knows: the store would have to be asked for each of them.
    assert walked(Store(connection), made, Bounds()).nodes[made].run == ""


def test_a_store_is_not_asked_for_longer_than_there_is_time(connection, of_tfx):
    made, store = Key("artifact", of_tfx[0]), Store(connection)
    found = walked(store, made, Bounds())
    assert asked(store, found, until=0.0) == found
    assert asked(store, found, until=math.inf).nodes[made].run == "run-7"


@pytest.mark.parametrize("name", ["nodes.csv", "json", "svg"])
def test_a_file_of_the_command_says_what_that_of_the_page_says(connection, of_tfx, tmp_path, name):
    (made, _), store = of_tfx, Store(connection)
    start = wanted(Key("artifact", made), {"group": "run"})
    of_page = exported(store, start, name, catalog_of(connection, tmp_path), PAGE).content
    assert exported(store, start, name).content == of_page
    assert (b"run-7" in of_page) == (name != "json")


def test_a_nameless_artifact_has_one_name_everywhere(connection, of_tfx, tmp_path, mlmd):
    (made, _), store = of_tfx, Store(connection)
    for catalog in (None, catalog_of(connection, tmp_path)):
        sources = Sources(store, Census(), catalog, datetime.now(UTC))
        (start,) = lineage_starts(sources, "examples").starts
        assert (start.id, start.name) == (made, "examples")
        number = mlmd.get_artifact_type(EXAMPLES).id
        assert [one.name for one in type_page(sources, "artifact", number).newest] == ["examples"]


@pytest.mark.parametrize("name", ["json", "svg"])
def test_both_count_what_is_left_out_by_type(connection, of_tfx, mlmd, tmp_path, name):
    (made, _), store, rows = of_tfx, Store(connection), Rows(mlmd)
    for step in ("train", "train again", "check"):
        rows.event(made, rows.execution(step), "INPUT")
    start = wanted(Key("artifact", made), {"down": "0"})
    of_page = exported(store, start, name, catalog_of(connection, tmp_path), PAGE).content
    assert exported(store, start, name).content == of_page
    told = {"json": b'"types":{"kubeflow.org/alpha/execution":3}', "svg": b": 3 Execution"}
    assert told[name] in of_page


def test_a_store_is_not_asked_for_types_for_longer_than_there_is_time(connection, of_tfx):
    made, store = Key("artifact", of_tfx[0]), Store(connection)
    lineage = walked(store, made, Bounds(up=0, down=0)).lineage
    assert counted_in_store(store, lineage, until=0.0) == lineage
    (there,) = counted_in_store(store, lineage, until=math.inf).hidden
    assert sum(there.types.values()) == there.count == 1
