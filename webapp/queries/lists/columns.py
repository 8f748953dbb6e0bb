"""The columns of the lists: which there are, which are shown, how they are named in an address."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from dataclasses import field as data
from functools import cached_property
from typing import Final

from webapp.catalog.query.editing import field_of
from webapp.catalog.query.fields import FORMS, WITH_KEY
from webapp.catalog.query.printing import text_of_field
from webapp.catalog.query.tree import Field
from webapp.errors import BadParameterError, QueryError
from webapp.metadata import Kind

MOST_COLUMNS: Final = 30
# What `more` says where labels, properties and parameters are offered as columns too.
MORE_COLUMNS: Final = Field("columns")
# Names in a list; a comma within quotes belongs to the name.
NAME: Final = re.compile(r'(?:"(?:[^"\\]|\\.)*"|[^,"])+|"')
KEYED: Final = {"metric": "Metric", "label": "Label", "property": "Property", "param": "Parameter"}
NUMERIC: Final = frozenset(
    {
        *("metric", "id", "duration", "producers", "consumers", "inputs", "outputs"),
        *("artifacts", "executions", "runs", "last"),
    }
)


# Equal by what they hold; without slots, since a page asks dozens for their names.
@dataclass(frozen=True)
class Column:
    """What stands in one column: `field` by its name in an address.

    `sort` is what the parameter of that name takes, "" where lists do not sort by it; `live` says
    whether the store itself can tell.
    """

    field: Field
    title: str = data(compare=False)
    sort: str = data(default="", compare=False)
    live: bool = data(default=True, compare=False)

    @property
    def name(self) -> str:
        """What it holds: metric of metric.auc."""
        return self.field.name

    @property
    def key(self) -> str:
        """The key of a keyed one, "" for others."""
        return self.field.key or ""

    @cached_property
    def text(self) -> str:
        """Its name in an address."""
        return text_of_field(self.field)

    @property
    def full_title(self) -> str:
        """The title where it stands among those of other kinds.

        >>> keyed_column(Field("param", "layers")).full_title
        'Parameter: layers'
        """
        return f"{KEYED[self.name]}: {self.title}" if self.key else self.title

    @property
    def numeric(self) -> bool:
        """Whether it holds numbers, which stand at the right."""
        return self.name in NUMERIC


def _column(name: str, title: str, sort: str = "", *, live: bool = True) -> Column:
    return Column(Field(name), title, sort, live)


SHARED: Final = (
    _column("type", "Type"),
    _column("workspace", "Workspace"),
    _column("run", "Run"),
    _column("owner", "Owner"),
    _column("state", "State"),
    _column("created", "Created", "created"),
    _column("updated", "Updated", "updated"),
    _column("labels", "Labels"),
    _column("id", "ID", "id"),
    _column("external_id", "External ID", live=False),
    _column("description", "Description", live=False),
)
COLUMNS: Final[Mapping[Kind, Mapping[str, Column]]] = {
    "artifact": {
        one.name: one
        for one in (
            *SHARED,
            _column("version", "Version"),
            _column("uri", "URI"),
            _column("used", "Last used", "used", live=False),
            _column("producers", "Producers", "producers", live=False),
            _column("consumers", "Consumers", "consumers", live=False),
        )
    },
    "execution": {
        one.name: one
        for one in (
            *SHARED,
            _column("started", "Started", "started"),
            _column("finished", "Finished", "finished"),
            _column("duration", "Duration", "duration"),
            _column("failure", "Failure"),
            _column("inputs", "Inputs", "inputs", live=False),
            _column("outputs", "Outputs", "outputs", live=False),
        )
    },
    "context": {
        one.name: one
        for one in (
            _column("type", "Type"),
            _column("artifacts", "Artifacts"),
            _column("executions", "Executions"),
            _column("runs", "Runs"),
            _column("days", "Executions per day"),
            _column("last", "Last activity"),
            _column("created", "Created", "created"),
            _column("updated", "Updated", "updated"),
            _column("labels", "Labels"),
            _column("description", "Description"),
            _column("id", "ID", "id"),
        )
    },
}
SHOWN: Final[Mapping[Kind, tuple[str, ...]]] = {
    "artifact": ("type", "workspace", "run", "owner", "created", "labels"),
    "execution": ("type", "state", "workspace", "run", "created", "duration"),
    "context": ("type", "artifacts", "executions", "runs", "days", "last", "created"),
}


def shown_columns(kind: Kind, metric: str = "") -> tuple[Column, ...]:
    """The columns of a list whose request leaves them to it; `metric` is one worth a column."""
    columns = tuple(COLUMNS[kind][name] for name in SHOWN[kind])
    return (*columns, keyed_column(Field("metric", metric))) if metric else columns


def keyed_column(field: Field) -> Column:
    """The column of one label, metric, property or parameter."""
    sort = text_of_field(field) if field.name == "metric" else ""
    return Column(field, field.key or "", sort, field.name in {"metric", "label"})


def columns_named(kind: Kind, names: Iterable[str]) -> tuple[Column, ...]:
    """The columns of those names, each once; raises BadParameterError for others.

    >>> [one.title for one in columns_named("artifact", split('type,metric."a,b"'))]
    ['Type', 'a,b']
    """
    found = dict.fromkeys(_named(kind, name) for name in names)
    if len(found) > MOST_COLUMNS:
        raise BadParameterError("columns", f"{len(found)}", f"it takes at most {MOST_COLUMNS}")
    return tuple(found)


def split(text: str) -> list[str]:
    """The names in a parameter that lists several, separated by commas.

    >>> split('type, label."a,b",')
    ['type', 'label."a,b"']
    """
    return [name for one in NAME.findall(text) if (name := one.strip())]


def _named(kind: Kind, name: str) -> Column:
    known = COLUMNS[kind]
    if name in known:
        return known[name]
    try:
        field = field_of(name)
    except QueryError:
        field = Field("")
    if field.key is None or FORMS[field.name] not in WITH_KEY or kind == "context":
        keyed = () if kind == "context" else (f"{name}.KEY" for name in KEYED)
        expected = f"the columns are {', '.join((*known, *keyed))}"
        raise BadParameterError("columns", name, expected)
    return keyed_column(field)
