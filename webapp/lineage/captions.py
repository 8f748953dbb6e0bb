"""What a picture writes at a node."""

from itertools import takewhile
from typing import Literal, TypeAlias

from msgspec import Struct

Family: TypeAlias = Literal["data", "model", "metric", "report", "config", "endpoint", "exec"]


class Caption(Struct, frozen=True):
    """What a node shows. `state` is MLMD's word; `note` is the quiet line."""

    name: str
    version: str = ""
    type: str = ""
    family: Family = "exec"
    state: str = ""
    note: str = ""

    @property
    def full_name(self) -> str:
        """Name and version, as they stand in a sentence."""
        return f"{self.name} {self.version}".rstrip()

    @property
    def crowd(self) -> str:
        """What its like have in common: the type, of executions also how their names begin.

        Producers give the executions of a pipeline one type, or each step its own.

        >>> Caption("BatchScorer 2026-11-03", type="execution").crowd
        'execution BatchScorer'
        >>> Caption("scores", "v3", "DataSet", "data").crowd
        'DataSet'
        """
        if self.family != "exec":
            return self.type
        return f"{self.type} {''.join(takewhile(str.isalpha, self.name))}".rstrip()
