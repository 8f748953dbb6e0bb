"""A number of rows, and whether it is all of them."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Count:
    """A number of rows; a lower bound where it is not exact."""

    number: int
    exact: bool = True
