"""A picture as PNG, drawn by resvg: no browser, and the same fonts on every machine."""

from functools import cache
from typing import Final

from webapp.late import Late

fontpkg = Late("fontpkg")
resvg_py = Late("resvg_py")

SCALE: Final = 2.0
# Beyond this many pixels a picture is drawn smaller: memory and time grow with its area.
MOST_PIXELS: Final = 24_000_000


def png(svg: str, width: float, height: float) -> bytes:
    """The picture at twice its size, or as large as it may get."""
    zoom = min(SCALE, (MOST_PIXELS / max(width * height, 1.0)) ** 0.5)
    drawn = resvg_py.svg_to_bytes(
        svg_string=svg,
        zoom=zoom,
        font_files=[_font()],
        font_family="Inter",
        sans_serif_family="Inter",
    )
    return bytes(drawn)


@cache
def _font() -> str:
    return str(fontpkg.path("Inter"))
