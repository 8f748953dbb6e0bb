"""The types in the scripts' comments. Needs Node.js, which nothing else here does."""

import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
MANIFESTS = ("package.json", "package-lock.json", "tsconfig.json")
OLDEST_NODE = 20


@pytest.fixture(scope="module")
def workshop(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the scripts and the locked compiler; skips where npm cannot install these."""
    node, npm = shutil.which("node"), shutil.which("npm")
    if node is None or npm is None:
        pytest.skip("no Node.js with npm")
    version = subprocess.run([node, "--version"], check=True, capture_output=True, text=True).stdout
    if int(version.removeprefix("v").partition(".")[0]) < OLDEST_NODE:
        pytest.skip(f"Node.js {version.strip()} is too old")
    folder = tmp_path_factory.mktemp("workshop")
    for name in MANIFESTS:
        shutil.copy(ROOT / name, folder)
    shutil.copytree(ROOT / "static" / "js", folder / "static" / "js")
    install = [npm, "ci", "--silent", "--no-audit", "--no-fund", "--fetch-retries=0"]
    if subprocess.run(install, cwd=folder, capture_output=True, check=False).returncode != 0:
        pytest.skip("npm reaches no package registry")
    return folder


@pytest.mark.node
def test_the_scripts_are_what_their_types_say(workshop):
    compiler = workshop / "node_modules" / ".bin" / "tsc"
    done = subprocess.run(
        [compiler, "--project", "."], cwd=workshop, capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stdout) == (0, "")


def test_the_lock_names_no_registry():
    assert '"resolved"' not in (ROOT / "package-lock.json").read_text()
