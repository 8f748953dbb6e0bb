"""Pictures as files: well-formed, alone, and drawn by resvg."""

import struct
import zlib
from xml.etree import ElementTree as ET

from event_graphs import captions_of, event_graphs, key, lineage_of, walk_through
from hypothesis import given, settings
from hypothesis import strategies as st

from webapp.assets import icons, static_text
from webapp.exports.png import MOST_PIXELS, png
from webapp.exports.stylesheet import colour, stylesheet
from webapp.exports.svg import Links, svg, svg_file
from webapp.lineage.bounds import Bounds
from webapp.lineage.drawing import Look, draw
from webapp.lineage.opened import Opened
from webapp.lineage.runs import runs_of
from webapp.lineage.walk import Walk

SVG = "{http://www.w3.org/2000/svg}"
HOSTILE = '<a href="https://example.org">x</a>"\'& \x00\u202e'
LINKS = Links(lambda mark: f"/to/{mark}", lambda box: f"/more/{box.branch}", lambda run: f"/{run}")


def file_of(scene, title="Lineage", note=""):
    style = stylesheet(static_text("css/tokens.css"), static_text("css/graph.css"))
    return svg_file(scene, title, style, icons(), note)


def scene_of(text="a1>e1 e1>a2 a2>e2", name="a name", **look):
    lineage = lineage_of("a2", text)
    return draw(lineage, captions_of(lineage, name), Look(**look))


@given(event_graphs(), st.sampled_from([HOSTILE, "a name", "x" * 10_000]))
@settings(max_examples=40, deadline=None)
def test_it_is_xml_with_every_node_once(found, name):
    lineage = walk_through(found, Walk(key("a1"), Bounds(up=2, down=2)))
    scene = draw(lineage, captions_of(lineage, name), Look())
    inside = ET.fromstring(f"<x>{svg(scene, 'A label', icons(), LINKS)}</x>")  # noqa: S314
    links = [link.get("data-key") for link in inside.iter("a") if link.get("data-key")]
    assert links == [str(node.key) for node in scene.nodes]
    assert {link.get("href") for link in inside.iter("a")} >= {f"/to/{one}" for one in links}
    alone = ET.fromstring(file_of(scene, name))  # noqa: S314
    titles = [title.text for title in alone.iter(f"{SVG}title")]
    assert {node.label for node in scene.nodes} <= set(titles)
    assert not list(alone.iter(f"{SVG}a"))
    assert not list(alone.iter(f"{SVG}script"))


def test_it_stands_alone():
    text = file_of(scene_of())
    assert "var(" not in text
    assert "light-dark" not in text
    assert "http" not in text.replace('xmlns="http://www.w3.org/2000/svg"', "")
    alone = ET.fromstring(text)  # noqa: S314
    assert not list(alone.iter(f"{SVG}use"))
    drawn = [one for one in alone.iter(f"{SVG}svg") if one.get("class") == "icon"]
    assert len(drawn) == len(scene_of().nodes)
    assert all(len(one) for one in drawn)


def test_every_class_has_a_rule_and_every_token_a_colour():
    tokens, rules = static_text("css/tokens.css"), static_text("css/graph.css")
    for theme in ("light", "dark"):
        style = stylesheet(tokens, rules, theme)
        assert ":none" not in style.replace("fill: none", "").replace("stroke: none", "")
        assert colour(tokens, "canvas", theme) in style
    assert stylesheet(tokens, rules, "light") != stylesheet(tokens, rules, "dark")


def test_runs_roles_and_what_is_found_are_in_it():
    lineage = lineage_of("a2", "a1>e1 e1>a2 a2>e2")
    runs = runs_of((node.key, "nightly <1>") for node in lineage.nodes)
    look = Look(runs=runs, found=frozenset([key("a1")]))
    text = svg(draw(lineage, captions_of(lineage), look), "x", icons(), LINKS)
    assert "Run nightly &lt;1&gt;" in text
    assert "hit-on" in text
    closed = Look(runs=runs, opened=Opened(closed=tuple(runs.names)))
    text = svg(draw(lineage, captions_of(lineage), closed), "x", icons(), LINKS)
    (run,) = runs.names
    assert f'data-key="{run}"' in text
    assert f'href="/{run}"' in text


def test_a_png_is_twice_as_large_and_says_something():
    scene = scene_of()
    drawn = png(file_of(scene), scene.width, scene.height)
    assert drawn[:8] == b"\x89PNG\r\n\x1a\n"
    width, height = struct.unpack(">II", drawn[16:24])
    assert abs(width - 2 * scene.width) <= 2
    assert abs(height - 2 * scene.height) <= 2
    assert drawn == png(file_of(scene), scene.width, scene.height)
    nameless = file_of(scene).replace("a name v1", "")
    assert len(png(nameless, scene.width, scene.height)) < len(drawn)


def test_a_note_is_the_description_of_an_svg_and_the_comment_of_a_png():
    scene, note = scene_of(), "Not complete: 3 < 4."
    assert ET.fromstring(file_of(scene, note=note)).find(f"{SVG}desc").text == note  # noqa: S314
    assert "<desc>" not in file_of(scene)
    drawn = png(file_of(scene), scene.width, scene.height, note)
    chunks = dict(chunks_of(drawn))
    assert chunks.pop(b"tEXt") == b"Comment\0" + note.encode()
    assert chunks == dict(chunks_of(png(file_of(scene), scene.width, scene.height)))


def chunks_of(drawn):
    """The name and the data of each chunk of a PNG, its checksum right."""
    at = 8
    while at < len(drawn):
        (size,) = struct.unpack(">I", drawn[at : at + 4])
        body = drawn[at + 4 : at + 8 + size]
        assert struct.unpack(">I", drawn[at + 8 + size : at + 12 + size]) == (zlib.crc32(body),)
        yield body[:4], body[4:]
        at += 12 + size


def test_a_large_png_stays_within_its_bound():
    text = " ".join(f"a{i}>e{i} e{i}>a{i + 1}" for i in range(1, 100))
    lineage = lineage_of("a50", text, up=None, down=None)
    scene = draw(lineage, captions_of(lineage), Look())
    tall = file_of(scene).replace("height=", "data-height=", 1)
    drawn = png(tall, scene.width, MOST_PIXELS / scene.width * 2)
    width, _ = struct.unpack(">II", drawn[16:24])
    assert width < scene.width
