"""The command line: what it says, and that it says it at once."""

import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest
from click.testing import CliRunner

from webapp.cli import main

ROOT = Path(__file__).parents[1]


def said(*arguments, **environment):
    """The exit status and all that a command that cannot start says."""
    result = CliRunner().invoke(main, arguments, env=environment)
    assert not isinstance(result.exception, Exception)
    return result.exit_code, result.output


def test_help_names_the_commands_for_users_only():
    status, output = said("--help")
    assert status == 0
    commands = output.partition("Commands:")[2]
    assert [line.split()[0] for line in commands.strip().splitlines()] == [
        *("demo", "doctor", "export", "follow", "serve", "store"),
    ]


def test_help_is_there_at_once():
    # What is heavy is not even loaded.
    heavy = "{'flask', 'gunicorn', 'grpc', 'ml_metadata', 'google.protobuf', 'plotly', 'networkx'}"
    code = f"import sys, webapp.cli; sys.exit(len({heavy} & sys.modules.keys()))"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_python_m_webapp_is_the_command():
    command = [sys.executable, "-m", "webapp", "--help"]
    answer = subprocess.run(command, check=True, capture_output=True, text=True)
    assert "Browse ML Metadata stores" in answer.stdout


# The command, where the tests themselves may run in a background that Ctrl-C does not reach.
INTERRUPTIBLE = """
import signal
signal.signal(signal.SIGINT, signal.default_int_handler)
from webapp.__main__ import main
main()
"""
LOADING = "__import__('pathlib').Path('loading').touch(); __import__('time').sleep(30)"
# Python 3.11 makes a RuntimeError of whatever comes there.
LOADING_CLASS = f"""
class Slow:
    def __set_name__(self, *_):
        {LOADING}

class Slowly:
    one = Slow()
"""


@pytest.mark.parametrize(
    ("module", "content"),
    # click is loaded by all commands, before them; msgspec by this one.
    [
        ("click", LOADING),
        ("click", LOADING_CLASS),
        ("msgspec", LOADING),
        ("msgspec", LOADING_CLASS),
    ],
)
def test_ctrl_c_while_a_command_loads_ends_it_quietly(tmp_path, module, content):
    (tmp_path / f"{module}.py").write_text(content)
    command = [sys.executable, "-c", INTERRUPTIBLE, "doctor", "--store", "grpc://127.0.0.1:1"]
    environment = {**os.environ, "PYTHONPATH": f"{tmp_path}:{ROOT}"}
    with subprocess.Popen(
        command, cwd=tmp_path, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT
    ) as process:
        end = time.monotonic() + 20
        while not (tmp_path / "loading").exists() and time.monotonic() < end:
            time.sleep(0.02)
        process.send_signal(signal.SIGINT)
        assert (process.stdout.read(), process.wait()) == (b"", 130)


@pytest.mark.parametrize(
    ("arguments", "option"),
    [
        (("serve",), "--store"),
        (("store",), "--store"),
        (("serve", "--store", "metadata.db"), "--store"),
        (("follow", "--store", "grpc://h:1"), "--catalog"),
        (("store", "--store", "grpc://127.0.0.1:8080"), "--store"),
        (("serve", "--store", "sqlite:///x.db", "--listen", "5000"), "--listen"),
        (("serve", "--store", "sqlite:///x.db", "--store-listen", "x"), "--store-listen"),
        (("serve", "--store", "grpc://h:1", "--prefix", "/a b"), "--prefix"),
        (("serve", "--store", "grpc://h:1", "--prefix", "http://x"), "--prefix"),
        (("serve", "--store", "grpc://h:1", "--workers", "0"), "--workers"),
        (("serve", "--store", "grpc://h:1", "--uri-link", "gs"), "--uri-link"),
        (("serve", "--store", "grpc://h:1", "--log-link", "https://{pod}"), "--log-link"),
        *(
            (("serve", "--store", "grpc://h:1", "--frame-ancestors", who), "--frame-ancestors")
            for who in ("x; script-src *", "https://a, https://b", "a\nX-B: c", "a\x7f", "ä", "\t")
        ),
        (("demo", "--port", "http"), "--port"),
        (("export", "artifact:1"), "--store"),
        (("export", "artifact:1", "--store", "grpc://h:1", "--format", "pdf"), "--format"),
        (("export", "artifact", "--store", "grpc://h:1", "--format", "dot"), "KIND:ID"),
        (("export", "run:1", "--store", "grpc://h:1", "--format", "dot"), "KIND:ID"),
    ],
)
def test_a_wrong_value_names_its_option(arguments, option, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    status, output = said(*arguments)
    assert status == 2
    assert option in output
    assert list(tmp_path.iterdir()) == []


def test_a_wrong_value_of_the_environment_names_the_option_too():
    status, output = said("serve", MLMD_DASHBOARD_STORE="ftp://x")
    assert status == 2
    assert output.startswith("Error: --store is 'ftp://x': ")


@pytest.mark.parametrize(
    "command",
    [
        ("serve",),
        ("follow", "--catalog", "catalog"),
        ("doctor",),
        ("export", "artifact:1", "--format", "dot"),
    ],
)
def test_a_login_in_the_address_of_a_store_is_refused(command, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    status, output = said(*command, "--store", "grpc://u:s3cret@127.0.0.1:1")
    assert status == 2
    assert "--store is 'grpc://***@127.0.0.1:1': " in output
    assert "s3cret" not in output


def test_the_own_name_of_the_prefix_wins_over_kubeflows():
    environment = {"MLMD_DASHBOARD_PREFIX": "/a b", "APP_PREFIX": "/c d"}
    assert "'/a b'" in said("serve", "--store", "grpc://h:1", **environment)[1]


def test_a_port_that_the_demo_was_given_and_is_taken_is_an_error(tmp_path):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        status, output = said("demo", "--dir", str(tmp_path), "--no-open", "--port", port)
    assert status == 2
    assert f"another program listens on port {port}" in output


def test_a_folder_that_cannot_be_made_is_told(tmp_path):
    (tmp_path / "file").touch()
    status, output = said("demo", "--dir", str(tmp_path / "file" / "demo"))
    assert status == 2
    assert "--dir" in output
