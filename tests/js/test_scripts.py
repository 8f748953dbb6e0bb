"""The pure parts of the scripts, in Node.js."""

import shutil
import subprocess
from pathlib import Path

import pytest

from webapp.joined import script

SUITES = sorted(Path(__file__).parent.glob("*.test.js"))


@pytest.mark.node
@pytest.mark.parametrize("suite", SUITES, ids=lambda path: path.name)
def test_what_is_pure_holds(suite):
    node = shutil.which("node")
    if node is None:
        pytest.skip("no Node.js")
    done = subprocess.run([node, "--test", suite], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.node
def test_the_joined_script_is_one_that_node_can_read(tmp_path):
    node = shutil.which("node")
    if node is None:
        pytest.skip("no Node.js")
    whole = tmp_path / "scripts.mjs"
    whole.write_text(script(), encoding="utf-8")
    subprocess.run([node, "--check", whole], check=True)
