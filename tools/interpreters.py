"""Which Python will do here, or one sentence on what to do about it.

Standard library only, in a syntax that old Pythons read too: they get the sentence, no traceback.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from typing import NamedTuple

OLDEST, NEWEST = (3, 11), (3, 13)
GLIBC_FOR_NEW_PYTHONS = (2, 39)
PROBE = """
import importlib.util, json, platform, sys
libc, release = platform.libc_ver()
venv = importlib.util.find_spec("ensurepip") is not None
machine = platform.system(), platform.machine()
print(json.dumps([sys.version_info[:2], *machine, libc, release, venv]))
"""


class Interpreter(NamedTuple):
    """What an interpreter says of itself and of the machine it runs on."""

    version: tuple[int, int]
    system: str
    machine: str
    libc: str
    libc_release: str
    has_venv: bool

    @property
    def name(self) -> str:
        """The command it usually has, such as python3.11."""
        return "python{}.{}".format(*self.version)


def probed(python: str) -> Interpreter | None:
    """What the interpreter at the path `python` is, or None when it does not start."""
    try:
        answer = subprocess.check_output([python, "-c", PROBE], stderr=subprocess.DEVNULL)
        version, *rest = json.loads(answer.decode())
    except (OSError, ValueError, subprocess.CalledProcessError):
        return None
    return Interpreter(tuple(version), *rest)


def objection(found: Interpreter) -> str | None:
    """The sentence that says why an interpreter will not do and what will, or None."""
    if not OLDEST <= found.version <= NEWEST:
        return f"{found.name} will not do: install Python 3.11, 3.12 or 3.13 and run this again."
    if machine := unsupported_machine(found):
        return machine
    if not found.has_venv:
        return (
            f"{found.name} lacks its venv module: run `apt-get install {found.name}-venv` as root "
            "(or your system's equivalent) and run this again."
        )
    return None


def unsupported_machine(found: Interpreter) -> str | None:
    """The sentence for a machine that ml-metadata has no wheel for, or None."""
    if (found.system, found.machine) == ("Darwin", "arm64"):
        return None
    if found.system == "Darwin":
        return (
            "ml-metadata has no wheel for Intel Macs: use a Python built for Apple silicon, "
            "or Linux on x86_64."
        )
    if found.system != "Linux":
        return f"ml-metadata has no wheel for {found.system}: use Linux on x86_64 (WSL 2 is one)."
    if found.machine != "x86_64":
        return (
            f"ml-metadata has no wheel for Linux on {found.machine}: use x86_64, "
            "or build the container image with --platform linux/amd64."
        )
    if found.libc != "glibc":
        return "ml-metadata needs glibc: use a system that has it, or build the container image."
    release = tuple(int(part) for part in found.libc_release.split(".") if part.isdigit())
    if found.version > OLDEST and release < GLIBC_FOR_NEW_PYTHONS:
        return (
            f"ml-metadata for {found.name} needs glibc 2.39 and this system has "
            f"{found.libc_release}: install Python 3.11 and run this again."
        )
    return None


def suitable() -> str:
    """The path of the first interpreter that will do; exits with a sentence when none does."""
    reasons: list[tuple[bool, int, str]] = []
    named = [shutil.which(name) for name in ("python3.11", "python3.12", "python3.13")]
    for python in filter(None, [sys.executable, *named]):
        found = probed(python)
        if found is None:
            continue
        reason = objection(found)
        if reason is None:
            return python
        # One of a right version is nearer to working than the others.
        reasons.append((OLDEST <= found.version <= NEWEST, -len(reasons), reason))
    sys.exit(max(reasons)[2])
