"""The contexts of new records, which the store tells dearly.

To ask for the contexts of one record costs as much as a large store has memberships. But what is
new at one time is mostly in the same few contexts: one record is asked for its contexts, and these
for their newest members.
"""

import time
from collections.abc import Iterable, Mapping
from typing import Final

from webapp.follower.members import MEMBERS
from webapp.metadata import Kind
from webapp.store.client import Store
from webapp.store.contexts import contexts_holding
from webapp.store.paging import Listing
from webapp.store.unreadable import UNREADABLE

# The share of time that asking may take, and how often a record is looked for in vain.
SHARE: Final = 0.05
TRIES: Final = 6
MOST_WAITING: Final = 2000


class Homes:
    """New records whose contexts are not known yet."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._waiting: dict[Kind, dict[int, int]] = {kind: {} for kind in MEMBERS}
        self._due = 0.0

    def expect(self, kind: Kind, ids: Iterable[int]) -> None:
        """Nothing; these records are asked for their contexts when there is time."""
        waiting = self._waiting[kind]
        waiting.update(dict.fromkeys(ids, TRIES))
        for one in [*waiting][: max(len(waiting) - MOST_WAITING, 0)]:
            del waiting[one]

    def found(self) -> dict[Kind, dict[int, set[int]]]:
        """The contexts of those that were found now, by kind and id."""
        found: dict[Kind, dict[int, set[int]]] = {kind: {} for kind in MEMBERS}
        asked: set[int] = set()
        for kind in MEMBERS:
            for one in sorted(self._waiting[kind], reverse=True):
                if time.monotonic() < self._due:
                    break
                if one not in found[kind]:
                    self._ask(kind, one, found, asked)
        for kind in MEMBERS:
            waiting = self._waiting[kind]
            self._waiting[kind] = {
                one: tries - 1
                for one, tries in waiting.items()
                if one not in found[kind] and tries > 1
            }
        return found

    def _ask(
        self, kind: Kind, record_id: int, found: dict[Kind, dict[int, set[int]]], asked: set[int]
    ) -> None:
        began = time.monotonic()
        readable, _ = contexts_holding(self._store, kind, record_id)
        contexts = {one.id for one in readable}
        if contexts:
            found[kind].setdefault(record_id, set()).update(contexts)
        for context_id in contexts - asked:
            for other in MEMBERS:
                self._look(other, context_id, found[other])
        asked |= contexts
        now = time.monotonic()
        self._due = now + (now - began) / SHARE

    def _look(self, kind: Kind, context_id: int, found: dict[int, set[int]]) -> None:
        """Nothing; those who wait and are among the newest members of the context are found."""
        waiting: Mapping[int, int] = self._waiting[kind]
        if not waiting:
            return
        try:
            newest = self._store.stamps(kind, Listing("id", context_id=context_id))
        except UNREADABLE:
            return
        for one in newest:
            if one in waiting:
                found.setdefault(one, set()).add(context_id)
