"""Key facts: what one wants to know of a record first, one line each."""

from collections.abc import Iterator
from datetime import datetime
from typing import Final

from msgspec import Struct

from webapp.metadata import Artifact, Context, Execution, Properties, Value
from webapp.producers.scrubbing import scrubbed, without_keys
from webapp.queries.phrases import Link
from webapp.queries.whereabouts import Whereabouts
from webapp.queries.written import one_line
from webapp.texts import cut_at

MOST_FACTS: Final = 16  # of what the producer told; the rest stands among the properties
LONGEST_FACT: Final = 400
LONGEST_COPIED: Final = 8_000
ACRONYMS: Final = frozenset({"id", "uid", "uri", "url", "tfx"})
WORDS: Final = {"training_framework": "Framework", "uri": "URI", "url": "URL"}


class Pod(Struct, frozen=True):
    """Where a container ran; `namespace` is "" where nobody told it."""

    namespace: str
    name: str


class Fact(Struct, frozen=True):
    """A term and what holds: text, which may be a link, URI or pod, or a time or a span of it.

    `copied` is all of a text that one would copy, for `text` may be only its start.
    """

    term: str
    text: str = ""
    link: Link | None = None
    uri: str = ""
    pod: Pod | None = None
    time: datetime | None = None
    seconds: float | None = None
    mono: bool = False
    copied: str = ""


def type_fact(record: Artifact | Execution | Context, short: str) -> Fact:
    """The type of a record, by its short name."""
    kind = type(record).__name__.lower()
    return Fact("Type", cut_at(short, LONGEST_FACT), Link("type", record.type_id, kind))


def told(facts: Properties) -> Iterator[Fact]:
    """What a producer told, its names as words."""
    for name, value in list(facts.items())[:MOST_FACTS]:
        yield Fact(term(name), cut_at(framework(value) or one_line(value), LONGEST_FACT))


def places(home: Whereabouts) -> Iterator[Fact]:
    """The workspace and the run, where any is recorded."""
    if home.workspace:
        yield Fact("Workspace", cut_at(home.workspace, LONGEST_FACT), home.workspace_link)
    if home.run:
        yield Fact("Run", cut_at(home.run, LONGEST_FACT), home.run_link)


def context_facts(home: Whereabouts) -> Iterator[Fact]:
    """The contexts that hold a record, by the short names of their types."""
    for line in home.contexts[:MOST_FACTS]:
        yield Fact(term(line.reading.type), cut_at(line.reading.name, LONGEST_FACT), line.link)
    if (more := len(home.contexts) - MOST_FACTS) > 0:
        yield Fact("More", f"{more:,} contexts, in the JSON twin")
    if home.unreadable:
        some = ", ".join(f"#{one}" for one in home.unreadable[:MOST_FACTS])
        yield Fact("Unreadable", f"contexts that the store cannot read: {some}")


def moments(record: Artifact | Execution | Context) -> Iterator[Fact]:
    """When the store got the record and when it last changed."""
    if record.created is not None:
        yield Fact("Created", time=record.created)
    if record.updated is not None and record.updated != record.created:
        yield Fact("Updated", time=record.updated)


def texts(**named: str) -> Iterator[Fact]:
    """A fact for every text that is not empty, secrets masked."""
    for name, stored in named.items():
        if text := scrubbed(stored):
            mono = name == "external_id"
            whole = copyable(text) if mono else ""
            yield Fact(term(name), cut_at(text, LONGEST_FACT), mono=mono, copied=whole)


def location(uri: str) -> Iterator[Fact]:
    """Where the artifact's content is."""
    if uri:
        shown = without_keys(uri)
        whole = shown == uri and len(uri) <= LONGEST_FACT
        text, link = cut_at(shown, LONGEST_FACT), uri if whole else ""
        yield Fact("URI", text, uri=link, mono=True, copied=copyable(shown))


def copyable(text: str) -> str:
    """The whole text, or "" where it is too long for a page: a part of it would be of no use.

    >>> copyable("gs://bucket"), copyable("x" * 10_000)
    ('gs://bucket', '')
    """
    return text if len(text) <= LONGEST_COPIED else ""


def term(name: str) -> str:
    """A property's name in words.

    >>> term("model_type"), term("training_framework"), term("pod_uid"), term("inputs.x")
    ('Model type', 'Framework', 'Pod UID', 'Inputs.x')
    """
    known = WORDS.get(name)
    if known is not None:
        return known
    words = [w.upper() if w in ACRONYMS else w for w in name.split("_") if w]
    shown = cut_at(" ".join(words) or name, 40)
    return shown[:1].upper() + shown[1:]


def framework(value: Value) -> str:
    """A name with its version, "" for what is none.

    >>> framework({"name": "tensorflow", "version": "v1.0"}), framework({"a": 1})
    ('tensorflow v1.0', '')
    """
    if not isinstance(value, dict) or not value.keys() <= {"name", "version"}:
        return ""
    return " ".join(str(one) for one in (value.get("name"), value.get("version")) if one)
