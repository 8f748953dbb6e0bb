"""What a process loads before its first page, and what only when it is asked for."""

import json
import subprocess
import sys
from pathlib import Path
from threading import Thread

import pytest
from catalogs import catalog_of

from webapp.late import Late
from webapp.store.connection import Connection

ROOT = Path(__file__).parents[1]
HEAVY = (
    *("grpc", "ml_metadata", "google.protobuf", "networkx", "asyncio"),
    # What draws, compares and finds ways: lists do none of that.
    *("webapp.charts", "webapp.lineage.scene", "webapp.queries.pages", "webapp.views.pictures"),
)


def loaded(*statements):
    """Which of the heavy modules are there after the statements, run in a Python of their own."""
    told = f"import json, sys; print(json.dumps([one for one in {HEAVY} if one in sys.modules]))"
    command = [sys.executable, "-c", "\n".join([*statements, told])]
    ran = subprocess.run(command, cwd=ROOT, capture_output=True, check=True, text=True)
    return json.loads(ran.stdout)


def test_a_web_process_starts_without_what_its_first_page_does_not_need():
    assert loaded("import webapp.serving.web_server") == []


def test_a_list_from_the_catalog_is_answered_without_it(rows, store_address, tmp_path):
    rows.artifacts(2)
    connection = Connection(f"grpc://{store_address}")
    catalog_of(connection, tmp_path)
    connection.close()
    assert not loaded(
        "from pathlib import Path",
        "from webapp.app import create_app",
        "from webapp.catalog.reader import Reader",
        "from webapp.settings import Settings",
        "from webapp.store.connection import Connection",
        f"catalog = Reader(Path({str(tmp_path)!r}))",
        "app = create_app(Settings(), Connection('grpc://127.0.0.1:1'), catalog)",
        "answer = app.test_client().get('/artifacts')",
        "assert answer.status_code == 200 and '/artifacts/2' in answer.text",
    )


@pytest.mark.parametrize(
    ("statement", "module"),
    [
        ("from webapp.lineage.networks import nx; nx.DiGraph", "networkx"),
        ("from webapp.store.wire import mlpb; mlpb.Artifact", "ml_metadata"),
        ("from webapp.store.wire import grpc; grpc.StatusCode", "grpc"),
        ("from webapp.queries.later import pages; pages.artifact_page", "webapp.queries.pages"),
        ("from webapp.app import PICTURES; PICTURES.picture", "webapp.views.pictures"),
    ],
)
def test_it_is_there_when_it_is_asked_for(statement, module):
    assert module in loaded(statement)


def test_a_worker_loads_all_of_it_a_moment_later():
    statement = "from webapp.serving.web_server import _load_the_rest; _load_the_rest()"
    assert set(loaded(statement)) == set(HEAVY)


def test_one_thread_loads_at_a_time(tmp_path, monkeypatch):
    told = tmp_path / "told"
    text = f"import time\ntold = open({str(told)!r}, 'a', buffering=1)\n"
    text += "told.write('begin\\n')\ntime.sleep(0.05)\ntold.write('end\\n')\ntold.close()\n"
    names = ["slow_to_load", "slow_as_well"]
    for name in names:
        (tmp_path / f"{name}.py").write_text(text)
    monkeypatch.syspath_prepend(tmp_path)
    threads = [Thread(target=Late(name).load) for name in names]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert told.read_text().split() == ["begin", "end"] * 2
