"""What the published archives carry, and what they do not."""

import tarfile
import zipfile
from pathlib import Path, PurePosixPath

import pytest

ROOT = Path(__file__).parents[2]


def files(*folders: str) -> set[str]:
    """The files of the checkout below the folders, but for what Python left there."""
    found = (path for folder in folders for path in (ROOT / folder).rglob("*") if path.is_file())
    return {str(path.relative_to(ROOT)) for path in found if "__pycache__" not in path.parts}


@pytest.fixture(scope="module")
def in_wheel(wheel: Path) -> set[str]:
    """The names in the wheel."""
    with zipfile.ZipFile(wheel) as archive:
        return set(archive.namelist())


def test_the_wheel_carries_all_code_templates_and_static_files(in_wheel):
    code = files("webapp", "kubeflow")
    beside = {f"webapp/{name}" for name in files("templates", "static")}
    ours = {name for name in in_wheel if ".dist-info/" not in name}
    assert ours == code | beside


def test_the_wheel_is_typed_and_licensed(in_wheel):
    assert "kubeflow/metadata/py.typed" in in_wheel
    assert any(PurePosixPath(name).match("*.dist-info/licenses/LICENSE") for name in in_wheel)


def test_the_wheel_leaves_the_kubeflow_namespace_open_to_others(in_wheel):
    assert "kubeflow/__init__.py" not in in_wheel


def test_the_source_archive_carries_what_builds_tests_and_documents(source_archive):
    with tarfile.open(source_archive) as archive:
        names = {name.partition("/")[2] for name in archive.getnames()}
    needed = {"pyproject.toml", "README.md", "LICENSE", "CHANGELOG.md", "Makefile", "Dockerfile"}
    needed |= {"tools/run.py", "requirements.lock", "requirements-dev.lock", "tests/conftest.py"}
    needed |= {"webapp/__init__.py", "templates/base.html", "docs/architecture.md"}
    assert needed <= names
