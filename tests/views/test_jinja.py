"""Templates that an earlier process compiled."""

import pytest
from jinja2 import Environment

from webapp.app import create_app
from webapp.settings import Settings
from webapp.store.connection import Connection
from webapp.views.jinja import CompiledTemplates, script_json

NOWHERE = "grpc://127.0.0.1:1"
PAGE = "/shortcuts"


@pytest.fixture
def page():
    """Asks a new app, which keeps compiled templates in a folder, for a page."""

    def asked(folder):
        app = create_app(Settings(), Connection(NOWHERE), compiled=CompiledTemplates(folder))
        return app.test_client().get(PAGE)

    return asked


def test_they_are_compiled_once(page, tmp_path, monkeypatch):
    first = page(tmp_path / "templates")
    assert first.status_code == 200

    def compiled(*_, **__):
        raise AssertionError("compiled again")

    monkeypatch.setattr(Environment, "compile", compiled)
    assert page(tmp_path / "templates").status_code == 200
    with pytest.raises(AssertionError):
        page(tmp_path / "elsewhere")


def test_what_cannot_be_read_is_compiled(page, tmp_path):
    page(tmp_path)
    kept = [*tmp_path.iterdir()]
    for file in kept:
        file.write_bytes(file.read_bytes()[: len(file.read_bytes()) // 2])
    assert kept
    assert page(tmp_path).status_code == 200


def test_a_folder_that_cannot_be_used_costs_nothing_else(page, tmp_path):
    (tmp_path / "file").touch()
    assert page(tmp_path / "file" / "templates").status_code == 200


def test_nothing_is_read_from_a_folder_that_others_can_write(page, tmp_path, monkeypatch):
    folder = tmp_path / "templates"
    page(folder)
    folder.chmod(0o777)

    def compiled(*_, **__):
        raise AssertionError("compiled again")

    monkeypatch.setattr(Environment, "compile", compiled)
    with pytest.raises(AssertionError):
        page(folder)
    folder.chmod(0o700)
    assert page(folder).status_code == 200


def test_what_no_json_holds_is_written_all_the_same():
    assert script_json({"a": ["\ud800", 1.5]}) == '{"a":["\\ud800",1.5]}'
    assert (
        script_json({"a": float("inf"), "b": (1, "ü")}, sort_keys=True) == '{"a":null,"b":[1,"ü"]}'
    )
