"""The whole dashboard: what dies comes back, what runs may end, nothing stays behind."""

import os
import re
import signal
import sys
import threading
import time
from pathlib import Path
from urllib.request import urlopen

import pytest

from tests.serving.processes import alive, children, command_of, eventually

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="families are read from /proc")
SERVE = ("serve", "--store", "sqlite:///metadata.db", "--listen", "127.0.0.1:{port}")
READY = "Dashboard ready at http://127.0.0.1:"


@pytest.fixture(scope="module")
def dashboard(launch):
    return launch(*SERVE).says(READY)


def gone(family):
    return lambda: not any(alive(pid) for pid in family)


def test_it_answers_as_soon_as_it_says_so(dashboard):
    assert f"Created {dashboard.folder}/metadata.db" in dashboard.said
    assert dashboard.get() == 200


def test_its_pages_call_the_store_by_its_file(dashboard):
    with urlopen(f"http://127.0.0.1:{dashboard.port}/") as answer:
        page = answer.read().decode()
    assert "Read from store metadata.db on" in page
    assert re.search(r'<span class="mono">metadata.db</span> at <span class="mono">127\.0\.', page)


def test_the_supervisor_holds_nothing_that_could_crash(dashboard):
    loaded = Path(f"/proc/{dashboard.process.pid}/maps").read_text()
    assert "grpc" not in loaded
    assert "ml_metadata" not in loaded


def test_the_store_of_a_dashboard_has_an_owner_too(dashboard, launch):
    second = launch(*SERVE, folder=dashboard.folder)
    assert second.ends() == 2
    assert f"is served by process {dashboard.part(' store ')} at 127.0.0.1:" in second.said


def test_a_killed_worker_is_replaced_unnoticed(dashboard):
    web = dashboard.part("webapp.serving.web")
    before = children(web)
    os.kill(before[0], signal.SIGKILL)
    eventually(lambda: len(children(web)) == 2 and before[0] not in children(web))
    assert dashboard.get() == 200


def test_a_killed_store_comes_back_at_its_address(dashboard):
    before = dashboard.part(" store ")
    os.kill(before, signal.SIGKILL)
    dashboard.says(f"The store (process {before}) was ended by SIGKILL; it is started again now.")
    eventually(lambda: dashboard.get() == 200)
    assert dashboard.part(" store ") != before


def test_a_killed_web_server_comes_back_on_its_port(dashboard):
    before = dashboard.part("webapp.serving.web")
    workers = children(before)
    os.kill(before, signal.SIGKILL)
    dashboard.says(f"The web server (process {before}) was ended by SIGKILL")
    eventually(lambda: dashboard.get() == 200)
    eventually(gone(workers))


def test_a_killed_follower_comes_back_and_nobody_waits_for_it(dashboard):
    before = dashboard.part(" follow ")
    os.kill(before, signal.SIGKILL)
    dashboard.says(f"The follower (process {before}) was ended by SIGKILL; it is started again")
    assert dashboard.get() == 200
    parts = dashboard.process.pid
    eventually(lambda: [one for one in children(parts) if " follow " in command_of(one)])
    assert dashboard.part(" follow ") != before


def test_the_catalog_is_built_where_it_is_told(launch, tmp_path):
    running = launch(*SERVE, "--catalog", str(tmp_path / "here")).says(READY)
    running.says(f"The catalog in {tmp_path}/here is in step.")
    assert (tmp_path / "here" / "current.json").exists()


def test_a_catalog_that_cannot_be_written_is_told_and_pages_come(launch, tmp_path):
    (tmp_path / "file").touch()
    running = launch(*SERVE, "--catalog", str(tmp_path / "file" / "here")).says(READY)
    assert "cannot be written (Not a directory): lists come from the store" in running.said
    assert running.get() == 200
    assert running.get("/artifacts") == 200


def test_a_running_request_ends_before_the_store_does(launch):
    running = launch(*SERVE, "--workers", "1").says(READY)
    assert running.get() == 200  # so that its channel stands
    family, store = running.family(), running.part(" store ")
    answers = []
    os.kill(store, signal.SIGSTOP)
    reading = threading.Thread(target=lambda: answers.append(running.get()))
    reading.start()
    time.sleep(0.2)  # until the request waits for the store
    running.process.send_signal(signal.SIGTERM)
    time.sleep(0.2)  # until the signal has gone all the way down
    assert answers == []
    os.kill(store, signal.SIGCONT)
    reading.join()
    assert answers == [200]
    assert running.ends() == 0
    assert gone(family)()


def test_ctrl_c_ends_it_without_a_traceback(launch):
    running = launch(*SERVE).says(READY)
    family = running.family()
    running.process.send_signal(signal.SIGINT)
    assert running.ends() == 0
    assert "Traceback" not in running.said
    assert gone(family)()
    assert sorted(one.name for one in running.folder.glob("metadata*")) == ["metadata.db"]


def test_nothing_outlives_a_killed_supervisor(launch):
    running = launch(*SERVE).says(READY).says("is in step")
    eventually(lambda: len(running.family()) == 5)
    family = running.family()
    running.process.kill()
    eventually(gone(family), within=3)


def test_a_second_signal_hurries(launch):
    running = launch(*SERVE).says(READY)
    family = running.family()
    web = running.part("webapp.serving.web")
    os.kill(running.part(" store "), signal.SIGSTOP)
    running.process.send_signal(signal.SIGTERM)
    eventually(gone([web]))
    running.process.send_signal(signal.SIGTERM)
    assert running.ends() == 0
    assert gone(family)()


def test_a_part_that_never_was_ready_ends_all(launch, tmp_path):
    (tmp_path / "metadata.db").write_text("hello")
    running = launch(*SERVE, folder=tmp_path)
    assert running.ends() == 2
    assert running.said.strip().endswith("It was not changed.")
    assert "is no SQLite file" in running.said
    assert READY not in running.said


def test_a_store_elsewhere_needs_no_store_process(dashboard, launch):
    store = dashboard.said.partition("Store ready at ")[2].split()[0]
    running = launch("serve", "--store", f"grpc://{store}", *SERVE[3:]).says(READY)
    web, follower = map(command_of, children(running.process.pid))
    assert "webapp.serving.web" in web
    assert " follow " in follower
    assert running.get() == 200


def test_a_store_elsewhere_that_is_away_is_no_reason_not_to_start(launch):
    running = launch("serve", "--store", "grpc://127.0.0.1:1", *SERVE[3:]).says(READY)
    assert running.get("/healthz/liveness") == 200
    assert running.get("/healthz/readiness") == 503


@pytest.mark.parametrize("url", ["grpc://nowhere", "mysql://u:secret@h/d"])
def test_a_wrong_store_is_told(launch, url):
    running = launch("serve", "--store", url, *SERVE[3:])
    assert running.ends() == 2
    assert "is right" in running.said
    assert "secret" not in running.said
    assert "Traceback" not in running.said


def test_a_taken_port_is_told(dashboard, launch):
    running = launch(*SERVE[:-1], f"127.0.0.1:{dashboard.port}")
    assert running.ends() == 2
    assert f"another program listens on port {dashboard.port}" in running.said


def test_headers_of_a_proxy_that_nobody_named_change_nothing(dashboard):
    headers = {"SCRIPT_NAME": "/x", "X-Forwarded-Proto": "https", "X-Forwarded-Ssl": "off"}
    assert dashboard.get("/healthz/liveness", **headers) == 200


def test_the_environment_tells_as_options_do(dashboard, launch):
    store = dashboard.said.partition("Store ready at ")[2].split()[0]
    running = launch(
        *("serve", "--listen", "127.0.0.1:{port}"),
        MLMD_DASHBOARD_STORE=f"grpc://{store}",
        APP_PREFIX="metadata/",
    )
    running.says(f"Dashboard ready at http://127.0.0.1:{running.port}/metadata/")
    assert running.get("/metadata/healthz/readiness") == 200
    assert running.get() == 200
