"""Whether the files of an index are still what was written.

tantivy ends each file with a footer that holds a checksum of the rest, and looks at none of them
when it opens an index: what a disk lost is found where a page reads it, or never by whoever writes.
So a reader that finds an index broken leaves a mark in it, and its writer looks at the checksums.
"""

import json
import struct
import zlib
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Final

from webapp.catalog.failures import translated
from webapp.errors import CatalogUnreadableError

DOUBTED: Final = "doubted"
# The end of a file: how long the footer before it is, and a number that is always the same.
ENDING: Final = struct.Struct("<II")
MAGIC: Final = 1337
# Segments' files are named by 32 hexadecimal digits and what they hold.
FILES: Final = "*/" + "[0-9a-f]" * 32 + ".*"
AT_A_TIME: Final = 1 << 20  # bytes


@contextmanager
def doubting(folder: Path, path: Path | None = None) -> Iterator[None]:
    """A block whose failures are CatalogErrors about `path`, which is `folder` if not given.

    The writer of the index in `folder` will look at its files where the block finds it broken.
    """
    try:
        with translated(path or folder):
            yield
    except CatalogUnreadableError:
        with suppress(OSError):
            (folder / DOUBTED).touch()
        raise


def is_doubted(folder: Path) -> bool:
    """Whether a reader found the index broken."""
    return (folder / DOUBTED).exists()


def trust(folder: Path) -> None:
    """Nothing; the index is doubted no more."""
    with suppress(OSError):
        (folder / DOUBTED).unlink()


def damaged(folder: Path) -> Path | None:
    """The first file of the index that is not what was written, None where all are."""
    return next((one for one in sorted(folder.glob(FILES)) if not _is_whole(one)), None)


def _is_whole(path: Path) -> bool:
    try:
        with path.open("rb") as file:
            size = file.seek(0, 2)
            file.seek(size - ENDING.size)
            length, magic = ENDING.unpack(file.read(ENDING.size))
            rest = size - ENDING.size - length
            file.seek(rest)
            footer = json.loads(file.read(length))
            file.seek(0)
            found = 0
            while rest > 0 and (part := file.read(min(rest, AT_A_TIME))):
                found, rest = zlib.crc32(part, found), rest - len(part)
            return magic == MAGIC and bool(footer["crc"] == found)
    except FileNotFoundError:
        return True  # it was merged into another one meanwhile
    except (OSError, ValueError, KeyError, TypeError, struct.error):
        return False
