"""Doubts of those who read an index, settled by its writer."""

import time
from pathlib import Path
from typing import Final

from webapp.catalog.damage import damaged, is_doubted, trust
from webapp.errors import CatalogUnreadableError

# To read all files takes two seconds for a million records: it has a twentieth of the time, for
# what tantivy refuses may as well be a question that it cannot answer.
REST: Final = 19.0


class Doubts:
    """The doubts about the index in `folder`."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._due = 0.0

    def settle(self) -> None:
        """Nothing, where nobody doubts or all is well; CatalogUnreadableError where a file is not.

        It is looked at after a while where it was looked at just now.
        """
        if time.monotonic() < self._due or not is_doubted(self._folder):
            return
        began = time.monotonic()
        trust(self._folder)
        file = damaged(self._folder)
        now = time.monotonic()
        self._due = now + REST * (now - began)
        if file is not None:
            raise CatalogUnreadableError(self._folder, f"is broken: {file.name} is damaged.")
