"""What a word means, looked up in the store itself: exact, but of names only the newest."""

from typing import Final

from webapp.metadata import Artifact, Context, Kind
from webapp.queries.live.scope import workspaces_named
from webapp.queries.live.windows import RESERVE
from webapp.queries.matches import Match, gathered, match_of, names_of
from webapp.queries.resolve.word import Number, Versioned, is_address
from webapp.store.client import Store
from webapp.store.contexts import context_named
from webapp.store.pages import read_ids, read_page
from webapp.store.paging import LARGEST_PAGE, Listing, Record

MOST_NAMES: Final = 1000  # newest artifacts, and as many executions, whose names are looked at
MOST_TYPES: Final = 50  # context types in which a name is looked for
NAME: Final = "by its name"
VERSION: Final = "by its name and version"
LATEST: Final = "newest of its name"
RUN: Final = "by its run"
ADDRESS: Final = "by the beginning of its URI"
WHYS: Final = (NAME, VERSION, LATEST, RUN, ADDRESS)


def by_id(store: Store, number: Number) -> list[Match]:
    """The records with that id, those that cannot be read among them."""
    matches: list[Match] = []
    for kind in number.kinds:
        records, unreadable = read_ids(store, kind, [number.id])
        events = store.events_of_artifacts(records) if kind == "artifact" and records else ()
        matches += (match_of(one, "by its id", events) for one in records.values())
        matches += (
            Match(kind, one, f"{kind.capitalize()} #{one}", why="by its id, and cannot be read")
            for one in unreadable
        )
    return matches


def by_uri(store: Store, uri: str) -> list[Match]:
    """The artifacts with exactly that URI."""
    return [match_of(one, "by its URI") for one in store.artifacts_by_uri(uri)]


def contexts_named(store: Store, name: str) -> list[Match]:
    """The workspaces, pipelines and runs of exactly that name that can be read."""
    types = store.types("context")[:MOST_TYPES]
    found = (context_named(store, one.name, name) for one in types)
    return [match_of(one, "by its name") for one in found if isinstance(one, Context)]


class Names:
    """The newest names of one store, looked through for a word."""

    def __init__(self, store: Store, word: str, version: Versioned | None, most: int) -> None:
        self.tried: list[str] = []
        self._store = store
        self._word = word
        self._version = version
        self._most = most

    def matches(self) -> list[Match]:
        """The artifacts and executions that the word names, and the runs of that name."""
        found: dict[str, list[Match]] = {why: [] for why in WHYS}
        for kind in ("artifact", "execution"):
            for record in self._newest(kind):
                why = self._why(record)
                if why:
                    found[why].append(match_of(record, why))
        found[RUN] = gathered(found[RUN], self._word, self._workspace)
        found[LATEST] = first_of_each(found[LATEST])
        return [one for why in WHYS for one in found[why]]

    def _newest(self, kind: Kind) -> list[Record]:
        listing, records, ended = Listing(), list[Record](), False
        while not ended and len(records) < self._most and self._store.seconds_left > RESERVE:
            page = read_page(self._store, kind, listing, LARGEST_PAGE)
            records += page.records
            ended = page.end is None
            listing = Listing(after=page.end)
        among = "all" if ended else f"the newest {len(records):,}"
        self.tried.append(f"the names, versions and runs of {among} {kind}s")
        return records

    def _why(self, record: Record) -> str:
        """In which way the word means the record, "" if it does not."""
        names, wanted = names_of(record), self._version
        if self._word.casefold() in names.words:
            return NAME
        if self._word == names.run:
            return RUN
        if not isinstance(record, Artifact):
            return ""
        if wanted is not None and wanted.name.casefold() == names.name:
            versions = {one.casefold() for one in wanted.versions}
            return LATEST if wanted.is_latest else VERSION if names.version in versions else ""
        starts = is_address(self._word) and record.uri.startswith(self._word)
        return ADDRESS if starts else ""

    def _workspace(self, name: str) -> int | None:
        found = next(iter(workspaces_named(self._store, name)), None) if name else None
        return found.id if found else None


def first_of_each(matches: list[Match]) -> list[Match]:
    """The first of the matches in each workspace and of each type."""
    found: dict[tuple[str, str], Match] = {}
    for one in matches:
        found.setdefault((one.workspace, one.type), one)
    return list(found.values())
