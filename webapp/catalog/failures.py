"""tantivy's failures in the project's words. It raises ValueError for nearly everything."""

import errno
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from webapp.errors import (
    CatalogBusyError,
    CatalogError,
    CatalogFullError,
    CatalogMissingError,
    CatalogReadOnlyError,
    CatalogUnreadableError,
)

# tantivy passes the system's errors on as text with their number.
SYSTEM_ERROR = re.compile(r"os error (\d+)|code: (\d+)")
BY_NUMBER: dict[int, tuple[type[CatalogError], str]] = {
    errno.ENOSPC: (CatalogFullError, "has no space left."),
    errno.EDQUOT: (CatalogFullError, "has no space left."),
    errno.EFBIG: (CatalogFullError, "has no space left."),
    errno.EROFS: (CatalogReadOnlyError, "cannot be written: it is read-only."),
    errno.EACCES: (CatalogReadOnlyError, "cannot be written: it is another user's."),
    errno.EPERM: (CatalogReadOnlyError, "cannot be written: it is another user's."),
    errno.ENOENT: (CatalogMissingError, "is not there."),
    errno.ENOTDIR: (CatalogMissingError, "is not there: a file is in its place."),
    errno.EEXIST: (CatalogMissingError, "is not there: a file is in its place."),
}


@contextmanager
def translated(path: Path) -> Iterator[None]:
    """A block whose failures are CatalogErrors about `path`."""
    try:
        yield
    except CatalogError:
        raise
    except (OSError, ValueError, RuntimeError) as error:
        raise failure(path, error) from error
    except BaseException as error:
        # A panic of tantivy's, which is no Exception: broken files lead there.
        if type(error).__name__ != "PanicException":
            raise
        raise failure(path, error) from error


def failure(path: Path, error: BaseException) -> CatalogError:
    """What went wrong, in the project's words."""
    text = " ".join(str(error).split())[:300]
    number = error.errno if isinstance(error, OSError) else None
    if number is None and (found := SYSTEM_ERROR.search(text)):
        number = int(found[1] or found[2])
    if number in BY_NUMBER:
        sort, detail = BY_NUMBER[number]
        return sort(path, detail)
    if "LockBusy" in text or "Failed to acquire Lockfile" in text:
        return CatalogBusyError(path, "is written by another process.")
    return CatalogUnreadableError(path, f"is broken: {text}")
