"""A follower that is killed: nothing is lost and nothing is there twice once another goes on."""

import subprocess
import sys
from contextlib import contextmanager
from pathlib import Path

import pytest
from stored_rows import MODEL

from tests.follower.conftest import eventually
from webapp.catalog.reader import Reader

ROOT = Path(__file__).parents[2]
# A follower as it is, but that it commits often.
FOLLOWER = """
import sys, threading
from pathlib import Path
from webapp.follower import building
from webapp.follower.follower import Follower
from webapp.store.connection import Connection

building.RECORDS_OF_A_COMMIT = 300
building.PAGES_OF_A_BATCH = 1
Follower(Connection(f"grpc://{sys.argv[1]}"), Path(sys.argv[2])).run(threading.Event())
"""


@contextmanager
def killed_at_the_end(address, folder):
    """A block in which a follower of the store at `address` runs, which is killed where it ends."""
    command = [sys.executable, "-c", FOLLOWER, address, str(folder)]
    with subprocess.Popen(command, cwd=ROOT) as process:
        try:
            yield
            assert process.poll() is None
        finally:
            process.kill()


def size(folder):
    return Reader(folder, aside=False).snapshot().size


@pytest.mark.parametrize("share", [0.2, 0.7])
def test_killed_in_a_build(store_address, rows, followed, share):
    contexts = [rows.workspace(f"w{number}", "pipeline") for number in range(3)]
    made = rows.artifacts(1500, MODEL, contexts[:1])
    step = rows.execution("t")
    for model in made[:50]:
        rows.event(model, step)
        rows.metrics({"auc": 0.5}, model=model)
    with killed_at_the_end(store_address, followed.folder):
        eventually(lambda: followed.pulse().progress > share)
    before = followed.rows_now()
    found = followed.rows()
    assert found.keys() == {*made, *range(made[-1] + 1, made[-1] + 51)}
    assert before.keys() <= found.keys()
    assert size(followed.folder) == 1500 + 50 + 1 + 3
    assert {row.workspace for row in found.values() if row.family == "model"} == {"w0"}
    assert {found[model].metrics["auc"] for model in made[:50]} == {0.5}
    assert len([*followed.folder.glob("index-*")]) == 1


def test_killed_while_following(store_address, rows, followed):
    made = rows.artifacts(10)
    for _ in range(2):
        with killed_at_the_end(store_address, followed.folder):
            for _ in range(15):
                made += rows.artifacts(3)
                rows.event(made[-1], rows.execution("t"))
            many = len(made) - 20
            eventually(lambda many=many: len(followed.rows_now()) > many)
        made += rows.artifacts(3)
    with followed.always():
        eventually(lambda: followed.rows_now().keys() == {*made})
    assert size(followed.folder) == len(made) + 30
    assert sum(row.producers for row in followed.rows_now().values()) == 30
