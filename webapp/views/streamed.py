"""A page that is sent while it is made: a browser draws its top while its end is written."""

from collections.abc import Iterable, Iterator
from typing import Any, Final

from flask import Response, stream_template

# Characters that are sent together, unless one piece is longer.
TOGETHER: Final = 65_536


def streamed(template: str, **context: Any) -> Response:
    """The page of a template, in parts.

    Its first part is made before anything is sent: what fails in it is answered as elsewhere.
    """
    parts = joined(stream_template(template, **context))
    return Response(_after(next(parts), parts), mimetype="text/html")


def joined(pieces: Iterable[str]) -> Iterator[str]:
    """The pieces in few parts; at least one, if an empty one.

    >>> [len(part) for part in joined(["x" * 40_000] * 4)]
    [80000, 80000, 0]
    """
    waiting, size = [], 0
    for piece in pieces:
        waiting.append(piece)
        size += len(piece)
        if size >= TOGETHER:
            yield "".join(waiting)
            waiting, size = [], 0
    yield "".join(waiting)


def _after(first: str, rest: Iterator[str]) -> Iterator[str]:
    yield first
    yield from rest
