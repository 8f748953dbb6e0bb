"""What the README tells people to type, typed."""

import re
import shlex
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from serving import Dashboard, free_port, serving

from webapp.cli import main

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text()
BEHIND_SECONDS = 30  # lists follow the store within two, on a machine that does nothing else


def blocks(language: str) -> list[str]:
    """The README's fenced blocks of that language."""
    return re.findall(rf"^```{language}\n(.*?)^```", README, re.MULTILINE | re.DOTALL)


def lines(program: str) -> list[str]:
    """What the README calls a program with, in blocks and in running text."""
    typed = "\n".join([*blocks("sh"), *re.findall(r"`([^`\n]+)`", README)]).replace("\\\n", " ")
    return re.findall(rf"^(?:\.venv/bin/)?{re.escape(program)} (.+)$", typed, re.MULTILINE)


@pytest.mark.parametrize("typed", lines("mlmd-dashboard"))
def test_each_command_line_is_understood(typed):
    name, *arguments = shlex.split(typed)
    command = main.commands[name]
    if arguments == ["--help"]:
        arguments = ["--store=grpc://127.0.0.1:8080"]
    command.make_context(name, arguments)


@pytest.mark.parametrize("typed", lines("make") + lines("python3 tools/run.py"))
def test_make_and_the_script_have_the_command(typed):
    target = shlex.split(typed)[0]
    told = subprocess.run(
        ["make", "--dry-run", "--no-print-directory", target],
        cwd=ROOT,
        check=True,
        capture_output=True,
        text=True,
    ).stdout
    assert shlex.split(told)[:3] == ["python3", "tools/run.py", target]
    usage = subprocess.run(
        [sys.executable, "tools/run.py", "--help"],
        cwd=ROOT,
        check=True,
        capture_output=True,
        text=True,
    ).stdout
    assert target in usage


def test_each_option_named_in_the_text_exists():
    known = {text for command in main.commands.values() for p in command.params for text in p.opts}
    known |= {"--help", "--tag", "--publish", "--volume", "--env"}
    assert set(re.findall(r"(?<![\w-])--[a-z][a-z-]+", README)) <= known


def test_each_file_it_links_to_is_there():
    linked = re.findall(r"\]\((?!https?:)([^)#]+)", README)
    assert linked
    assert [name for name in linked if not (ROOT / name).is_file()] == []


@pytest.fixture(scope="module")
def clean(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the checkout without anything that was made in it."""
    made = shutil.ignore_patterns(".git", ".venv", ".*_cache", "__pycache__", "demo", "dist")
    return shutil.copytree(ROOT, tmp_path_factory.mktemp("clean") / "checkout", ignore=made)


@pytest.fixture(scope="module")
def demo(clean: Path, package_index: None) -> Iterator[tuple[Dashboard, int]]:
    """What `make demo` starts where nothing was made before; and its store's port."""
    port, store_port = free_port(), free_port()
    options = f"ARGS=--no-open --port={port} --store-port={store_port}"
    # A make that runs these tests does not hand its own variables down.
    make = ["env", "-u", "MAKEFLAGS", "make", "demo", f"PYTHON={sys.executable}", options]
    with serving(make, port, clean, seconds=200) as dashboard:
        yield dashboard, store_port


@pytest.mark.network
def test_the_demo_serves_pages_with_the_sample(demo):
    dashboard, _ = demo
    status, kind, page = dashboard.get("/")
    assert (status, kind.partition(";")[0]) == (200, "text/html")
    assert "demo workspace" in page
    assert "MNIST" in dashboard.get("/artifacts?q=workspace:%22demo+workspace%22")[2]


@pytest.mark.network
def test_a_second_start_installs_nothing(demo, clean):
    again = subprocess.run(
        [sys.executable, "tools/run.py", "demo", "--help"],
        cwd=clean,
        check=True,
        capture_output=True,
        text=True,
    )
    assert again.stdout.startswith("Usage: ")


@pytest.mark.network
@pytest.mark.parametrize("code", blocks("python"))
def test_what_the_readme_logs_is_there_to_be_seen(demo, clean, code, tmp_path):
    dashboard, store_port = demo
    assert "8080" in code
    python = clean / ".venv" / "bin" / "python"
    subprocess.run([python, "-c", code.replace("8080", str(store_port))], cwd=tmp_path, check=True)
    end = time.monotonic() + BEHIND_SECONDS
    while "fraud-rank" not in (page := dashboard.get("/artifacts?q=uri:file:///models/1")[2]):
        assert time.monotonic() < end, page
        time.sleep(0.2)
    assert "transactions" in dashboard.get("/artifacts")[2]
