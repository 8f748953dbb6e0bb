"""The contracts of import-linter name every room but those that the law excepts."""

import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
LINTER = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]
LAYERS, *LAWS = LINTER["contracts"]
ROOMS = {f"webapp.{room.strip()}" for layer in LAYERS["layers"] for room in layer.split("|")}
EXCEPTED = {
    "Only store knows protobuf, gRPC and MLMD": {"webapp.store", "webapp.sample"},
    "Only views and app know Flask": {"webapp.views", "webapp.app"},
    "Only catalog knows tantivy": {"webapp.catalog"},
}


@pytest.mark.parametrize("name", EXCEPTED)
def test_a_law_of_all_rooms_but_some_names_all_the_others(name):
    (law,) = (one for one in LAWS if one["name"] == name)
    assert set(law["source_modules"]) - {"kubeflow.metadata"} == ROOMS - EXCEPTED[name]
