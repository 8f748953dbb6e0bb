"""How numbers are written in pages: counts, metrics, spans, sizes. Pure."""

import math
from typing import Final

NONE: Final = "–"  # what a column shows where nothing is recorded
MINUS: Final = "−"
KILO: Final = 1000


def number(value: float | None) -> str:
    """A count with its thousands separated.

    >>> number(12408), number(-3), number(None)
    ('12,408', '−3', '–')
    """
    return NONE if value is None else f"{value:,}".replace("-", MINUS)


def metric(value: float | None, digits: int = 3) -> str:
    """A metric with its decimals; large, tiny and whole ones keep what tells them apart.

    >>> metric(0.92149), metric(-0.005), metric(3), metric(12408.25), metric(0.00004)
    ('0.921', '−0.005', '3', '12,408.250', '4.000e−05')
    >>> metric(0.92149, 4)
    '0.9215'
    >>> metric(float("nan")), metric(float("-inf")), metric(None)
    ('NaN', '−∞', '–')
    """
    if value is None or isinstance(value, bool) or not math.isfinite(value):
        return _unusual(value)
    if isinstance(value, int):
        return number(value)
    if value and not 0.5 / 10**digits <= abs(value) < 1e9:  # noqa: PLR2004
        return f"{value:.{digits}e}".replace("-", MINUS)
    return f"{value:z,.{digits}f}".replace("-", MINUS)


def count(value: float) -> str:
    """A number that mostly counts something: whole where it is.

    >>> count(41.0), count(0.25)
    ('41', '0.250')
    """
    return number(int(value)) if value.is_integer() else metric(value)


def signed(value: float | None, digits: int = 3) -> str:
    """A change with its sign.

    >>> signed(0.009), signed(-0.005), signed(0.0)
    ('+0.009', '−0.005', '0.000')
    """
    text = metric(value, digits)
    return f"+{text}" if value is not None and value > 0 else text


def plain(value: float) -> str:
    """A number as code has it.

    >>> plain(0.05), plain(1200), plain(1e-05)
    ('0.05', '1200', '1e-05')
    """
    return repr(value)


def gain(value: float) -> str:
    """A change of such a number, with its sign and what matters of it.

    >>> gain(400), gain(-0.030000000000000002), gain(37.5)
    ('+400', '−0.03', '+37.5')
    """
    text = f"{value:,}" if isinstance(value, int) else f"{value:.6g}"
    return (f"+{text}" if value > 0 else text).replace("-", MINUS)


def duration(seconds: float | None) -> str:
    """A span of time in the two units that matter.

    >>> duration(0.43), duration(401), duration(7500), duration(59.96), duration(200000)
    ('0.4 s', '6 min 41 s', '2 h 5 min', '1 min', '2 d 7 h')
    >>> duration(12.0), duration(0.004), duration(None)
    ('12 s', '4 ms', '–')
    """
    if seconds is None or seconds < 0 or not math.isfinite(seconds):
        return NONE
    if seconds < 0.1:  # noqa: PLR2004
        return f"{round(seconds * 1000)} ms"
    if seconds < 9.95:  # noqa: PLR2004
        return f"{seconds:.1f} s"
    return _two_units(round(seconds))


def size(count: float | None) -> str:
    """A number of bytes in its unit.

    >>> size(0), size(999), size(3240), size(12_400_000)
    ('0 B', '999 B', '3.2 kB', '12 MB')
    """
    if count is None:
        return NONE
    if count < KILO:
        return f"{count:.0f} B"
    for unit in ("kB", "MB", "GB"):
        count /= KILO
        if count < 999.5:  # noqa: PLR2004
            return f"{count:.1f} {unit}" if count < 9.95 else f"{count:.0f} {unit}"  # noqa: PLR2004
    return f"{count / KILO:,.1f} TB"


def _unusual(value: float | None) -> str:
    if value is None:
        return NONE
    if isinstance(value, bool):
        return "true" if value else "false"
    return "NaN" if math.isnan(value) else "∞" if value > 0 else f"{MINUS}∞"


def _two_units(seconds: int) -> str:
    for name, small_name, unit, small in (
        ("d", "h", 86_400, 3_600),
        ("h", "min", 3_600, 60),
        ("min", "s", 60, 1),
    ):
        if seconds >= unit:
            rest = seconds % unit // small
            return f"{seconds // unit} {name}" + (f" {rest} {small_name}" if rest else "")
    return f"{seconds} s"
