"""The wheel in an environment that holds nothing else than what its lock names."""

import re
import subprocess
import sys
from pathlib import Path

import pytest
from serving import free_port, serving

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def installed(wheel: Path, package_index: None, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of commands of such an environment."""
    folder = tmp_path_factory.mktemp("installed")
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", folder], check=True)
    pip = [sys.executable, "-m", "pip", "--python", folder / "bin" / "python"]
    pip += ["--quiet", "install", "--only-binary=:all:"]
    subprocess.run([*pip, "--require-hashes", "-r", ROOT / "requirements.lock"], check=True)
    # With its dependencies looked at: the lock must have named them all.
    subprocess.run([*pip, "--no-index", wheel], check=True)
    return folder / "bin"


@pytest.mark.network
def test_it_serves_a_page_with_its_styles_and_stops(installed, tmp_path):
    port = free_port()
    command = [installed / "mlmd-dashboard", "serve"]
    command += ["--store", f"sqlite:///{tmp_path}/metadata.db", "--listen", f"127.0.0.1:{port}"]
    with serving(command, port, tmp_path) as dashboard:
        status, kind, page = dashboard.get("/")
        assert (status, kind.partition(";")[0]) == (200, "text/html")
        sheets = re.findall(r'href="([^"]+\.css[^"]*)"', page)
        scripts = re.findall(r'src="([^"]+\.js[^"]*)"', page)
        assert sheets
        assert scripts
        kinds = {dashboard.get(path)[:2] for path in sheets + scripts}
        assert {(status, kind.partition(";")[0]) for status, kind in kinds} == {
            (200, "text/css"),
            (200, "text/javascript"),
        }
        assert dashboard.stop() == 0


@pytest.mark.network
def test_the_sdk_is_there_and_leaves_the_dashboard_unimported(installed, tmp_path):
    code = "import sys; from kubeflow.metadata import metadata; print('webapp' in sys.modules)"
    printed = subprocess.run(
        [installed / "python", "-c", code], cwd=tmp_path, check=True, capture_output=True, text=True
    )
    assert printed.stdout.strip() == "False"
