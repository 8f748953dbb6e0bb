"""Rows as CSV that a spreadsheet may open: text that looks like a formula is held back."""

import csv
import io
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final

from webapp.exports.json import Content

# What a spreadsheet reads as the start of a formula.
FORMULA: Final = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20")


def csv_lines(rows: Iterable[Sequence[Content]]) -> Iterator[str]:
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


def cells(item: Mapping[str, Content], columns: Iterable[str]) -> list[Content]:
    """The values of a JSON item in the order of `columns`.

    >>> cells({"id": 26, "labels": {"a": "b"}}, ("labels", "id"))
    [{'a': 'b'}, 26]
    """
    return [item[name] for name in columns]


def cell_text(value: Content) -> str | int | float:
    r"""What stands in a cell: numbers as they are, objects as JSON, text made harmless.

    >>> cell_text("-2+3"), cell_text(-2), cell_text(None), cell_text(" =1"), cell_text("a\0b")
    ("'-2+3", -2, '', "' =1", 'ab')
    >>> cell_text({"stage": "dev"}), cell_text({}), cell_text(True)
    ('{"stage": "dev"}', '', 'true')
    """
    match value:
        case None:
            return ""
        case str():
            text = value.replace("\0", "")
            return f"'{text}" if text.lstrip(" ").startswith(FORMULA) else text
        case bool() | dict() | list():
            return "" if value in ({}, []) else json.dumps(value, ensure_ascii=False)
    return value
