"""Modules that take long to load, loaded when the first of their names is asked for.

What a process has to load before its first page makes it come late: gRPC, MLMD's messages and
networkx take half a second together, and a list from the catalog needs none of them.
"""

from importlib import import_module
from threading import RLock
from types import ModuleType
from typing import Any, Final

# Modules that import each other, begun by several threads at different ends, are a deadlock to
# Python, which ends one of the imports: only one thread loads at a time.
LOADING: Final = RLock()


class Late:
    """The module of that name, as far as its names go.

    >>> json = Late("json")
    >>> json.dumps([1])
    '[1]'
    """

    def __init__(self, name: str) -> None:
        self._name = name

    def __getattr__(self, name: str) -> Any:
        value = getattr(self._module(), name)
        # From now on it is found without coming here.
        setattr(self, name, value)
        return value

    def load(self) -> None:
        """Nothing; nobody waits for the module any more."""
        self._module()

    def _module(self) -> ModuleType:
        with LOADING:
            return import_module(self._name)
