"""The style sheets as one and the scripts as one."""

from pathlib import Path

import pytest

from webapp.assets import folder
from webapp.joined import ENTRY, LAYERS, modules, scoped, stylesheet

# Runs ahead of the page, so that no page flashes in the other theme's colours.
APART = "theme-early.js"


def names(pattern: str) -> set[str]:
    return {path.name for path in Path(folder("static")).glob(pattern)}


def test_every_sheet_is_in_it():
    assert {f"{layer}.css" for layer in LAYERS} == names("css/*")
    assert "--ink" in stylesheet()
    assert "url(" not in stylesheet()  # would be sought beside the whole, not beside its layer


def test_every_script_is_in_it_once_after_what_it_imports():
    found = modules(ENTRY)
    assert len(found) == len(set(found))
    assert set(found) == names("js/*") - {APART}
    assert found[-1] == ENTRY
    assert (
        found.index("lineage-graph.js")
        < found.index("lineage-sheet.js")
        < found.index("lineage.js")
    )


@pytest.mark.parametrize(
    "line",
    [
        "import './other.js';",
        "import other from './other.js';",
        "import * as other from './other.js';",
        "import { one } from 'elsewhere';",
        "export { one };",
        "export default one;",
        "export let one = 1;",
        "const one = await import(name);",
        "const here = import.meta.url;",
    ],
)
def test_what_could_not_be_joined_is_refused(line):
    with pytest.raises(ValueError, match=r"one\.js cannot be joined"):
        scoped("one.js", f"{line}\n")
