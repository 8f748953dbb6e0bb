"""The locks: hashed, of no place, and in step with pyproject.toml."""

import re
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parents[2]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())
GROUPS = {
    "requirements.lock": PROJECT["project"]["dependencies"],
    "requirements-build.lock": PROJECT["dependency-groups"]["build"],
    "requirements-dev.lock": PROJECT["dependency-groups"]["dev"],
}
DEBIAN_12 = {"sys_platform": "linux", "python_version": "3.11", "python_full_version": "3.11.2"}
DEBIAN_13 = {"sys_platform": "linux", "python_version": "3.13", "python_full_version": "3.13.5"}
MAC = {"sys_platform": "darwin", "python_version": "3.12", "python_full_version": "3.12.8"}


def pins(name: str, machine: dict[str, str]) -> dict[str, Requirement]:
    """What the lock installs on a machine, by canonical name."""
    text = (ROOT / name).read_text().replace("\\\n", " ")
    lines = [line.partition("--hash")[0] for line in text.splitlines() if "==" in line]
    found = [Requirement(line) for line in lines]
    return {
        canonicalize_name(pin.name): pin
        for pin in found
        if pin.marker is None or pin.marker.evaluate(machine)
    }


def version(pin: Requirement) -> str:
    """The one version a pin allows."""
    return next(iter(pin.specifier)).version


@pytest.mark.parametrize("lock", GROUPS)
def test_a_lock_names_no_place_and_hashes_everything(lock):
    text = (ROOT / lock).read_text()
    assert not re.search(r"://|file:|--index|--find-links|^-e", text, re.MULTILINE)
    entries = [entry for entry in text.replace("\\\n", " ").splitlines() if "==" in entry]
    assert all("--hash=sha256:" in entry for entry in entries)


@pytest.mark.parametrize("machine", [DEBIAN_12, DEBIAN_13, MAC])
@pytest.mark.parametrize("lock", GROUPS)
def test_a_lock_has_what_pyproject_asks_for(lock, machine):
    pinned = pins(lock, machine)
    for wanted in (Requirement(line) for line in GROUPS[lock] if isinstance(line, str)):
        if wanted.marker is None or wanted.marker.evaluate(machine):
            pin = pinned[canonicalize_name(wanted.name)]
            assert wanted.specifier.contains(version(pin)), wanted


@pytest.mark.parametrize("part", ["requirements.lock", "requirements-build.lock"])
@pytest.mark.parametrize("machine", [DEBIAN_12, DEBIAN_13, MAC])
def test_the_locks_agree(part, machine):
    whole = {name: version(pin) for name, pin in pins("requirements-dev.lock", machine).items()}
    assert {
        name: version(pin) for name, pin in pins(part, machine).items()
    }.items() <= whole.items()


@pytest.mark.parametrize(
    ("machine", "core", "protobuf"),
    [(DEBIAN_12, "1.17.1", "4."), (DEBIAN_13, "1.21.", "6."), (MAC, "1.21.", "6.")],
)
def test_each_machine_gets_the_ml_metadata_that_has_a_wheel_there(machine, core, protobuf):
    pinned = pins("requirements.lock", machine)
    assert version(pinned["ml-metadata"]).startswith(core)
    assert version(pinned["protobuf"]).startswith(protobuf)


def test_each_development_package_has_its_reason_written_down():
    told = (ROOT / "docs" / "dependencies.md").read_text()
    for lines in GROUPS.values():
        for line in lines:
            if isinstance(line, str):
                assert f"`{Requirement(line).name}`" in told
