"""networkx as `nx`, loaded when the first graph is made."""

from typing import TYPE_CHECKING, Final

from webapp.late import Late

__all__ = ["NETWORKX", "nx"]

NETWORKX: Final = Late("networkx")

if TYPE_CHECKING:
    import networkx as nx
else:
    nx = NETWORKX
