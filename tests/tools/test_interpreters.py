"""Which machines and Pythons will do, and what the others are told."""

import json
import sys
from pathlib import Path

import pytest
from interpreters import Interpreter, objection, probed, suitable

DEBIAN_12 = Interpreter((3, 11), "Linux", "x86_64", "glibc", "2.36", has_venv=True)


@pytest.mark.parametrize(
    "differences",
    [
        {},
        {"version": (3, 13), "libc_release": "2.41"},
        {"version": (3, 12), "libc_release": "2.39"},
        {"system": "Darwin", "machine": "arm64", "libc": "", "libc_release": ""},
    ],
)
def test_suitable(differences):
    assert objection(DEBIAN_12._replace(**differences)) is None


@pytest.mark.parametrize(
    ("differences", "told"),
    [
        ({"version": (3, 9)}, "install Python 3.11, 3.12 or 3.13"),
        ({"version": (3, 14), "libc_release": "2.41"}, "install Python 3.11, 3.12 or 3.13"),
        ({"version": (3, 13)}, "needs glibc 2.39 and this system has 2.36: install Python 3.11"),
        ({"machine": "aarch64"}, "--platform linux/amd64"),
        ({"libc": "", "libc_release": ""}, "needs glibc"),
        ({"system": "Darwin", "libc": ""}, "Apple silicon"),
        ({"system": "Windows", "machine": "AMD64", "libc": ""}, "WSL 2"),
        ({"has_venv": False}, "apt-get install python3.11-venv"),
    ],
)
def test_unsuitable_gets_one_sentence_on_what_to_do(differences, told):
    sentence = objection(DEBIAN_12._replace(**differences))
    assert sentence is not None
    assert told in sentence
    assert "\n" not in sentence


def test_probing_the_python_that_runs_this():
    found = probed(sys.executable)
    assert found is not None
    assert found.version == sys.version_info[:2]
    assert objection(found) is None


def test_probing_what_is_no_python(tmp_path):
    assert probed(str(tmp_path / "python3")) is None
    assert probed("/bin/false") is None


@pytest.fixture
def install(tmp_path, monkeypatch):
    """Puts an interpreter that says given things of itself on an otherwise empty PATH."""
    monkeypatch.setenv("PATH", str(tmp_path))

    def put(name: str, told: Interpreter) -> str:
        script: Path = tmp_path / name
        script.write_text(f"#!/bin/sh\necho '{json.dumps(told)}'\n")
        script.chmod(0o755)
        return str(script)

    return put


def test_the_python_that_runs_this_is_taken_when_it_will_do(install):
    install("python3.11", DEBIAN_12)
    assert suitable() == sys.executable


def test_another_python_on_the_path_is_taken_when_this_one_will_not_do(install, monkeypatch):
    old = install("python3", DEBIAN_12._replace(version=(3, 9)))
    monkeypatch.setattr(sys, "executable", old)
    install("python3.11", DEBIAN_12._replace(has_venv=False))
    right = install("python3.13", DEBIAN_12._replace(version=(3, 13), libc_release="2.41"))
    assert suitable() == right


def test_where_none_will_do_the_nearest_one_says_what_it_lacks(install, monkeypatch):
    old = install("python3", DEBIAN_12._replace(version=(3, 9)))
    monkeypatch.setattr(sys, "executable", old)
    install("python3.12", DEBIAN_12._replace(version=(3, 12)))
    install("python3.11", DEBIAN_12._replace(has_venv=False))
    with pytest.raises(SystemExit, match=r"^python3.11 lacks its venv module: run `apt-get"):
        suitable()
