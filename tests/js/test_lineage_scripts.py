"""The pure parts of the lineage page's scripts, in Node.js."""

import shutil
import subprocess
from pathlib import Path

import pytest

HERE = Path(__file__).parent


@pytest.mark.node
def test_what_is_pure_holds():
    node = shutil.which("node")
    if node is None:
        pytest.skip("no Node.js")
    done = subprocess.run(
        [node, "--test", str(HERE / "lineage.test.js")], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
