"""Templates that an earlier process compiled."""

import pytest
from flask import Flask
from jinja2 import Environment, pass_context
from markupsafe import Markup

from webapp.app import create_app
from webapp.settings import Settings
from webapp.store.connection import Connection
from webapp.views.jinja import CompiledTemplates, Templates, script_json

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


def test_what_another_generator_compiled_is_not_used(page, tmp_path, monkeypatch):
    page(tmp_path)
    monkeypatch.setattr("webapp.views.jinja.GENERATOR", "another")
    before = {*tmp_path.iterdir()}
    assert page(tmp_path).status_code == 200
    assert {*tmp_path.iterdir()} > before


@pytest.fixture
def written():
    """Writes a template with a value."""
    templates = Templates(Flask("webapp"), autoescape=True)

    def write(text, value):
        return templates.from_string(text).render(value=value)

    return write


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("MNIST", "MNIST"),
        ("<script>'\"&", "&lt;script&gt;&#39;&#34;&amp;"),
        (Markup("<b>"), "<b>"),
        ("…–<", "&#8230;&#8211;&lt;"),
        ("模型 ü", "模型 ü"),
        (7, "7"),
        (None, "None"),
        (["<"], "[&#39;&lt;&#39;]"),
    ],
)
@pytest.mark.parametrize(
    "template",
    [
        "{{ value }}",
        "{% set kept %}{{ value }}{% endset %}{{ kept }}",
        "{% macro told(one) %}{{ one }}{% endmacro %}{{ told(value) }}",
        "{% if value != 1 %}{{ value }}{% endif %}",
    ],
)
def test_values_are_escaped(written, template, value, text):
    assert written(template, value) == text


def test_whatever_can_be_called_is_called(written):
    class Telling:
        def __call__(self, text):
            return f"<{text}>"

        def tell(self, *, obj):
            return f"<{obj}>"

    @pass_context
    def knowing(context, text):
        return f"{text} {context['value'] is knowing}"

    loop = "{% for one in 'ab' %}{{ value(one) }}{% endfor %}"
    assert written(loop, str.upper) == "AB"
    assert written(loop, lambda one: f"{one}<") == "a&lt;b&lt;"
    assert written(loop, Telling()) == "&lt;a&gt;&lt;b&gt;"
    assert written("{{ value.tell(obj=1) }}", Telling()) == "&lt;1&gt;"
    assert written(loop, knowing) == "a Trueb True"
    macros = "{% macro twice(one) %}{{ caller(one) }}{{ one }}{% endmacro %}"
    assert written(macros + "{% call(one) twice('<') %}{{ one }}!{% endcall %}", 0) == "&lt;!&lt;"


def test_signs_of_a_template_are_references(written):
    page = written("a – <b>{{ '…' }}</b> · {{ value }}", "“")
    assert page == "a &#8211; <b>&#8230;</b> &#183; “"
    off = "{% autoescape false %}–{{ value }}{% endautoescape %}"
    assert written(off, "<") == "–<"


def test_what_no_json_holds_is_written_all_the_same():
    assert script_json({"a": ["\ud800", 1.5]}) == '{"a":["\\ud800",1.5]}'
    assert (
        script_json({"a": float("inf"), "b": (1, "ü")}, sort_keys=True) == '{"a":null,"b":[1,"ü"]}'
    )
