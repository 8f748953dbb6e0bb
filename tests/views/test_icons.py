"""Whatever a page draws is among the icons."""

import re
from xml.etree import ElementTree as ET

from webapp.assets import folder, icons
from webapp.views.filters import GLYPHS
from webapp.views.states import STATES

WORD = re.compile(r'"([a-z]+)"')


def test_every_icon_that_a_template_names_is_there():
    named: set[str] = set()
    for template in folder("templates").rglob("*.html"):
        for call in re.findall(r"\bicon\(([^()]*)\)", template.read_text()):
            # What a condition compares with is no name: `"asc" if order == "ascending"`.
            told = re.sub(r'[=!]= "[^"]*"', "", call)
            named |= set(WORD.findall(told))
    assert len(named) > 20
    assert named <= set(icons())


def test_every_glyph_and_every_state_has_an_icon():
    assert set(GLYPHS) <= set(icons())
    assert {state.icon for state in STATES.values()} <= set(icons())


def test_every_icon_is_drawn_on_a_square():
    for name, icon in icons().items():
        left, top, width, height = map(int, icon.box.split())
        assert (left, top) == (0, 0), name
        assert width == height, name
        assert len(ET.fromstring(f"<svg>{icon.body}</svg>")), name  # noqa: S314
