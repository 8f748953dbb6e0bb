"""The table that is printed, and the same as JSON."""

import json
import math
import os
import platform
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

CPU: Final = Path("/proc/cpuinfo")
HEADS: Final = ("work", "ours", "floor", "ratio", "cpu", "bar", "")
# Three figures that count.
FIGURES: Final = 3


@dataclass(frozen=True, slots=True)
class Bar:
    """What a figure is held to: `most` (or `least`) of the ratio, or of our own figure."""

    limit: float
    of_ratio: bool = False
    least: bool = False

    def met(self, figure: float) -> bool:
        """Whether the figure reaches the bar."""
        return figure >= self.limit if self.least else figure <= self.limit

    def written(self, unit: str) -> str:
        """The bar as the table shows it.

        >>> Bar(3, of_ratio=True).written("ms"), Bar(0.4, of_ratio=True, least=True).written("/s")
        ('≤ 3×', '≥ 0.4×')
        """
        return f"{'≥' if self.least else '≤'} {self.limit:g}{'×' if self.of_ratio else f' {unit}'}"


@dataclass(frozen=True, slots=True)
class Line:
    """One figure: `ours` and, where there is something to hold it against, `floor`, in `unit`.

    `cpu` is the ratio again, of the time that processors worked for each: on a busy machine it is
    steadier.
    """

    work: str
    ours: float
    unit: str
    floor: float | None = None
    bar: Bar | None = None
    cpu: float | None = None

    @property
    def ratio(self) -> float | None:
        """Ours in floors; None where there is no floor."""
        if self.floor is None:
            return None
        if self.floor == 0:
            return math.inf if self.ours else 1.0
        return self.ours / self.floor

    @property
    def met(self) -> bool | None:
        """Whether the bar is reached; None where there is none."""
        if self.bar is None:
            return None
        figure = self.ratio if self.bar.of_ratio else self.ours
        return figure is not None and self.bar.met(figure)


def table(lines: Sequence[Line]) -> str:
    """The lines as a table of plain text."""
    cells = [HEADS, *(_cells(line) for line in lines)]
    widths = [max(map(len, column)) for column in zip(*cells, strict=True)]
    return "\n".join(_aligned(row, widths) for row in cells)


def save(folder: Path, name: str, measured: Mapping[str, Sequence[Line]]) -> Path:
    """The file in `folder` that now holds the lines of these parts, the day and the machine.

    Lines of other parts of the same day stay in it.
    """
    now = datetime.now(UTC)
    folder.mkdir(exist_ok=True)
    file = folder / f"{now:%Y-%m-%d}-{name}.json"
    told = {
        line.work: {"part": part} | asdict(line) | {"ratio": line.ratio, "met": line.met}
        for part, lines in measured.items()
        for line in lines
    }
    before = json.loads(file.read_text())["lines"] if file.exists() else []
    # What a part no longer measures would stand beside what it measures instead.
    others = (one for one in before if one["work"] in told or one.get("part") not in measured)
    kept = {line["work"]: line for line in others} | told
    content = {
        "time": f"{now:%Y-%m-%dT%H:%M:%SZ}",
        "machine": machine(),
        "lines": [*kept.values()],
    }
    file.write_text(json.dumps(content, indent=1, ensure_ascii=False) + "\n")
    return file


def machine() -> dict[str, str | int]:
    """What the figures were taken on; nothing that names it."""
    models = [line for line in CPU.read_text().splitlines() if line.startswith("model name")]
    return {
        "cores": os.cpu_count() or 0,
        "cpu": models[0].partition(":")[2].strip() if models else platform.machine(),
        "memory_gb": round(os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 1e9),
        "system": f"{platform.system()} {platform.release().partition('-')[0]}",
        "python": platform.python_version(),
    }


def _cells(line: Line) -> tuple[str, ...]:
    marks = {None: "", True: "met", False: "NOT MET"}
    return (
        line.work,
        f"{_figure(line.ours)} {line.unit}",
        "" if line.floor is None else f"{_figure(line.floor)} {line.unit}",
        *("" if ratio is None else f"{_figure(ratio)}×" for ratio in (line.ratio, line.cpu)),
        line.bar.written(line.unit) if line.bar else "",
        marks[line.met],
    )


def _figure(number: float) -> str:
    """The number with three figures that count.

    >>> _figure(0.01234), _figure(1.5), _figure(12345.6)
    ('0.0123', '1.50', '12,346')
    """
    whole = len(str(int(abs(number)))) if abs(number) >= 1 else 0
    if whole >= FIGURES:
        return f"{number:,.0f}"
    return f"{number:.{FIGURES - whole}f}" if whole else f"{number:.{FIGURES}g}"


def _aligned(row: tuple[str, ...], widths: list[int]) -> str:
    work, *figures, met = row
    first, *middle, last = widths
    right = (cell.rjust(width) for cell, width in zip(figures, middle, strict=True))
    return "  ".join([work.ljust(first), *right, met.ljust(last)]).rstrip()
