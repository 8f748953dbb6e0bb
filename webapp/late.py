"""Modules that take long to load, loaded when the first of their names is asked for.

What a process has to load before its first page makes it come late: gRPC, MLMD's messages and
networkx take half a second together, and a list from the catalog needs none of them.
"""

from importlib import import_module
from typing import Any


class Late:
    """The module of that name, as far as its names go.

    >>> json = Late("json")
    >>> json.dumps([1])
    '[1]'
    """

    def __init__(self, name: str) -> None:
        self._name = name

    def __getattr__(self, name: str) -> Any:
        value = getattr(import_module(self._name), name)
        # From now on it is found without coming here.
        setattr(self, name, value)
        return value

    def load(self) -> None:
        """Nothing; nobody waits for the module any more."""
        import_module(self._name)
