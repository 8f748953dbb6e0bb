"""The pack of a lineage, read back with zipfile and told by its own recipe."""

import csv
import io
import json
import subprocess
import sys
import zipfile

import pytest
from hostile_lineages import HOSTILE, lineage_of_all, told
from msgspec.structs import replace

from webapp.assets import source_text
from webapp.exports.lineage_records import lineage_records, parameters_csv
from webapp.exports.pack import FILES, pack
from webapp.lineage.records import Key
from webapp.metadata import Artifact

REACH = {"up": "all", "down": "2", "limit": "150"}
MODEL = Key("artifact", 3)


@pytest.fixture
def found():
    """A lineage of hostile texts; a3 is stored with a secret, with parameters and a formula."""
    whole = told(lineage_of_all())
    parameters = {"rate": 0.1, "=cmd()": "=1+1", "layers": [10, 3]}
    node = replace(whole.nodes[MODEL], parameters=parameters, metrics={"loss": float("nan")})
    record = Artifact(3, 1, "Model", HOSTILE, custom_properties={"password": "hunter2", "n": 1})
    return replace(whole, nodes={**whole.nodes, MODEL: node}, records={MODEL: record})


def packed(found):
    """The bytes of its pack."""
    return pack(found, "<svg/>", source_text("recipe.py"), REACH)


def unpacked(found, folder):
    """Where the files of its pack lie."""
    with zipfile.ZipFile(io.BytesIO(packed(found))) as archive:
        assert archive.testzip() is None
        archive.extractall(folder)
    return folder / "lineage-artifact-3"


def recited(folder):
    """What the recipe prints, run from elsewhere by a Python that has nothing."""
    command = [sys.executable, "-I", "-S", folder / "recipe.py"]
    run = subprocess.run(command, check=True, capture_output=True, env={"LC_ALL": "C"}, cwd="/")
    return run.stdout.decode()


def test_it_holds_what_its_readme_names(found, tmp_path):
    folder = unpacked(found, tmp_path)
    assert {file.name for file in folder.iterdir()} == {*FILES, "README.txt"}
    readme = (folder / "README.txt").read_text()
    for words in (*FILES, "(artifact/3)", "artifacts upstream    all", "complete"):
        assert words in readme
    assert readme.replace("\n", "").isprintable()
    assert json.loads((folder / "lineage.json").read_text())["start"] == "artifact/3"
    assert json.loads((folder / "prov.json").read_text())["entity"]


def test_the_same_lineage_is_the_same_bytes(found):
    assert packed(found) == packed(found)


def test_records_are_as_stored_and_without_secrets(found, tmp_path):
    records = json.loads((unpacked(found, tmp_path) / "records.json").read_text())
    assert sorted(one["key"] for one in records) == sorted(str(key) for key in found.nodes)
    assert [one["hops"] for one in records] == sorted(one["hops"] for one in records)
    (model,) = [one for one in records if one["key"] == "artifact/3"]
    assert model["custom_properties"] == {"password": "[masked]", "n": 1}
    assert model["stored_name"] == HOSTILE
    assert model["metrics"] == {"loss": "NaN"}
    assert model["left_out"] is False


def test_parameters_are_rows_and_no_formula(found, tmp_path):
    text = (unpacked(found, tmp_path) / "parameters.csv").read_text()
    rows = list(csv.DictReader(io.StringIO(text, newline="")))
    assert {one["parameter"]: one["value"] for one in rows} == {
        "rate": "0.1",
        "'=cmd()": "'=1+1",
        "layers": "[10, 3]",
    }
    assert {one["key"] for one in rows} == {"artifact/3"}


def test_what_does_not_fit_is_left_out_of_the_farther_ones_and_said(found):
    assert next(iter(found.nodes)) == MODEL
    records = lineage_records(found, most=500)
    assert records[MODEL]["left_out"] is False
    small = lineage_records(found, most=20)
    assert {one["left_out"] for one in small.values()} == {True}
    assert small[MODEL]["uri"] == "gs://b/p"
    assert parameters_csv(small).count("\n") == 1


def test_the_recipe_tells_the_steps_and_moves_no_cursor(found, tmp_path):
    printed = recited(unpacked(found, tmp_path))
    assert "3 steps" in printed.splitlines()[0]
    assert [line[:3] for line in printed.splitlines() if line[:1].isdigit()] == [
        "1. ",
        "2. ",
        "3. ",
    ]
    assert '         with =cmd() = "=1+1"' in printed
    assert "(artifact/1)" in printed.partition("1. ")[0]
    assert printed.replace("\n", "").isprintable()
