"""The recipe of a pack: the steps, in order, whatever shape the lineage has."""

import json

import pytest

from webapp.recipe import steps, told


def record(key, **said):
    kind, _, number = key.partition("/")
    empty = dict.fromkeys(("type", "name", "version", "state", "uri"), "")
    times = {"started": None, "finished": None}
    return {"key": key, "kind": kind, "id": int(number), **empty, **times, "parameters": {}, **said}


@pytest.fixture
def lineage(tmp_path):
    """A function that writes a lineage such as `a1>e2 e2>a3`, records in the order they appear."""

    def write(text, start="a1", complete=True, **said):
        names = {"a": "artifact/", "e": "execution/"}
        ends = [
            [names[end[0]] + end[1:] for end in edge.split(">")] for edge in text.split() if edge
        ]
        keys = dict.fromkeys(key for pair in ends for key in pair)
        edges = [
            {"from": a, "to": b, "event": "INPUT" if a[0] == "a" else "OUTPUT", "role": ""}
            for a, b in ends
        ]
        told = {"start": names[start[0]] + start[1:], "edges": edges, "complete": complete}
        (tmp_path / "lineage.json").write_text(json.dumps(told))
        records = [record(key, **said.get(key.replace("/", "_"), {})) for key in keys]
        (tmp_path / "records.json").write_text(json.dumps(records))
        return tmp_path

    return write


@pytest.mark.parametrize(
    ("events", "order"),
    [
        ("a1>e1 e1>a2 a2>e2 e2>a3", [1, 2]),
        ("a2>e2 e2>a3 a1>e1 e1>a2", [1, 2]),
        # A short way and a long one from the same step.
        ("a9>e9 a4>e9 e5>a4 a3>e5 e7>a3 e7>a9", [7, 5, 9]),
        # Two that wait for each other begin where they are met.
        ("a1>e1 e1>a2 a2>e2 e2>a1", [2, 1]),
        ("a1>e1 e1>a1", [1]),
    ],
)
def test_each_step_comes_behind_what_it_needs(lineage, events, order):
    found = steps(lineage(events))
    assert [one.key for one in found] == [f"execution/{number}" for number in order]


def test_a_chain_of_thousands_is_told(lineage):
    text = " ".join(f"a{n}>e{n} e{n}>a{n + 1}" for n in range(4000, 0, -1))
    assert [one.key for one in steps(lineage(text))][-1] == "execution/4000"


def test_a_step_says_what_it_read_with_what_and_made(lineage):
    folder = lineage(
        "a1>e1 e1>a2",
        start="a2",
        complete=False,
        artifact_1={"name": "transactions", "uri": "s3://raw/1"},
        execution_1={
            "name": "Trainer",
            "state": "COMPLETE",
            "started": "2026-11-03T14:22:09Z",
            "parameters": {"rate": 0.1, "esc\x1b[2J": "a\nb"},
        },
        artifact_2={"name": "fraud-rank", "version": "v7", "parameters": {"depth": 8}},
    )
    assert list(told(folder)) == [
        "fraud-rank v7 (artifact/2): 1 step, not complete",
        "",
        "It starts from",
        "   transactions (artifact/1), s3://raw/1",
        "",
        "1. Trainer (execution/1) COMPLETE",
        "   ran   2026-11-03T14:22:09Z to ?",
        "   reads transactions (artifact/1), s3://raw/1",
        "   with  rate = 0.1",
        '   with  esc [2J = "a\\nb"',
        "   makes fraud-rank v7 (artifact/2)",
        "         with depth = 8",
    ]


def test_what_was_not_made_yet_is_told(lineage):
    folder = lineage("a1>e1 e1>a2")
    text = (folder / "lineage.json").read_text().replace('"OUTPUT"', '"PENDING_OUTPUT"')
    (folder / "lineage.json").write_text(text)
    lines = list(told(folder))
    assert "   reads  (artifact/1)" in lines
    assert "   makes  (artifact/2), pending output" in lines
    (step,) = steps(folder)
    assert [use.event for use in step.makes] == ["PENDING_OUTPUT"]
