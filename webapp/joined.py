"""The style sheets as one and the scripts as one: a page asks for two files instead of forty.

Each file of static/ stays a module of its own, with a browser's own import and export; what is
joined here differs from it in nothing but these lines. Nothing is built ahead.
"""

import re
from functools import cache
from graphlib import TopologicalSorter
from typing import Final

from webapp.assets import static_text

# In the order of the cascade.
LAYERS: Final = (
    "tokens",
    "base",
    "layout",
    "components",
    "charts",
    "graph",
    "pages",
    "small",
    "print",
)
ENTRY: Final = "main.js"
IMPORT: Final = re.compile(r"""^import \{([^}]*)\} from '\./([\w-]+\.js)';$""", re.MULTILINE)
EXPORT: Final = re.compile(r"^export (?=(?:async )?(?:function|class|const) (\w+))", re.MULTILINE)


@cache
def stylesheet() -> str:
    """All styles, layer by layer."""
    return "".join(static_text(f"css/{layer}.css") for layer in LAYERS)


@cache
def script() -> str:
    """main.js and all that it imports, each in a function of its own that returns its exports."""
    return "".join(scoped(name, static_text(f"js/{name}")) for name in modules(ENTRY))


def modules(name: str) -> tuple[str, ...]:
    """The scripts that a script of static/js needs, each after those that it imports.

    >>> modules("copy.js")
    ('address.js', 'announce.js', 'copy.js')
    """
    needs: dict[str, list[str]] = {}
    waiting = [name]
    for one in waiting:
        needs[one] = [other for _, other in IMPORT.findall(static_text(f"js/{one}"))]
        waiting += [other for other in needs[one] if other not in needs]
    return tuple(TopologicalSorter(needs).static_order())


def scoped(name: str, text: str) -> str:
    r"""A script as a constant of what it exports; ValueError where it imports in another way.

    >>> text = "import { once as one } from './once.js'; export const twice = 2 * one; "
    >>> print(scoped("twice.js", text.replace("; ", ";\n")), end="")
    // twice.js
    const $twice = (() => {
    const { once: one } = $once;
    const twice = 2 * one;
    return { twice };
    })();
    """
    exports = ", ".join(EXPORT.findall(text))
    body = EXPORT.sub("", IMPORT.sub(_taken, text))
    # Types in comments are imported by a literal.
    calls = body.replace("import('", "")
    left = [line for line in calls.splitlines() if line.startswith(("import", "export"))]
    if left or "import." in calls or "import(" in calls:
        raise ValueError(f"static/js/{name} cannot be joined: {left or 'import'}")
    start = f"// {name}\nconst {_constant(name)} = (() => {{\n"
    return f"{start}{body}return {{ {exports} }};\n}})();\n"


def _taken(line: re.Match[str]) -> str:
    """What a module imports, as taken out of the constant that the other module became."""
    return f"const {{{line[1].replace(' as ', ': ')}}} = {_constant(line[2])};"


def _constant(name: str) -> str:
    return "$" + name.removesuffix(".js").replace("-", "_")
