#!/usr/bin/env python3
"""The project's commands: demo, test, unit, lint, lock, bench. Each makes the environment it needs.

Standard library only, in a syntax that old Pythons read too: they get a sentence, no traceback.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import shutil
import subprocess
import sys
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path

import debian_packages
import interpreters

ROOT = Path(__file__).resolve().parent.parent
BIN = ROOT / ".venv" / "bin"
STAMP = ROOT / ".venv" / "installed.json"
RUNTIME = ("requirements.lock", "requirements-build.lock")
DEVELOPMENT = ("requirements-dev.lock",)
# The development lock is resolved first; the others are parts of it.
LOCKS = {
    "requirements-dev.lock": ["pyproject.toml", "--group=dev"],
    "requirements.lock": ["pyproject.toml", "--constraints=requirements-dev.lock"],
    "requirements-build.lock": ["--group=build", "--constraints=requirements-dev.lock"],
}
PACKAGES = ("webapp", "kubeflow")
# A process of tests for each processor and one more, since some wait for others' answers. The tests
# of a file share what they stand on; the files that take longest begin (tests/plugins/turns.py).
PROCESSES = (os.cpu_count() or 1) + 1
AT_ONCE = (f"--numprocesses={PROCESSES}", "--dist=loadfile", "--no-loadscope-reorder")
# The rooms that know neither HTTP nor pages, each by itself, over stores in memory.
UNITS = ("catalog", "charts", "exports", "kubeflow", "lineage", "producers", "store")
CHECKS = (
    ("ruff", "check"),
    ("ruff", "format", "--check"),
    ("mypy",),
    ("lint-imports",),
    ("djlint", "--lint", "templates"),
)


def say(text: str) -> None:
    """A line of progress, ahead of what the next command prints."""
    print(f"==> {text}", flush=True)


def run(*command: str | Path) -> bool:
    """Whether the command, run in the checkout, succeeded."""
    return subprocess.call([str(part) for part in command], cwd=str(ROOT)) == 0


def must(failure: str, *command: str | Path) -> None:
    """Nothing, once the command succeeded; otherwise the end, with the sentence `failure`."""
    if not run(*command):
        sys.exit(failure)


def usable(done: dict[str, str]) -> bool:
    """Whether .venv starts, has pip, and was made here: the scripts in it name their folder."""
    return (
        done.get("checkout", str(ROOT)) == str(ROOT)
        and (BIN / "python").exists()
        and run(BIN / "python", "-c", "import pip")
    )


def environment(locks: tuple[str, ...]) -> None:
    """The environment with what the locks name and the project itself; made once, then kept."""
    done = json.loads(STAMP.read_text()) if STAMP.is_file() else {}
    if not usable(done):
        python = interpreters.suitable()
        say(f"Making the environment .venv with {python}")
        must("The environment could not be made.", python, "-m", "venv", "--clear", ".venv")
        done = {}
    pip = (BIN / "python", "-m", "pip", "--disable-pip-version-check", "install")
    for name in (*locks, "pyproject.toml"):
        digest = hashlib.sha256((ROOT / name).read_bytes()).hexdigest()
        if done.get(name) == digest:
            continue
        if name == "pyproject.toml":
            say("Installing the project itself")
            what = ["--quiet", "--no-deps", "--no-build-isolation", "--editable", "."]
        else:
            say(f"Installing what {name} names: the first time takes a minute")
            what = ["--require-hashes", "--only-binary=:all:", "--requirement", name]
        must(f"pip could not install from {name}: the reason is above.", *pip, *what)
        done.update({"checkout": str(ROOT), name: digest})
        STAMP.write_text(json.dumps(done))
    # Where Python may not keep what it compiled, every start would compile again: half a second.
    must("The packages could not be compiled.", BIN / "python", "-m", "compileall", "-q", *PACKAGES)


def system_packages() -> None:
    """Chromium and the container tools, where this is Debian and we may; else what to run."""
    if shutil.which("apt-get") is None or not debian_packages.missing():
        return
    install = ("apt-get", "install", "--yes", "--no-install-recommends")
    if os.geteuid() == 0:
        root = ["env"]
    elif shutil.which("sudo") and run("sudo", "-n", "true"):
        root = ["sudo", "-n", "env"]
    else:
        command = " ".join((*install, *debian_packages.missing()))
        say(f"Some tests will be skipped; to run them all: sudo {command}")
        return
    root.append("DEBIAN_FRONTEND=noninteractive")
    # What stays missing skips its tests, and they say so.
    if run(*root, "apt-get", "update", "--quiet"):
        wanted = debian_packages.missing()
        say("Installing for the tests: " + " ".join(wanted))
        run(*root, *install, "--quiet", *wanted)


def check(name: str, *arguments: str) -> tuple[str, str | None]:
    """The command, and what it said if it found something wrong."""
    command = [str(BIN / name), *arguments]
    done = subprocess.run(
        command, cwd=str(ROOT), stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False
    )
    said = done.stdout.decode(errors="replace") or "It said nothing."
    return " ".join([name, *arguments]), said if done.returncode else None


def begun_checks() -> list[Future[tuple[str, str | None]]]:
    """All checks, beside each other and whatever else runs."""
    say("; ".join(" ".join(command) for command in CHECKS))
    beside = ThreadPoolExecutor(len(CHECKS))
    return [beside.submit(check, *command) for command in CHECKS]


def failures(begun: list[Future[tuple[str, str | None]]]) -> list[str]:
    """The commands that found something wrong, once all have ended and it is printed what."""
    failed = [(command, said) for command, said in (one.result() for one in begun) if said]
    for command, said in failed:
        say(f"{command}\n{said}")
    return [command for command, _ in failed]


def demo(arguments: list[str]) -> None:
    """The dashboard over the sample; this process becomes it."""
    environment(RUNTIME)
    os.chdir(str(ROOT))
    command = str(BIN / "mlmd-dashboard")
    os.execv(command, [command, "demo", *arguments])  # noqa: S606 (no shell is the point)


def test(arguments: list[str]) -> None:
    """Every check beside every test; pytest speaks last, unless a check found something."""
    environment(DEVELOPMENT)
    system_packages()
    begun = begun_checks()
    # Where Python may not keep what it compiled, each process of each run would rewrite every
    # test's assertions again: five seconds each.
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    say(" ".join(["pytest", *AT_ONCE, *arguments]))
    passed = run(BIN / "python", "-m", "pytest", *AT_ONCE, *arguments)
    failed = failures(begun) + ([] if passed else ["pytest"])
    if failed:
        sys.exit("Failed: " + ", ".join(failed))


def unit(arguments: list[str]) -> None:
    """What is tested of each room by itself, and every example in the code: seconds."""
    environment(DEVELOPMENT)
    where = [*PACKAGES, *(f"tests/{room}" for room in UNITS)]
    if not run(BIN / "python", "-m", "pytest", *AT_ONCE, *where, *arguments):
        sys.exit("Failed: pytest")


def lint(_: list[str]) -> None:
    """The checks alone."""
    environment(DEVELOPMENT)
    failed = failures(begun_checks())
    if failed:
        sys.exit("Failed: " + ", ".join(failed))


def lock(arguments: list[str]) -> None:
    """The locks, made anew from pyproject.toml; --upgrade takes the newest of everything."""
    environment(DEVELOPMENT)
    compiling = (BIN / "uv", "pip", "compile", "--quiet", "--universal", "--generate-hashes")
    plain = ("--no-emit-index-url", "--custom-compile-command=make lock")
    for name, sources in LOCKS.items():
        say(f"Resolving {name}")
        must(f"{name} was not written.", *compiling, *plain, f"-o={name}", *sources, *arguments)


def bench(arguments: list[str]) -> None:
    """What pages and the catalog cost beside a floor, in one table."""
    environment(DEVELOPMENT)
    must("The benchmark did not end.", BIN / "python", "-m", "benchmarks", *arguments)


def main() -> None:
    """The named command with the rest of the line."""
    commands = {command.__name__: command for command in (demo, test, unit, lint, lock, bench)}
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("command", choices=commands)
    parser.add_argument("arguments", nargs=argparse.REMAINDER, help="what the command takes")
    chosen = parser.parse_args()
    commands[chosen.command](chosen.arguments)


if __name__ == "__main__":
    main()
