"""Entries made in processes beside the follower."""

import json
import os
import signal
import subprocess
import sys
import time
from datetime import UTC, datetime

import pytest
from msgspec.structs import replace

from webapp.follower import drafting
from webapp.follower.batches import Batch
from webapp.follower.drafting import Drafting, draft
from webapp.metadata import Artifact, Context, Event, Execution

RUN = Context(7, 1, "kubeflow.org/alpha/workspace", "a workspace")
MADE = datetime(2026, 11, 23, 12, tzinfo=UTC)
BATCHES = [
    Batch("context", (RUN,)),
    *(
        Batch(
            "artifact",
            tuple(
                Artifact(10 * turn + one, 1, "T", f"name {one}", uri="s3://x", created=MADE)
                for one in range(10)
            ),
            unreadable=(1000 + turn,),
            events={10 * turn: [Event(10 * turn, 3, "OUTPUT", ("model",), MADE)]},
        )
        for turn in range(12)
    ),
    Batch("execution", (Execution(5, 2, "Step", "train"),)),
]


def contexts_of(kind, record_id):
    assert kind != "context"
    return (RUN,) if record_id % 2 else ()


@pytest.fixture
def processes(monkeypatch):
    """Two drafters work, however few processors there are."""
    monkeypatch.setattr(drafting, "_processors", lambda: 3)


def drafted(records=drafting.WORTH_IT, meanwhile=lambda _: None):
    with Drafting(records) as pool:
        meanwhile(pool)
        return plain(pool.drafted(BATCHES, contexts_of))


def plain(found):
    """What was drafted, names of types in one order: each process has its own."""
    return [(batch, [_plain(one) for one in entries]) for batch, entries in found]


def _plain(one):
    content = json.loads(one.content)
    content.get("type_is", []).sort()
    return replace(one, content=content)


def in_this_process():
    held = {one.id: contexts_of("artifact", one.id) for each in BATCHES for one in each.records}
    return plain((each, draft(each, {} if each.kind == "context" else held)) for each in BATCHES)


def pids(pool):
    return [one._process.pid for one in pool._drafters]


def is_there(pid):
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


def test_processes_make_the_same_in_the_same_order(processes):
    started = []
    assert drafted(meanwhile=lambda pool: started.extend(pids(pool))) == in_this_process()
    assert len(started) == 2
    assert not any(map(is_there, started))


def test_a_few_records_are_not_worth_a_process(processes):
    used = []
    found = drafted(drafting.WORTH_IT - 1, lambda pool: used.extend(pool._drafters))
    assert found == in_this_process()
    assert used == []


def test_what_a_process_that_ends_leaves_is_made_here(processes):
    def killed(pool):
        for pid in pids(pool):
            os.kill(pid, signal.SIGKILL)

    assert drafted(meanwhile=killed) == in_this_process()


def test_without_processes_all_is_made_here(processes, monkeypatch, tmp_path):
    monkeypatch.setattr(sys, "executable", str(tmp_path / "no python"))
    assert drafted() == in_this_process()


def test_what_goes_wrong_in_a_process_goes_wrong_here(processes, monkeypatch):
    monkeypatch.setattr(drafting, "draft", lambda *_: 1 / 0)
    bad = Batch("artifact", (Artifact(1, 1, "T", "x"),), events={1: [None]})
    with Drafting(drafting.WORTH_IT) as pool, pytest.raises(ZeroDivisionError):
        list(pool.drafted([bad], lambda *_: ()))


def test_who_stops_early_waits_for_none_of_them(processes):
    with Drafting(drafting.WORTH_IT) as pool:
        began = time.monotonic()
        assert next(iter(pool.drafted(BATCHES, contexts_of)))[0] == BATCHES[0]
        started = pids(pool)
    assert time.monotonic() - began < 10
    assert not any(map(is_there, started))


def test_they_end_with_a_follower_that_is_killed():
    code = (
        "import time\n"
        "from webapp.follower import drafting\n"
        "drafting._processors = lambda: 3\n"
        "pool = drafting.Drafting(drafting.WORTH_IT)\n"
        "print(*(one._process.pid for one in pool._drafters), flush=True)\n"
        "time.sleep(60)\n"
    )
    with subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE) as follower:
        started = [int(one) for one in follower.stdout.readline().split()]
        assert all(map(is_there, started))
        follower.kill()
    end = time.monotonic() + 10
    while any(map(is_there, started)) and time.monotonic() < end:
        time.sleep(0.05)
    assert len(started) == 2
    assert not any(map(is_there, started))


def test_ctrl_c_is_for_their_parent_from_their_start_on(processes):
    # A terminal signals all processes of the group in its foreground.
    with Drafting(drafting.WORTH_IT) as pool:
        assert os.getpgrp() not in map(os.getpgid, pids(pool))


@pytest.mark.parametrize(
    ("limit", "expected"),
    [("max 100000", 8), ("150000 100000", 2), ("1000 100000", 1), ("nonsense", 8), (None, 8)],
)
def test_a_containers_limit_is_kept(monkeypatch, tmp_path, limit, expected):
    monkeypatch.setattr(os, "sched_getaffinity", lambda _: range(8))
    monkeypatch.setattr(drafting, "LIMIT", tmp_path / "cpu.max")
    if limit is not None:
        drafting.LIMIT.write_text(limit)
    assert drafting._processors() == expected
