"""Facets as a page shows them: values with their counts, each a link that chooses it or lets go."""

from collections.abc import Callable, Iterable, Sequence
from typing import Final, Literal

from msgspec import Struct
from msgspec.structs import replace

from webapp.catalog.query.editing import field_of
from webapp.catalog.query.fields import COUNTED, COUNTED_BY_KEY
from webapp.catalog.query.printing import text_of_field
from webapp.catalog.query.tree import Exists, Field, Query
from webapp.errors import BadParameterError, QueryError
from webapp.metadata import Kind
from webapp.queries.counts import Count
from webapp.queries.lists.columns import split

MOST_FACETS: Final = 40
SHOWN: Final = 10  # values of a facet beside the table
MOST_SHOWN: Final = 200  # of one that is shown at length
# What has keys of its users' choosing, offered as columns; asked for by name alone: its most
# frequent keys.
GROUPS: Final[tuple[Literal["label", "property", "param"], ...]] = ("label", "property", "param")
TITLES: Final = {"param": "Parameter", "label": "Label", "property": "Property"}
FACETS: Final[dict[Kind, tuple[Field, ...]]] = {
    "artifact": tuple(map(Field, ("workspace", "type", "state", "owner", "run", "label"))),
    "execution": tuple(map(Field, ("workspace", "type", "state", "owner", "run", "label"))),
    "context": tuple(map(Field, ("type", "label"))),
}


class Choice(Struct, frozen=True):
    """A value with the rows it stands for; `search` leads to the list that chooses it, or not."""

    value: str
    label: str
    count: Count
    selected: bool
    search: str


class Facet(Struct, frozen=True):
    """The values of one field, most rows first.

    `more` leads to the same list with more of them, None where all are here, and is alone where
    there are too many to count unasked; `less` leads back from there, where those are shown that
    hold `find`. `left_out` were not counted at all, `counting`
    says that some are still being counted.
    """

    field: Field
    title: str
    choices: tuple[Choice, ...] = ()
    keys: tuple["Key", ...] = ()
    more: str | None = None
    less: str | None = None
    find: str = ""
    left_out: int = 0
    counting: bool = False

    @property
    def text(self) -> str:
        """The field as it stands in a filter."""
        return text_of_field(self.field)

    @property
    def is_alone(self) -> bool:
        """Whether it leads to no longer and no shorter one."""
        return self.more is None and self.less is None

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to choose."""
        return self.is_alone and not (self.choices or self.keys or self.counting)


class Key(Struct, frozen=True):
    """A key of labels, properties or parameters with the rows that have it.

    `has` is the choice of all that have the key; `opened` leads to the list that shows the key's
    `values`, or hides them.
    """

    has: Choice
    opened: str
    values: Facet | None = None


def facets_named(text: str) -> tuple[Field, ...]:
    """The facets that a parameter names; raises BadParameterError for what is not counted."""
    found = tuple(dict.fromkeys(facet_named("facets", name) for name in split(text)))
    if len(found) > MOST_FACETS:
        raise BadParameterError("facets", text, f"it takes at most {MOST_FACETS}")
    return found


def facet_named(parameter: str, name: str) -> Field:
    """The facet of that name.

    >>> facet_named("facets", "label.team"), facet_named("facets", "label")
    (Field(name='label', key='team'), Field(name='label', key=None))
    """
    if name in GROUPS:
        return Field(name)
    try:
        field = field_of(name)
    except QueryError:
        field = Field("")
    if field.name not in (COUNTED if field.key is None else COUNTED_BY_KEY):
        keyed = (f"{group}.KEY" for group in GROUPS)
        known = ", ".join((*sorted(COUNTED), *GROUPS, *keyed))
        raise BadParameterError(parameter, name, f"what is counted is {known}")
    return field


def title(field: Field) -> str:
    """The facet's heading.

    >>> title(Field("workspace")), title(Field("param", "lr"))
    ('Workspace', 'Parameter lr')
    """
    name = TITLES.get(field.name, field.name.capitalize())
    return name if field.key is None else f"{name} {field.key}"


def switched(choices: Sequence[str], value: str, same: Callable[[str], bool]) -> tuple[str, ...]:
    """The choices with the value, or, where it is among them in any words, without it.

    >>> switched(("a", "B"), "b", lambda choice: choice.lower() == "b")
    ('a',)
    >>> switched(("a",), "b", lambda choice: choice == "b")
    ('a', 'b')
    """
    others = tuple(choice for choice in choices if not same(choice))
    return others if len(others) < len(choices) else (*choices, value)


def having(query: Query, field: Field) -> Query:
    """The query that asks for any value of the field, or no longer does."""
    wish = Exists(field)
    rest = tuple(clause for clause in query.clauses if clause != wish)
    return Query((*rest, wish) if len(rest) == len(query.clauses) else rest)


def told_apart(choices: Iterable[Choice]) -> tuple[Choice, ...]:
    """The choices; those that would look alike by their whole values."""
    found = tuple(choices)
    labels = [one.label for one in found]
    return tuple(
        replace(one, label=one.value) if labels.count(one.label) > 1 else one for one in found
    )
