"""What a comparison is asked to hold: which records, in which order."""

import re
from collections.abc import Iterable
from typing import Final, Literal, TypeAlias

from msgspec import Struct

from webapp.errors import BadParameterError
from webapp.metadata import MAX_ID

Comparable: TypeAlias = Literal["artifact", "execution"]

MOST_SIDES: Final = 5  # records side by side
MOST_POINTS: Final = 200  # records in one chart
ID: Final = re.compile(r"(?:(artifact|execution)s?[/:])?#?([0-9]{1,19})")
EXPECTED: Final = "it takes ids, as 26,41; executions as execution/19,execution/21"


class Asked(Struct, frozen=True):
    """Records of one kind, each once and in the order given.

    `repeated` were named more than once, `left_out` are those beyond what a page holds, `others`
    are of the other kind than the first. `query` is what found them, "" where they were named.
    """

    kind: Comparable
    ids: tuple[int, ...] = ()
    repeated: tuple[int, ...] = ()
    left_out: int = 0
    others: tuple[int, ...] = ()
    query: str = ""

    @property
    def parameters(self) -> dict[str, str]:
        """The parameters that ask for the same.

        >>> Asked("execution", (19, 21)).parameters, Asked("artifact", query="a").parameters
        ({'ids': 'execution/19,execution/21'}, {'q': 'a'})
        """
        if not self.query:
            return {"ids": ids_text(self.kind, self.ids)}
        return {"q": self.query, **({} if self.kind == "artifact" else {"kind": self.kind})}

    @property
    def other_kind(self) -> Comparable:
        """The kind of `others`."""
        return "execution" if self.kind == "artifact" else "artifact"

    @property
    def others_text(self) -> str:
        """The parameter `ids` for `others`."""
        return ids_text(self.other_kind, self.others)

    @property
    def is_chart(self) -> bool:
        """Whether there are more than fit side by side."""
        return len(self.ids) > MOST_SIDES


def ids_text(kind: Comparable, ids: Iterable[int]) -> str:
    """The ids as a parameter.

    >>> ids_text("artifact", (26, 41)), ids_text("execution", (19, 21))
    ('26,41', 'execution/19,execution/21')
    """
    before = "" if kind == "artifact" else f"{kind}/"
    return ",".join(f"{before}{one}" for one in ids)


def canonical(texts: Iterable[str]) -> str:
    """The one parameter that says what several do; BadParameterError for what are no ids.

    >>> canonical(["26", "artifact/41", " execution:19 ,,"])
    '26,41,execution/19'
    """
    return ",".join(ids_text(kind, (one,)) for kind, one in _named(texts))


def asked_for(text: str) -> Asked:
    """The records that the parameter names; BadParameterError for what are no ids.

    >>> asked = asked_for("26,41,26,execution/3")
    >>> asked.ids, asked.repeated, asked.others
    ((26, 41), (26,), (3,))
    """
    named = _named([text])
    kind = named[0][0] if named else "artifact"
    own = [one for other, one in named if other == kind]
    distinct = tuple(dict.fromkeys(own))
    return Asked(
        kind=kind,
        ids=distinct[:MOST_POINTS],
        repeated=tuple(one for one in distinct if own.count(one) > 1),
        left_out=len(distinct[MOST_POINTS:]),
        others=tuple(dict.fromkeys(one for other, one in named if other != kind)),
    )


def _named(texts: Iterable[str]) -> list[tuple[Comparable, int]]:
    words = [word for text in texts for part in text.split(",") if (word := part.strip())]
    return [_record(word) for word in words]


def _record(word: str) -> tuple[Comparable, int]:
    found = ID.fullmatch(word)
    if found is None or int(found[2]) > MAX_ID:
        raise BadParameterError("ids", word, EXPECTED)
    return ("execution" if found[1] == "execution" else "artifact"), int(found[2])
