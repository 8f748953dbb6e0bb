"""Where the catalog of a store is kept unless somebody says where; standard library only."""

import os
import re
import sys
from hashlib import blake2b
from pathlib import Path
from typing import Final

from webapp.store.location import SQLITE

NAME: Final = "mlmd-dashboard"
UNSAFE: Final = re.compile(r"[^A-Za-z0-9.]+")
LONGEST_SHOWN: Final = 60


def default_folder(store: str) -> Path:
    """The folder for the catalog of the store at that URL, among the user's caches."""
    return _caches() / NAME / origin(store)


def origin(store: str) -> str:
    """The name of the place where the store at that URL is kept: a file's does not tell its port.

    >>> origin("grpc://metadata.kubeflow:8080")
    'metadata.kubeflow-8080-5232f9ca'
    """
    place = store.partition("?")[0]
    if place.startswith(SQLITE):
        place = str(Path(place.removeprefix(SQLITE)).resolve())
    shown = UNSAFE.sub("-", place.rpartition("@")[2].rpartition("/")[2])[-LONGEST_SHOWN:]
    digest = blake2b(place.encode(), digest_size=4).hexdigest()
    return f"{shown}-{digest}"


def make_writable(folder: Path) -> None:
    """Nothing; the folder is there and can be written. Raises OSError if that cannot be."""
    folder.mkdir(parents=True, exist_ok=True)
    # tempfile would load compression and random numbers first, and each start waits for this.
    probe = folder / f".writable-{os.getpid()}"
    probe.touch()
    probe.unlink(missing_ok=True)


def _caches() -> Path:
    if named := os.environ.get("XDG_CACHE_HOME"):
        return Path(named)
    home = Path.home()
    return home / "Library" / "Caches" if sys.platform == "darwin" else home / ".cache"
