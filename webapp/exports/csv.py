"""Rows as CSV that a spreadsheet may open: text that looks like a formula is held back."""

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from typing import Final, TypeAlias

Cell: TypeAlias = str | int | float | datetime | None

# What a spreadsheet reads as the start of a formula.
FORMULA: Final = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20")


def csv_lines(rows: Iterable[Sequence[Cell]]) -> Iterator[str]:
    r"""Each row as a line.

    >>> list(csv_lines([("id", "name"), (26, "=1+1"), (27, 'a "b", c')]))
    ['id,name\r\n', "26,'=1+1\r\n", '27,"a ""b"", c"\r\n']
    """
    buffer = io.StringIO()
    writer = csv.writer(buffer)
    for row in rows:
        writer.writerow([cell_text(cell) for cell in row])
        yield buffer.getvalue()
        buffer.seek(0)
        buffer.truncate()


def cell_text(cell: Cell) -> str | int | float:
    r"""What stands in a cell: numbers as they are, times as RFC 3339, text made harmless.

    >>> cell_text("-2+3"), cell_text(-2), cell_text(None), cell_text(" =1"), cell_text("a\0b")
    ("'-2+3", -2, '', "' =1", 'ab')
    """
    match cell:
        case None:
            return ""
        case datetime():
            return cell.isoformat(timespec="milliseconds").replace("+00:00", "Z")
        case str():
            text = cell.replace("\0", "")
            return f"'{text}" if text.lstrip(" ").startswith(FORMULA) else text
    return cell
