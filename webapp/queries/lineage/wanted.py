"""What a lineage page is asked for: all of it stands in the page's address."""

from collections.abc import Mapping
from datetime import datetime
from functools import cached_property, lru_cache
from typing import ClassVar, Final
from urllib.parse import quote

from msgspec import Struct, field
from msgspec.structs import replace

from webapp.errors import BadParameterError
from webapp.lineage.bounds import MOST_NODES, NODES, Bounds
from webapp.lineage.opened import Branch, Opened, RunKey
from webapp.lineage.records import Hidden, Key
from webapp.queries.lineage.parameters import HOPS, end, hops, hops_text, limit, moment

PARAMETERS: Final = (
    *("up", "down", "limit", "as_of", "group", "open", "find", "select", "from", "to", "pin"),
)
MOST_SELECTED: Final = 12
LONGEST_FIND: Final = 200
GROUPS: Final = ("run",)


# Without slots: a page asks for its parameters dozens of times, and they are found once.
class Wanted(Struct, frozen=True, dict=True):
    """How far a lineage goes, how it is looked at, and what is asked of it.

    `up` and `down` count artifacts, None for all. `as_of` stays as it was written. `unread` holds
    the parts of `open` and `select` that name nothing. `page` is the path of a page that is none
    of the start's own. `names` are the parameters that such a page has.
    """

    names: ClassVar[tuple[str, ...]] = PARAMETERS

    start: Key
    up: int | None = HOPS
    down: int | None = HOPS
    limit: int = NODES
    as_of: str = ""
    group: str = ""
    opened: Opened = field(default_factory=Opened)
    find: str = ""
    selected: tuple[Key, ...] = ()
    source: Key | None = None
    target: Key | None = None
    pin: str = ""
    unread: tuple[str, ...] = ()
    page: str = ""

    @property
    def time(self) -> datetime | None:
        """The end of `as_of`: of a day, its last moment."""
        return moment(self.as_of) if self.as_of else None

    @property
    def bounds(self) -> Bounds:
        """How far the walk goes."""
        return Bounds(self.up, self.down, self.limit, self.time, self.opened.branches)

    @property
    def path(self) -> str:
        """The path of the start's own page."""
        return f"/{self.start.kind}s/{self.start.id}"

    @property
    def place(self) -> str:
        """The path of the page that shows it."""
        return self.page or f"{self.path}/lineage"

    @cached_property
    def parameters(self) -> dict[str, str]:
        """The parameters that say all this, without those that are as they would be anyway."""
        said = {
            "up": "" if self.up == HOPS else hops_text(self.up),
            "down": "" if self.down == HOPS else hops_text(self.down),
            "limit": "" if self.limit == NODES else str(self.limit),
            "as_of": self.as_of,
            "group": self.group,
            "open": str(self.opened),
            "find": self.find,
            "select": ",".join(str(key) for key in self.selected),
            "from": str(self.source or ""),
            "to": str(self.target or ""),
            "pin": self.pin,
        }
        return {name: said[name] for name in PARAMETERS if said[name]}

    @property
    def reach(self) -> dict[str, str]:
        """The parameters that say how far it goes, those as well that are as they would be anyway.

        >>> Wanted(Key("artifact", 26), up=None, find="a").reach
        {'up': 'all', 'down': '2', 'limit': '150'}
        """
        ends = {name: self.parameters[name] for name in ("from", "to") if name in self.parameters}
        if ends:
            return {"from": str(self.start), "to": str(self.start), **ends, **self._date}
        hops = {"up": hops_text(self.up), "down": hops_text(self.down)}
        return {**hops, "limit": str(self.limit), **self._date}

    @property
    def _date(self) -> dict[str, str]:
        return {"as_of": self.as_of} if self.as_of else {}

    def query(self, without: str = "", **changes: str) -> str:
        """The parameters as the end of an address, some of them changed or left out ("").

        >>> Wanted(Key("artifact", 26), up=None, find="a b").query(find="", down="1")
        '?up=all&down=1'
        """
        said: Mapping[str, str] = {**self.parameters, **changes}
        left_out = without.split()
        kept = {name: said[name] for name in self.names if said.get(name) and name not in left_out}
        # Names of parameters are plain.
        pairs = "&".join(f"{name}={_quoted(value)}" for name, value in kept.items())
        return f"?{pairs}" if pairs else ""

    def following(self, branch: Branch, count: int) -> str:
        """The path and parameters of a page that shows more of a branch with `count` left out.

        A branch that is opened already goes on as a lineage of its own.
        """
        if branch not in self.opened.branches:
            opened = str(self.opened.with_branch(branch))
            return f"{self.place}{self.query(open=opened)}"
        at = branch.at if isinstance(branch.at, Key) else branch.at.key
        up, down = ("1", "0") if branch.direction == "up" else ("0", "1")
        limit = str(min(max(2 * count, NODES), MOST_NODES))
        around = Wanted(at, as_of=self.as_of, group=self.group)
        return f"{around.place}{around.query(up=up, down=down, limit=limit)}"

    def beside(self, there: Hidden) -> str:
        """The same for what a lineage hides."""
        return self.following(Branch(there.at, there.direction), there.count)

    def toggling(self, run: RunKey, *, is_open: bool) -> str:
        """The parameters with a run opened, or closed."""
        return self.query(open=str(self.opened.with_run(run, is_open=is_open)))


@lru_cache(maxsize=256)  # a page has a hundred links that differ in one parameter
def _quoted(value: str) -> str:
    return quote(value, safe="/,:")


def wanted(start: Key, said: Mapping[str, str]) -> Wanted:
    """What the parameters of an address ask for; BadParameterError where they cannot be read."""
    opened = Opened.parse(said.get("open", ""))
    words = [word.strip() for word in said.get("select", "").split(",") if word.strip()]
    keys = {word: Key.parse(word) for word in words}
    selected = tuple(dict.fromkeys(key for key in keys.values() if key is not None))
    as_of = said.get("as_of", "").strip()
    if as_of:
        moment(as_of)
    group = said.get("group", "").strip()
    if group not in ("", "none", *GROUPS):
        raise BadParameterError("group", group, f"it takes {', '.join(GROUPS)}")
    return Wanted(
        start=start,
        up=hops(said, "up"),
        down=hops(said, "down"),
        limit=limit(said.get("limit", "").strip()),
        as_of=as_of,
        group="" if group == "none" else group,
        opened=replace(opened, unread=()),
        find=" ".join(said.get("find", "").split())[:LONGEST_FIND],
        selected=selected[:MOST_SELECTED],
        source=end(said, "from"),
        target=end(said, "to"),
        pin=said.get("pin", "").strip()[:64],
        unread=(*opened.unread, *(word for word, key in keys.items() if key is None)),
    )
