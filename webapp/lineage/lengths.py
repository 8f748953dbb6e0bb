"""Lengths as SVG writes them."""

from functools import lru_cache


# A picture has thousands, and the same ones again: whatever stands in one column, or one row.
@lru_cache(maxsize=8_192)
def px(number: float) -> str:
    """A length to a tenth of a pixel.

    >>> px(12.04), px(-3.26)
    ('12', '-3.3')
    """
    return f"{number:.1f}".removesuffix(".0")
