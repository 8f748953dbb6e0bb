"""The list of keys, and the script that gives them their meaning."""

import re
from pathlib import Path

from webapp.views.shortcuts import SHORTCUTS

ROOT = Path(__file__).parents[2]
SCRIPTS = ROOT / "static" / "js"
TEMPLATES = ROOT / "templates"


def test_the_page_lists_every_key(client):
    page = client.get("/shortcuts")
    assert page.status_code == 200
    for listed in SHORTCUTS.values():
        for one in listed:
            assert one.what in page.text


def test_the_list_and_the_script_know_the_same_keys():
    script = (SCRIPTS / "keys.js").read_text()
    places = re.findall(r"(\w): '/", script)
    deeds = re.findall(r"'?([\w/?])'?: '", re.search(r"DEEDS = \{(.*?)\};", script, re.DOTALL)[1])
    listed = [
        one.keys for group in ("Everywhere", "Go to", "In tables") for one in SHORTCUTS[group]
    ]
    assert sorted(keys[1] for keys in listed if len(keys) == 2) == sorted(places)
    single = {keys[0] for keys in listed if len(keys) == 1} - {"Esc", "Enter"}
    assert single == set(deeds)


def test_the_list_has_every_key_of_a_lineage():
    legend = (TEMPLATES / "lineage" / "_legend.html").read_text()
    told = {key.lower().replace("−", "-") for key in re.findall(r"<kbd>(.*?)</kbd>", legend)}
    assert len(told) > 5
    assert told <= {key.lower() for one in SHORTCUTS["In a lineage"] for key in one.keys}
