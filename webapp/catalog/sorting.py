"""In which order a list comes, and where in it a page begins."""

import re

from msgspec import Struct

from webapp.catalog.query.editing import field_of
from webapp.catalog.query.printing import text_of_field
from webapp.catalog.query.tree import Field
from webapp.catalog.schema import NUMBERS
from webapp.errors import BadParameterError, QueryError
from webapp.metadata import MAX_ID, Kind

SORTED_BY = ("name", "id", *NUMBERS)
CURSOR = re.compile(r"(?P<id>[0-9]{1,19})(?:\.(?:(?P<number>-?[0-9]{1,19})|n(?P<name>[0-9a-f]*)))?")
MOST_CURSOR = 2_000
CREATED = Field("created")


class Sort(Struct, frozen=True):
    """By a field (a column, `name`, or `metric` with its key), then by id in the same direction.

    Records without the metric come last both ways; without a time or count, as if it were the
    lowest.
    """

    field: Field = CREATED
    descending: bool = True
    missing_first: bool = False

    def __str__(self) -> str:
        return ("-" if self.descending else "") + text_of_field(self.field)

    @classmethod
    def parse(cls, text: str, kind: Kind = "artifact") -> "Sort":
        """The order that a parameter of a list names, as "-created"; raises BadParameterError.

        >>> str(Sort.parse("metric.accuracy")), str(Sort.parse("-name"))
        ('metric.accuracy', '-name')
        """
        try:
            field = field_of(text.removeprefix("-"))
        except QueryError:
            field = Field("")
        # Contexts have no metrics.
        if field.name not in SORTED_BY and (field.name != "metric" or kind == "context"):
            known = f"sort by {', '.join(SORTED_BY)}"
            whole = f"workspaces {known}" if kind == "context" else f"lists {known} or metric.KEY"
            raise BadParameterError("sort", text, whole)
        return cls(field, text.startswith("-"))

    @property
    def backwards(self) -> "Sort":
        """The same order from its end to its beginning."""
        return Sort(self.field, not self.descending, not self.missing_first)

    @property
    def keys(self) -> tuple[type, ...]:
        """What a cursor's key can be in this order."""
        match self.field.name:
            case "name":
                return (str,)
            case "metric":
                return int, type(None)
            case _:
                return (int,)


class Cursor(Struct, frozen=True):
    """The place of a row in an order: what it is sorted by (None where it has no such metric)."""

    key: int | str | None
    id: int

    def __str__(self) -> str:
        """The cursor as a parameter: letters, digits, dots and minus signs.

        >>> str(Cursor(1700000000000, 26)), str(Cursor("6d", 26)), str(Cursor(None, 26))
        ('26.1700000000000', '26.n6d', '26')
        """
        match self.key:
            case None:
                return f"{self.id}"
            case str():
                return f"{self.id}.n{self.key}"
            case _:
                return f"{self.id}.{self.key}"

    @classmethod
    def parse(cls, name: str, text: str, sort: Sort) -> "Cursor":
        """The cursor that the parameter `name` holds for a list in that order.

        Raises BadParameterError for what is none, or one of another order.
        """
        found = CURSOR.fullmatch(text) if len(text) <= MOST_CURSOR else None
        key: int | str | None = None
        if found is not None:
            key = found["name"] if found["number"] is None else int(found["number"])
        if found is None or not isinstance(key, sort.keys) or not _fits(found["id"], key):
            raise BadParameterError(name, text, "it has to come from a link of this list")
        return cls(key, int(found["id"]))


def _fits(record_id: str, key: int | str | None) -> bool:
    """Whether numbers are none that neither a store nor the index can have."""
    return int(record_id) <= MAX_ID and (not isinstance(key, int) or -MAX_ID - 1 <= key <= MAX_ID)
