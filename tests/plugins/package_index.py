"""The package index, for tests that install what they test."""

import subprocess
import sys

import pytest


@pytest.fixture(scope="session")
def package_index(tmp_path_factory: pytest.TempPathFactory) -> None:
    """Nothing, where pip reaches a package index; skips elsewhere."""
    folder = tmp_path_factory.mktemp("index")
    asked = [sys.executable, "-m", "pip", "--retries=0", "--timeout=10", "--no-cache-dir"]
    asked += ["download", "--quiet", "--no-deps", f"--dest={folder}", "iniconfig"]
    if subprocess.run(asked, capture_output=True, check=False).returncode != 0:
        pytest.skip("pip reaches no package index")
