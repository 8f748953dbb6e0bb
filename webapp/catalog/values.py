"""Values of fields with how often they occur, and the columns in which they stand."""

from msgspec import Struct

from webapp.catalog.query.tree import Field
from webapp.catalog.terms import path


class Value(Struct, frozen=True):
    """A value of a field, how many records have it, and whether the query chooses it."""

    value: str
    count: int
    chosen: bool = False


def column_of(field: Field) -> str:
    """The column that holds the field's values, or those under its key.

    >>> column_of(Field("owner")), column_of(Field("label", "team"))
    ('owner', 'text.label.team')
    """
    return field.name if field.key is None else f"text.{field.name}.{path(field.key)}"
