"""A supervisor of parts that do not end as they should."""

import subprocess
import sys

import pytest

from tests.serving.processes import PATIENCE, ROOT, alive

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="what runs is read from /proc")
# It is told to stop as soon as its parts answer, which they do when they have written their ids.
SUPERVISOR = """
import os, signal, sys
from pathlib import Path
from webapp.serving.parts import Part
from webapp.serving.supervisor import Supervisor

def part(code, file):
    command = (sys.executable, "-c", code, file)
    return Part(file, command, answers=Path(file).is_symlink, grace=0.3)

folder, *codes = sys.argv[1:]
parts = [part(code, f"{folder}/{number}") for number, code in enumerate(codes)]
ready = lambda: os.kill(os.getpid(), signal.SIGTERM)
sys.exit(Supervisor(parts, print).run(ready))
"""
STAYS = """
import os, signal, sys
{first}
os.symlink(str(os.getpid()), sys.argv[1])
os.read(0, 1)
"""
# The group that it led is gone then, as it is when it ends while it is looked at.
LEAVES_ITS_GROUP = """
signal.signal(signal.SIGTERM, signal.SIG_IGN)
os.setpgid(0, os.getpgid(os.getppid()))
"""


def test_a_part_whose_group_is_gone_keeps_no_other_running(tmp_path):
    codes = [STAYS.format(first=""), STAYS.format(first=LEAVES_ITS_GROUP)]
    command = [sys.executable, "-c", SUPERVISOR, str(tmp_path), *codes]
    supervised = subprocess.run(command, cwd=ROOT, timeout=PATIENCE, check=False)
    assert supervised.returncode == 0
    assert [file.name for file in tmp_path.iterdir() if alive(int(file.readlink().name))] == []
    assert len([*tmp_path.iterdir()]) == len(codes)
