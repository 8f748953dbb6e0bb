"""What a word that somebody has at hand leads to: an id, a URI, a name."""

import re
from dataclasses import dataclass
from typing import Final

from webapp.errors import BadParameterError
from webapp.metadata import MAX_ID, Context, Kind
from webapp.queries.live.windows import RESERVE
from webapp.queries.matches import Match, match_of, names_of
from webapp.store.client import Store
from webapp.store.pages import read_ids, read_page
from webapp.store.paging import LARGEST_PAGE, Listing, Record

LONGEST_WORD: Final = 4000
MOST_NAMES: Final = 1000  # newest artifacts, and as many executions, whose names are looked at
MOST_TYPES: Final = 50  # context types in which a name is looked for
MOST_MATCHES: Final = 100
ID: Final = re.compile(
    r"(?:(?P<kind>artifact|execution|workspace|context)s?[:/# ]+|#)?(?P<id>\d{1,19})",
    re.IGNORECASE | re.ASCII,
)
KINDS: Final[dict[str, tuple[Kind, ...]]] = {
    "artifact": ("artifact",),
    "execution": ("execution",),
    "workspace": ("context",),
    "context": ("context",),
    "": ("artifact", "execution"),
}


@dataclass(frozen=True, slots=True)
class Resolved:
    """Where a word leads; `tried` says what was looked for, `more` that not every match is here."""

    word: str
    matches: tuple[Match, ...] = ()
    tried: tuple[str, ...] = ()
    more: bool = False


def resolve(store: Store, text: str) -> Resolved:
    """What `text` means: an id, else a URI, else a name; BadParameterError if it is too long."""
    word = text.strip()
    if len(word) > LONGEST_WORD:
        raise BadParameterError("q", word, f"it takes at most {LONGEST_WORD:,} characters")
    if not word:
        return Resolved(word)
    search = _Search(store, word)
    for look in (search.by_id, search.by_uri, search.by_name):
        look()
        if search.matches:
            break
    # A context may be reached through several types; every record is listed once.
    matches = tuple({(one.kind, one.id): one for one in search.matches}.values())
    tried = tuple(search.tried)
    return Resolved(word, matches[:MOST_MATCHES], tried, len(matches) > MOST_MATCHES)


class _Search:
    """One word on its way through the store."""

    def __init__(self, store: Store, word: str) -> None:
        self.matches: list[Match] = []
        self.tried: list[str] = []
        self._store = store
        self._word = word

    def by_id(self) -> None:
        """Nothing; what has the word as its id is found."""
        found = ID.fullmatch(self._word)
        if found is None or int(found["id"]) > MAX_ID:
            return
        said = (found["kind"] or "").lower()
        for kind in KINDS[said]:
            records, unreadable = read_ids(self._store, kind, [int(found["id"])])
            self.matches += (match_of(one, "by its id") for one in records.values())
            self.matches += (
                Match(kind, one, f"{kind.capitalize()} #{one}", why="by its id, and cannot be read")
                for one in unreadable
            )
        kinds = said or "artifact and execution"
        self.tried.append(f"the {kinds} with the id {int(found['id'])}")

    def by_uri(self) -> None:
        """Nothing; artifacts with the word as their URI are found."""
        records = self._store.artifacts_by_uri(self._word)
        self.matches += (match_of(one, "by its URI") for one in records)
        self.tried.append("artifacts with exactly this URI")

    def by_name(self) -> None:
        """Nothing; what has the word as its name, with or without a version, is found."""
        types = self._store.types("context")[:MOST_TYPES]
        contexts = (self._store.context_by_name(one.name, self._word) for one in types)
        self.matches += (
            match_of(one, "by its name") for one in contexts if isinstance(one, Context)
        )
        self.tried.append("workspaces, pipelines and runs of this name")
        for kind in ("artifact", "execution"):
            self._named(kind)

    def _named(self, kind: Kind) -> None:
        listing, looked_at, ended = Listing(), 0, False
        while not ended and looked_at < MOST_NAMES and self._store.seconds_left > RESERVE:
            page = read_page(self._store, kind, listing, LARGEST_PAGE)
            looked_at += len(page.records)
            self.matches += (match for one in page.records if (match := self._match(one)))
            ended = page.end is None
            listing = Listing(after=page.end)
        among = "all" if ended else f"the newest {looked_at:,}"
        self.tried.append(f"the names, versions and runs of {among} {kind}s")

    def _match(self, record: Record) -> Match | None:
        names = names_of(record)
        if self._word.casefold() in names.words:
            return match_of(record, "by its name")
        return match_of(record, "by its run") if self._word == names.run else None
