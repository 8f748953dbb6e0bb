"""Our kubeflow.metadata and the package kubeflow in one folder: both can be imported."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]

IMPORTS = """
import kubeflow
from kubeflow.metadata import metadata
print(kubeflow.__version__, kubeflow.__file__, metadata.__file__, metadata.Model.ARTIFACT_TYPE_NAME)
"""


@pytest.fixture
def wheel(tmp_path: Path) -> Path:
    """The wheel of this project."""
    folder = tmp_path / "dist"
    command = f"-m build --wheel --no-isolation --outdir={folder}".split()
    subprocess.run([sys.executable, *command, ROOT], check=True, capture_output=True)
    return next(folder.glob("*.whl"))


@pytest.mark.network
@pytest.mark.usefixtures("package_index")
def test_side_by_side(wheel: Path, tmp_path: Path):
    target = tmp_path / "site"
    command = f"-m pip install -q --no-deps --target={target} kubeflow==0.5.0".split()
    subprocess.run([sys.executable, *command, wheel], check=True)
    done = subprocess.run(
        [sys.executable, "-c", IMPORTS],
        cwd=tmp_path,
        env=os.environ | {"PYTHONPATH": str(target)},
        capture_output=True,
        text=True,
        check=True,
    )
    version, theirs, ours, type_name = done.stdout.split()
    assert version == "0.5.0"
    assert Path(theirs) == target / "kubeflow" / "__init__.py"
    assert Path(ours) == target / "kubeflow" / "metadata" / "metadata.py"
    assert type_name == "kubeflow.org/alpha/model"
