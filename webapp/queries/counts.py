"""A number of rows, and whether it is all of them."""

from msgspec import Struct


class Count(Struct, frozen=True):
    """A number of rows; a lower bound where it is not exact."""

    number: int
    exact: bool = True
