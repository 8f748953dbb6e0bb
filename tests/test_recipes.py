"""What docs/recipes.md tells people to run, run over the sample."""

import importlib.util
import math
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from samples import rows_of, sample_store, served

from webapp.app import create_app
from webapp.settings import Settings

TEXT = (Path(__file__).parents[1] / "docs" / "recipes.md").read_text()


def code(language: str) -> str:
    """The fenced blocks of that language, one after the other."""
    return "\n".join(re.findall(rf"^```{language}\n(.*?)^```", TEXT, re.MULTILINE | re.DOTALL))


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    """Where a dashboard over the sample and a model that diverged answers."""
    with sample_store() as connection:
        rows = rows_of(connection)
        said = {"metrics": '{"auc": NaN, "log_loss": Infinity}', "params": '{"learning_rate": NaN}'}
        rows.artifact("diverged", "acme.Model", **said)
        with served(create_app(Settings(), connection)) as address:
            yield address


@pytest.fixture(scope="module")
def names(address: str) -> dict[str, Any]:
    """What the Python of the recipes leaves behind."""
    assert "http://127.0.0.1:5000" in TEXT
    found: dict[str, Any] = {}
    exec(code("python").replace("http://127.0.0.1:5000", address), found)  # noqa: S102
    return found


def test_rows_are_all_of_them_once(names):
    ids = [one["id"] for one in names["rows"]("artifacts")]
    assert len(ids) == len(set(ids)) == names["get"]("/artifacts.json")["total"]


def test_frames_have_labels_and_metrics_as_columns(names):
    assert names["best"]["metrics.auc"].dropna().is_monotonic_decreasing
    assert names["best"].iloc[0][["name", "version"]].to_list() == ["fraud-rank", "v9"]
    assert len(names["listed"]) == len(names["models"])


def test_what_diverged_has_numbers_too(names):
    models = names["models"].set_index("name")
    assert models["metrics.log_loss"].max() == math.inf
    assert math.isnan(models.loc["diverged", "metrics.auc"])


def test_a_chart_s_numbers_can_be_worked_with(names):
    assert names["correlation"].loc["parameters.learning_rate", "metrics.auc"] < 0


def test_the_data_sets_of_a_model_are_found(names):
    assert "transactions" in set(names["data_sets"]["name"])
    assert len(names["edges"]) >= len(names["nodes"]) - 1


def test_nothing_is_sent_twice(names):
    assert names["newest"]["items"]
    assert names["nothing"] is None


@pytest.mark.polars
def test_polars_reads_the_same(names):
    if importlib.util.find_spec("polars") is None:
        pytest.skip("polars is not installed")
    exec(code("python polars"), names)  # noqa: S102
    assert names["frame"].height == len(names["models"])
    assert names["frame"]["metrics.auc"].is_nan().sum() == 1
