"""The image that the Dockerfile makes, built without a container engine and without a registry."""

import json
import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[2]
CERTIFICATES = Path("/etc/ssl/certs")
# What the base image on a registry has too, of what the Dockerfile uses.
BASE = ("--variant=minbase", "--include=python3,python3-venv", "--dpkgopt=force-unsafe-io")
RELEASE = "bookworm"
MEMORY = Path("/dev/shm")  # noqa: S108 - the folder inside it is this run's own
ROOM = 3 * 2**30


@dataclass(frozen=True, slots=True)
class Buildah:
    """buildah with images and containers in a folder of its own."""

    folder: Path

    def command(self, *arguments: str | Path) -> list[str]:
        """The command line for what the arguments ask."""
        where = [f"--root={self.folder}/images", f"--runroot={self.folder}/run"]
        return ["buildah", *where, "--storage-driver=vfs", *map(str, arguments)]

    def run(self, *arguments: str | Path) -> str:
        """What it printed; AssertionError with all of it when it failed."""
        done = subprocess.run(self.command(*arguments), capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    def build(self, tag: str, *arguments: str | Path) -> str:
        """The tag of an image, built."""
        how = ("--isolation=chroot", "--format=docker", "--layers=false", "--quiet")
        self.run("build", *how, f"--tag={tag}", *arguments)
        return tag


@dataclass(frozen=True, slots=True)
class Container:
    """A container made from the image, not yet running."""

    buildah: Buildah
    name: str
    settings: dict[str, Any]

    def command(self, *command: str, **environment: str) -> list[str]:
        """The command line that runs `command` in it, or without one what the image starts."""
        starts = command or (*self.settings["Entrypoint"], *self.settings["Cmd"])
        told = [f"--env={name}={value}" for name, value in environment.items()]
        return self.buildah.command("run", "--isolation=chroot", *told, self.name, "--", *starts)


@pytest.fixture(scope="session")
def buildah(package_index: None) -> Iterator[Buildah]:
    """buildah, where it can build; skips elsewhere."""
    if os.geteuid() != 0:
        pytest.skip("building an image here needs root")
    missing = [name for name in ("buildah", "mmdebstrap") if shutil.which(name) is None]
    if missing:
        pytest.skip(f"{' and '.join(missing)} not installed")
    folder = Path(tempfile.mkdtemp(dir=MEMORY if suits_images(MEMORY) else None))
    yield Buildah(folder)
    shutil.rmtree(folder)


def suits_images(memory: Path) -> bool:
    """Whether images can be built there: many small files, thrice as fast there as on a disk."""
    if not memory.is_dir():
        return False
    found = os.statvfs(memory)
    whole = not found.f_flag & (os.ST_NOEXEC | os.ST_NODEV)
    return whole and found.f_bavail * found.f_frsize > ROOM


@pytest.fixture(scope="session")
def base(buildah: Buildah) -> str:
    """The tag of a small Debian with its own Python."""
    context = buildah.folder / "base"
    context.mkdir()
    subprocess.run(
        ["mmdebstrap", "--quiet", *BASE, RELEASE, context / "base.tar"],
        env={**os.environ, "TMPDIR": str(buildah.folder)},
        check=True,
        capture_output=True,
    )
    (context / "Dockerfile").write_text("FROM scratch\nADD base.tar /\n")
    tag = buildah.build("localhost/base", context)
    shutil.rmtree(context)
    return tag


@pytest.fixture(scope="session")
def container(buildah: Buildah, base: str) -> Container:
    """A container made from the image that the Dockerfile makes of this checkout."""
    # This machine's certificates: the index may be reached through one that signs its own.
    trusted = (f"--volume={CERTIFICATES}:{CERTIFICATES}:ro",) if CERTIFICATES.is_dir() else ()
    image = buildah.build("localhost/dashboard", f"--build-arg=BASE={base}", *trusted, ROOT)
    settings = json.loads(buildah.run("inspect", "--type=image", image))["Docker"]["config"]
    return Container(buildah, buildah.run("from", image).strip(), settings)
