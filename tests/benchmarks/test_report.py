"""What is saved of what was measured."""

import json

from benchmarks.report import Line, save


def works(file):
    return [one["work"] for one in json.loads(file.read_text())["lines"]]


def test_a_part_that_is_measured_again_leaves_the_others(tmp_path):
    save(tmp_path, "10", {"pages": [Line("W1", 1.0, "ms")], "lag": [Line("p50", 2.0, "ms")]})
    file = save(tmp_path, "10", {"pages": [Line("W1", 3.0, "ms")]})
    assert works(file) == ["W1", "p50"]
    assert json.loads(file.read_text())["lines"][0]["ours"] == 3.0


def test_what_a_part_measures_no_longer_is_gone(tmp_path):
    save(tmp_path, "10", {"pages": [Line("W1", 1.0, "ms"), Line("W1 of old", 1.0, "ms")]})
    file = save(tmp_path, "10", {"pages": [Line("W1", 1.0, "ms"), Line("W2", 1.0, "ms")]})
    assert works(file) == ["W1", "W2"]
