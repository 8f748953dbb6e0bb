"""What the packages import, beside what pyproject.toml declares."""

import ast
import sys
import tomllib
from importlib.metadata import packages_distributions
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parents[2]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
# The SDK makes a data frame where pandas is; for types alone there is _typeshed.
EXCEPTED = {"pandas", "_typeshed"}


def imported():
    """The first names of all absolute imports in the packages."""
    for folder in ("webapp", "kubeflow"):
        for file in (ROOT / folder).rglob("*.py"):
            for node in ast.walk(ast.parse(file.read_text())):
                if isinstance(node, ast.Import):
                    yield from (one.name.partition(".")[0] for one in node.names)
                elif isinstance(node, ast.ImportFrom) and not node.level:
                    yield node.module.partition(".")[0]


def test_every_package_that_is_imported_is_declared():
    declared = {canonicalize_name(Requirement(line).name) for line in PROJECT["dependencies"]}
    foreign = set(imported()) - sys.stdlib_module_names - {"webapp", "kubeflow"} - EXCEPTED
    assert "flask" in foreign
    distributions = packages_distributions()
    for name in foreign:
        assert declared & {canonicalize_name(one) for one in distributions[name]}, name
