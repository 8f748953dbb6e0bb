"""A picture as PNG, drawn by resvg: no browser, and the same fonts on every machine."""

import zlib
from functools import cache
from typing import Final

from webapp.late import Late

fontpkg = Late("fontpkg")
resvg_py = Late("resvg_py")

SCALE: Final = 2.0
# Beyond this many pixels a picture is drawn smaller: memory and time grow with its area.
MOST_PIXELS: Final = 24_000_000
HEADER: Final = 33  # bytes of the signature and of IHDR, which comes first


def png(svg: str, width: float, height: float, note: str = "") -> bytes:
    """The picture at twice its size, or as large as it may get; a `note` is its comment."""
    zoom = min(SCALE, (MOST_PIXELS / max(width * height, 1.0)) ** 0.5)
    drawn = resvg_py.svg_to_bytes(
        svg_string=svg,
        zoom=zoom,
        font_files=[_font()],
        font_family="Inter",
        sans_serif_family="Inter",
    )
    return commented(bytes(drawn), note) if note else bytes(drawn)


def commented(drawn: bytes, note: str) -> bytes:
    """The PNG with a text behind its header: length, name, data and checksum of a chunk."""
    data = b"tEXtComment\0" + note.encode("latin-1", "replace")
    size, check = len(data) - len(b"tEXt"), zlib.crc32(data)
    chunk = size.to_bytes(4, "big") + data + check.to_bytes(4, "big")
    return drawn[:HEADER] + chunk + drawn[HEADER:]


@cache
def _font() -> str:
    return str(fontpkg.path("Inter"))
