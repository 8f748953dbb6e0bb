"""How far a catalog is, as it is committed with the index."""

from collections.abc import Mapping
from typing import Any, Final

from msgspec import Struct, field, to_builtins
from msgspec.structs import replace

from webapp.metadata import Kind

# In this order they are built: what is built later knows of what was there before.
KINDS: Final[tuple[Kind, ...]] = ("context", "execution", "artifact")

# The id and create time (milliseconds since 1970) of the first record of each kind: what tells one
# store from another behind the same address.
Firsts = dict[Kind, tuple[int, int]]


class Mark(Struct, frozen=True):
    """How far a kind is followed: up to the id `last`, and through all updates.

    These are all before the time `updated` (milliseconds since 1970), and the rows `ties` at it.
    """

    last: int = 0
    updated: int = 0
    ties: tuple[int, ...] = ()


class State(Struct, frozen=True):
    """What the index holds of which store. `complete` says whether the first build is done.

    `origin` names the place where the store is kept, as whoever wrote last was told ("": it was
    not). Another place may be another way to the same store, and the same one have another store.
    While it runs, the `last` of a mark is the last id that it read. `swept` is when the last full
    sweep began, in seconds since 1970.
    """

    firsts: Firsts = {}
    complete: bool = False
    marks: Mapping[Kind, Mark] = field(default_factory=lambda: dict.fromkeys(KINDS, Mark()))
    swept: float | None = None
    origin: str = ""

    def to_json(self) -> dict[str, Any]:
        """The state as JSON.

        >>> state = State({"artifact": (1, 5)}, marks={"artifact": Mark(3, 7, (3,))})
        >>> State.from_json(state.to_json()) == state
        True
        """
        content: dict[str, Any] = to_builtins(self)
        return content

    @classmethod
    def from_json(cls, content: Mapping[str, Any]) -> "State":
        """The state that `to_json` wrote."""
        return cls(
            firsts={kind: (first[0], first[1]) for kind, first in content["firsts"].items()},
            complete=content["complete"],
            marks={
                kind: Mark(mark["last"], mark["updated"], tuple(mark["ties"]))
                for kind, mark in content["marks"].items()
            },
            swept=content["swept"],
            origin=str(content.get("origin", "")),
        )

    def marked(self, kind: Kind, mark: Mark) -> "State":
        """The state with another mark for a kind."""
        return replace(self, marks={**self.marks, kind: mark})


def read_state(content: Mapping[str, Any]) -> State | None:
    """The state that was committed; None where none was, or none that can be read."""
    try:
        return State.from_json(content) if content else None
    except (KeyError, TypeError, ValueError, IndexError, AttributeError):
        return None
