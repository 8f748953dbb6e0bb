"""What templates may call: how names, states and values are written in pages. Pure."""

import json
import re
from collections.abc import Callable
from typing import Final

from webapp.metadata import Value
from webapp.views.numbers import count, duration, gain, metric, number, plain, signed, size
from webapp.views.states import execution_words, state_words
from webapp.views.times import ago, ago_tag, day, exact, iso, sentence_time

LONGEST_VALUE: Final = 2_000  # characters of one property value that a page shows

MOMENT: Final = re.compile(r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d[\d.:+Z-]*", re.ASCII)
DAY: Final = 10
SIZES_OF_MOMENT: Final = (DAY, 16, 19)  # to the day, the minute, the second

# Characters that turn the text after them around: evil.exe would read as exe.live.
TURNING: Final = dict.fromkeys((*range(0x202A, 0x202F), *range(0x2066, 0x206A)))
FAMILIES: Final = ("data", "model", "metric", "report", "config", "endpoint")
COLOURED: Final = frozenset({*FAMILIES, "fail"})
GLYPHS: Final = COLOURED | {"exec", "workspace", "run"}


def cut(text: str, width: int = 28, tail: int = 0) -> str:
    """The text, cut in the middle if it is longer, with its last `tail` characters (or a third).

    >>> cut("model_fb6da2a4ea0c4bb5be7a42fc09221797", 15), cut("MNIST", 15)
    ('model_fb6d…1797', 'MNIST')
    >>> cut("weekly-train-2026-11-03", 17, 10)
    'weekly…2026-11-03'

    A time, as TFX calls its runs, differs in its middle: it loses its end.

    >>> cut("2026-11-26T12:05:09.000000", 19), cut("2026-11-26T12:05:09.000000", 17)
    ('2026-11-26T12:05:09', '2026-11-26T12:05')
    """
    if len(text) > width:
        if MOMENT.fullmatch(text):
            return text[: max(size for size in SIZES_OF_MOMENT if size <= max(width, DAY))]
        tail = tail or max(1, (width - 1) // 3)
        text = f"{text[: width - 1 - tail]}…{text[-tail:]}"
    return text if text.isascii() else text.translate(TURNING)


def glyph_icon(glyph: str) -> str:
    """The icon of an artifact family, or of exec, fail, workspace and run themselves.

    >>> glyph_icon("model"), glyph_icon("workspace"), glyph_icon("never heard of")
    ('model', 'workspace', 'data')
    """
    return glyph if glyph in GLYPHS else "data"


def glyph_class(glyph: str) -> str:
    """The colour class of a glyph; executions and contexts are grey.

    >>> glyph_class("model"), glyph_class("fail"), glyph_class("workspace")
    ('c-model', 'c-fail', 'c-exec')
    """
    return f"c-{glyph}" if glyph in COLOURED else "c-exec"


def shown(value: Value) -> str:
    """A property's value on one line: text as it is, anything else as compact JSON.

    >>> shown("MNIST"), shown({"name": "tensorflow", "layers": [10, 3]}), shown(True)
    ('MNIST', '{"name": "tensorflow", "layers": [10, 3]}', 'true')
    """
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    return text if len(text) <= LONGEST_VALUE else f"{text[:LONGEST_VALUE]}…"


FILTERS: Final[dict[str, Callable[..., object]]] = {
    function.__name__: function
    for function in (
        number,
        metric,
        count,
        signed,
        plain,
        gain,
        duration,
        size,
        ago,
        ago_tag,
        exact,
        day,
        sentence_time,
        iso,
        cut,
        state_words,
        execution_words,
        glyph_icon,
        glyph_class,
        shown,
    )
}
