"""The image, built from the Dockerfile as it is and run."""

import os
import re
import signal
import subprocess
from pathlib import Path

import pytest
from serving import free_port, serving

pytestmark = [pytest.mark.container, pytest.mark.network, pytest.mark.timeout(300)]


def first_process(buildah: int) -> int:
    """The process that a container engine would signal: the first that is not buildah's own."""
    tasks = Path(f"/proc/{buildah}/task").glob("*/children")
    children = " ".join(task.read_text() for task in tasks).split()
    [child] = map(int, children)
    command = Path(f"/proc/{child}/cmdline").read_bytes()
    return first_process(child) if command.startswith(b"buildah") else child


def test_it_is_nobody_and_says_what_it_serves(container):
    assert container.settings["User"] == "10001:10001"
    assert set(container.settings["Volumes"]) == {"/data"}
    assert set(container.settings["ExposedPorts"]) == {"5000/tcp"}


def test_it_holds_what_runs_and_not_what_builds(container):
    listed = subprocess.run(
        container.command("ls", "/opt", "/opt/mlmd-dashboard/bin"),
        check=True,
        capture_output=True,
        text=True,
    ).stdout.split()
    assert "mlmd-dashboard" in listed
    assert not {"build", "hatchling", "pip"} & set(listed)


def test_it_serves_is_healthy_and_stops(container, tmp_path):
    port = free_port()
    listen = {"MLMD_DASHBOARD_LISTEN": f"127.0.0.1:{port}"}
    healthy = container.command(*container.settings["Healthcheck"]["Test"][1:], **listen)
    assert subprocess.run(healthy, capture_output=True, check=False).returncode != 0
    with serving(container.command(**listen), port, tmp_path) as dashboard:
        status, _, page = dashboard.get("/")
        assert status == 200
        sheet = re.search(r'href="([^"]+\.css[^"]*)"', page)
        assert sheet is not None
        assert dashboard.get(sheet[1])[:2] == (200, "text/css; charset=utf-8")
        subprocess.run(healthy, check=True)
        os.kill(first_process(dashboard.process.pid), signal.SIGTERM)
        assert dashboard.process.wait(timeout=20) == 0, dashboard.log.read_text()
    with pytest.raises(OSError, match="refused"):
        dashboard.get("/")
