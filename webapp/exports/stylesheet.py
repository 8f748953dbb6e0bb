"""The style sheet of a picture that stands alone: the page's own, with every colour worked out."""

import re
from typing import Final, Literal, TypeAlias

Theme: TypeAlias = Literal["light", "dark"]

# The font that the server draws pictures with; readers without it take their own.
FONTS: Final = "Inter, system-ui, sans-serif"
_COMMENT: Final = re.compile(r"/\*.*?\*/", re.DOTALL)
_PROPERTY: Final = re.compile(r"--([\w-]+):\s*((?:[^;()]|\([^()]*\))+);")
_PAIR: Final = re.compile(r"light-dark\(([^(),]+),\s*([^(),]+)\)")
_RULE: Final = re.compile(r"([^{}]+)\{([^{}]*)\}")
_USE: Final = re.compile(r"var\(--([\w-]+)\)")


def stylesheet(tokens: str, rules: str, theme: Theme = "light") -> str:
    """The rules for .graph without what only a page can do, colours as they are in `theme`.

    `tokens` is the style sheet that gives custom properties their values.

    >>> tokens = ":root { --ink: light-dark(#000, #fff); }"
    >>> stylesheet(tokens, ".graph text { fill: var(--ink); } .graph a:hover { fill: red; }")
    '.graph text{fill: #000}'
    >>> stylesheet(tokens, ".graph .b { fill: var(--ink) } .legend { color: red }", "dark")
    '.graph .b{fill: #fff}'
    """
    values = {name: _of(theme, value) for name, value in _PROPERTY.findall(_bare(tokens))}
    values["sans"] = FONTS

    def resolved(text: str) -> str:
        return _USE.sub(lambda use: values.get(use[1], "none"), text)

    kept = []
    for selector, body in _RULE.findall(_bare(rules)):
        parts = [part.strip() for part in selector.split(",")]
        standing = [part for part in parts if part.startswith(".graph") and ":" not in part]
        if standing:
            kept.append(f"{','.join(standing)}{{{resolved(body.strip().rstrip(';'))}}}")
    return "".join(kept)


def colour(tokens: str, name: str, theme: Theme = "light") -> str:
    """The value of one custom property.

    >>> colour(":root { --canvas: light-dark(#fff, #000); }", "canvas", "dark")
    '#000'
    """
    values = dict(_PROPERTY.findall(_bare(tokens)))
    return _of(theme, values[name])


def _bare(css: str) -> str:
    return _COMMENT.sub("", css)


def _of(theme: Theme, value: str) -> str:
    return _PAIR.sub(lambda pair: pair[1 if theme == "light" else 2].strip(), value.strip())
