"""Where a word leads."""

from typing import Final

from msgspec import Struct

from webapp.catalog.snapshot import Snapshot
from webapp.errors import CatalogError
from webapp.queries.freshness import standing
from webapp.queries.matches import Match
from webapp.queries.resolve import indexed, live
from webapp.queries.resolve.word import is_address, number_of, versioned, word_of
from webapp.queries.sources import Sources
from webapp.store.client import Store

MOST_MATCHES: Final = 100
NEWEST_NAMES: Final = 100  # that are looked at in the store where the catalog knows no such name


class Resolved(Struct, frozen=True):
    """Where a word leads; `tried` says what was looked for, `more` that not every match is here."""

    word: str
    matches: tuple[Match, ...] = ()
    tried: tuple[str, ...] = ()
    more: bool = False


def resolve(sources: Sources, text: str) -> Resolved:
    """What `text` means: an id, else a URI, else a name; BadParameterError if it is too long."""
    word = word_of(text)
    if not word:
        return Resolved(word)
    search = _Search(sources.store, word)
    for look in (search.by_id, search.by_uri):
        look()
        if search.matches:
            break
    else:
        search.by_name(standing(sources.catalog, sources.now).snapshot)
    # A context may be reached through several types; every record is listed once.
    matches = tuple({(one.kind, one.id, one.run): one for one in search.matches}.values())
    tried = tuple(search.tried)
    return Resolved(word, matches[:MOST_MATCHES], tried, len(matches) > MOST_MATCHES)


class _Search:
    """One word on its way through what is known."""

    def __init__(self, store: Store, word: str) -> None:
        self.matches: list[Match] = []
        self.tried: list[str] = []
        self._store = store
        self._word = word
        self._version = versioned(word)

    def by_id(self) -> None:
        """Nothing; what has the word as its id is found."""
        number = number_of(self._word)
        if number is not None:
            self.matches += live.by_id(self._store, number)
            self.tried.append(f"the {number.said} with the id {number.id}")

    def by_uri(self) -> None:
        """Nothing; artifacts with the word as their URI are found."""
        self.matches += live.by_uri(self._store, self._word)
        self.tried.append("artifacts with exactly this URI")

    def by_name(self, snapshot: Snapshot | None) -> None:
        """Nothing; what the word names is found, in the catalog where it is whole."""
        if snapshot is not None:
            try:
                self._in_catalog(snapshot)
            except CatalogError:
                snapshot = None
        if not self.matches:
            self._in_store(live.MOST_NAMES if snapshot is None else NEWEST_NAMES)

    def _in_catalog(self, snapshot: Snapshot) -> None:
        word = self._word
        self.matches += indexed.by_name(snapshot, word)
        self.tried.append("every name in the store")
        runs = [] if self._has_run else indexed.by_run(snapshot, word)
        self.matches += runs
        self.tried.append("every run")
        if not self.matches and self._version is not None:
            self.matches += indexed.by_version(snapshot, self._version)
            self.tried.append(f"{self._version.name} in version {self._version.version}")
        if not self.matches:
            self.matches += indexed.alone(snapshot, word)
            self.tried.append("every version")
        if not self.matches and is_address(word):
            self.matches += indexed.by_address(snapshot, word)
            self.tried.append("artifacts whose URI begins so")

    @property
    def _has_run(self) -> bool:
        return any(one.glyph == "run" for one in self.matches)

    def _in_store(self, most: int) -> None:
        self.matches += live.contexts_named(self._store, self._word)
        self.tried.append("workspaces, pipelines and runs of this name")
        names = live.Names(self._store, self._word, self._version, most)
        found = names.matches()
        # The members of a run that is found itself say nothing more.
        self.matches += (one for one in found if not (self._has_run and one.why == live.RUN))
        self.tried += names.tried
