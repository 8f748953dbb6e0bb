"""Requests a second of eight clients, driven by wrk."""

import re
import shutil
import subprocess
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

from benchmarks.client import WrongError
from benchmarks.ground import Ground
from benchmarks.processes import Running
from benchmarks.report import Bar, Line
from benchmarks.served import floor, ours, until_in_step
from benchmarks.works import works

STARTING_SECONDS: Final = 60.0
CLIENTS: Final = 8
SECONDS: Final = 4
ROUNDS: Final = 3
RATE: Final = re.compile(r"Requests/sec:\s+([\d.]+)")
TROUBLE: Final = re.compile(r"(Non-2xx[^\n]*|Socket errors[^\n]*)")
TWO_FIFTHS: Final = Bar(0.4, of_ratio=True, least=True)
SCRIPT: Final = """
local paths = {%s}
local turn = 0
request = function()
  turn = turn %% #paths + 1
  return wrk.format("GET", paths[turn])
end
"""
HINT: Final = "wrk is not installed, so requests/s are left out: apt-get install wrk"


def load(ground: Ground) -> Iterator[Line]:
    """A line for each of the two works; none, and a hint, where wrk is missing."""
    if shutil.which("wrk") is None:
        print(HINT)
        return
    asked = works(ground.answers)
    with ours(ground.url, ground.catalog) as dashboard, floor(ground.table) as bare:
        until_in_step(dashboard, ground.size, STARTING_SECONDS)
        for name in ("W1", "W2"):
            work = asked[name]
            rates: dict[str, list[float]] = {"ours": [], "floor": []}
            for _ in range(ROUNDS):
                rates["floor"].append(_rate(bare, [one.floor for one in work.questions]))
                rates["ours"].append(_rate(dashboard, [one.plain for one in work.questions]))
            best, least = max(rates["ours"]), max(rates["floor"])
            yield Line(f"{name} {work.name}, {CLIENTS} clients", best, "/s", least, TWO_FIFTHS)


def _rate(process: Running, paths: Sequence[str]) -> float:
    """How many pages a second the process answers; WrongError when one is none."""
    with tempfile.TemporaryDirectory() as folder:
        script = Path(folder) / "paths.lua"
        script.write_text(SCRIPT % ", ".join(f'"{path}"' for path in paths))
        command = ["wrk", "-t1", f"-c{CLIENTS}", f"-d{SECONDS}s", "-s", str(script)]
        done = subprocess.run(
            [*command, f"http://{process.address}"], capture_output=True, text=True, check=True
        )
    if trouble := TROUBLE.search(done.stdout):
        raise WrongError(f"{paths[0]}: {trouble[0]}")
    found = RATE.search(done.stdout)
    if found is None:
        raise WrongError(f"wrk says no rate:\n{done.stdout}")
    return float(found[1])
