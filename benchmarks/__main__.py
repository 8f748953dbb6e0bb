"""The benchmark's command line: python -m benchmarks --size 100000 --parts pages,load."""

import argparse
import os
import sys
from collections.abc import Callable, Iterator, Mapping
from compileall import compile_dir
from pathlib import Path
from typing import Final

from benchmarks.ground import Ground
from benchmarks.parts.build import build
from benchmarks.parts.depth import depth
from benchmarks.parts.growth import growth
from benchmarks.parts.lag import lag
from benchmarks.parts.lineage import lineage
from benchmarks.parts.load import load
from benchmarks.parts.pages import pages
from benchmarks.parts.search import search
from benchmarks.parts.start import start
from benchmarks.report import Line, save, table

ROOT: Final = Path(__file__).parents[1]
KEPT: Final = ROOT / ".benchmarks"
RESULTS: Final = ROOT / "benchmarks" / "results"
# What both sides of a comparison are made of.
PACKAGES: Final = ("webapp", "kubeflow", "benchmarks")
PARTS: Final[Mapping[str, Callable[[Ground], Iterator[Line]]]] = {
    part.__name__: part for part in (pages, depth, load, search, start, build, lag, growth, lineage)
}


def main() -> None:
    """Nothing; the table was printed, and saved if it is whole or was to be."""
    parser = argparse.ArgumentParser(prog="benchmarks", description=__doc__)
    parser.add_argument("--size", type=int, default=100_000, help="artifacts: %(default)s")
    parser.add_argument("--parts", default=",".join(PARTS), help="of %(default)s")
    parser.add_argument("--save", action="store_true", help="save some parts, too")
    parser.add_argument("--rounds", type=int, default=60, help="times of a page: %(default)s")
    chosen = parser.parse_args()
    names = chosen.parts.split(",")
    if unknown := [name for name in names if name not in PARTS]:
        parser.error(f"--parts {','.join(unknown)}: there are {', '.join(PARTS)}")
    # As pip and make leave them: where Python may not write bytecode, starts would compile first.
    for package in PACKAGES:
        compile_dir(ROOT / package, quiet=1)
    ground = Ground(KEPT, chosen.size, chosen.rounds)
    measured: dict[str, list[Line]] = {}
    try:
        for name in names:
            # What others do meanwhile tells how far to trust a figure.
            print(f"==> {name} (load {os.getloadavg()[0]:.1f})", file=sys.stderr, flush=True)
            measured[name] = []
            measured[name].extend(PARTS[name](ground))
    finally:
        # What was measured before something went wrong took long, too.
        print(table([line for lines in measured.values() for line in lines]))
    if chosen.save or names == [*PARTS]:
        print(f"Saved in {save(RESULTS, str(chosen.size), measured).relative_to(ROOT)}")


if __name__ == "__main__":
    main()
