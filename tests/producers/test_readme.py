"""The recipe for a new producer, as the package's README gives it."""

import re
from pathlib import Path

import webapp.producers
from webapp.metadata import Execution
from webapp.producers import known, read_execution

README = Path(webapp.producers.__file__).with_name("README.md")


def test_the_recipe_adds_a_producer(monkeypatch):
    code = re.search(r"```python\n(\"\"\"Acme.*?)```", README.read_text(), re.DOTALL)
    acme: dict = {}
    exec(code[1], acme)  # noqa: S102 - our own documentation
    monkeypatch.setattr(known, "PRODUCERS", (acme["PRODUCER"], *known.PRODUCERS))
    custom = {"acme_job": "7", "acme_parameters": '{"rate": 0.5, "api_key": "hush"}'}
    reading = read_execution(Execution(1, 1, "Job", "nightly", custom_properties=custom))
    assert (reading.name, reading.parameters) == ("nightly", {"rate": 0.5, "api_key": "[masked]"})


def test_every_file_of_the_room_is_named():
    files = {path.name for path in README.parent.glob("*.py")} - {"__init__.py", "producer.py"}
    assert {name for name in files if f"`{name}`" not in README.read_text()} == set()
