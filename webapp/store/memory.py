"""What a store said of ids, kept as long as a page is made."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Final, Generic, TypeVar

Kept = TypeVar("Kept")


class Memory(Generic[Kept]):
    """What was said of each id that was asked about; an id may have nothing.

    Answers for more than `most` ids are not kept.
    """

    def __init__(self, most: int) -> None:
        self._most: Final = most
        self._said: Final[dict[int, Kept | None]] = {}

    def unknown(self, ids: Iterable[int]) -> list[int]:
        """The first of them that were not asked about, as many as are kept."""
        return [one for one in ids if one not in self._said][: self._most]

    def keep(self, ids: Iterable[int], said: Mapping[int, Kept]) -> None:
        """Nothing; that was said when `ids` were asked about."""
        self._said.update((one, said.get(one)) for one in ids)

    def once(
        self, ask: Callable[[Sequence[int]], Mapping[int, Kept]], ids: Iterable[int]
    ) -> dict[int, Kept]:
        """What there is of each id, in their order; those that are not known are asked about."""
        wanted = sorted(set(ids))
        if len(wanted) > self._most:
            return {**ask(wanted)}
        if unknown := self.unknown(wanted):
            self.keep(unknown, ask(unknown))
        return {one: said for one in wanted if (said := self._said[one]) is not None}
