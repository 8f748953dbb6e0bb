"""The command that tells a container engine whether the dashboard beside it is alive."""

import subprocess
import sys

import pytest

from tests.serving.processes import ROOT
from webapp.store.endpoint import free_port

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="containers are Linux's")
NOWHERE = ("serve", "--store", "grpc://127.0.0.1:1")
READY = "Dashboard ready at "


def healthy(process, listen):
    """The status of the command beside `process`, with an address in its environment, and words."""
    done = subprocess.run(
        [sys.executable, "-m", "webapp", "healthy", str(process)],
        cwd=ROOT,
        env={"MLMD_DASHBOARD_LISTEN": listen},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.stderr == ""
    return done.returncode, done.stdout.strip()


@pytest.fixture(scope="module", params=["--listen {}", "--listen={}"])
def dashboard(launch, request):
    """A dashboard that was told where to listen, whatever its environment says."""
    told = request.param.format("0.0.0.0:{port}").split()
    environment = {"MLMD_DASHBOARD_LISTEN": "127.0.0.1:1", "MLMD_DASHBOARD_PREFIX": "/metadata"}
    return launch(*NOWHERE, *told, **environment).says(READY)


@pytest.fixture
def other():
    """A process that is no dashboard."""
    with subprocess.Popen(["sleep", "60"]) as process:
        yield process
        process.kill()


def test_it_is_asked_where_its_command_says(dashboard):
    at = f"127.0.0.1:{dashboard.port}"
    assert healthy(dashboard.process.pid, "127.0.0.1:1") == (0, f"{at} answers with status 200.")


def test_it_is_asked_where_the_environment_says_if_its_command_does_not(launch):
    listen = f"0.0.0.0:{free_port()}"
    running = launch(*NOWHERE, MLMD_DASHBOARD_LISTEN=listen).says(READY)
    assert healthy(running.process.pid, listen)[0] == 0


def test_beside_another_process_and_beside_none_the_environment_says_it(dashboard, other):
    at = f"0.0.0.0:{dashboard.port}"
    assert healthy(other.pid, at)[0] == 0
    other.kill()
    other.wait()
    assert healthy(other.pid, at)[0] == 0


def test_where_nothing_answers_it_is_not_healthy(other):
    at = f"127.0.0.1:{free_port()}"
    assert healthy(other.pid, at) == (1, f"{at} does not answer.")
