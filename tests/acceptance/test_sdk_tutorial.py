"""The tutorial's own code, run as it stands; only host and port are this test's store."""

import ast
import re
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from ml_metadata import MetadataStore

SEED = Path(__file__).parents[3] / "shared" / "seed"
BLOCK = re.compile(r"^```python\n(.*?)^```", re.MULTILINE | re.DOTALL)

pytestmark = [
    pytest.mark.shared,
    # The tutorial is older than what pandas now says of a list in from_dict.
    pytest.mark.filterwarnings("ignore:Passing a .* to DataFrame.from_dict:DeprecationWarning"),
]


def run(block: str, names: dict[str, Any]) -> Any:
    """The value of the last expression of a block, as a notebook shows it."""
    tree = ast.parse(block)
    last = tree.body.pop() if isinstance(tree.body[-1], ast.Expr) else None
    exec(compile(tree, "tutorial", "exec"), names)  # noqa: S102
    if last is None:
        return None
    return eval(compile(ast.Expression(last.value), "tutorial", "eval"), names)  # noqa: S307


@pytest.fixture
def blocks(store_address: str) -> list[str]:
    """The code blocks of the tutorial, on this test's store."""
    tutorials = sorted(SEED.glob("*.txt"))
    if not tutorials:
        pytest.skip("no ../shared/seed with the tutorial's text")
    host, port = store_address.rsplit(":", 1)
    text = tutorials[0].read_text()
    text = text.replace('"metadata-grpc-service.kubeflow"', repr(host))
    text = text.replace("METADATA_STORE_PORT = 8080", f"METADATA_STORE_PORT = {port}")
    return BLOCK.findall(text)


@pytest.mark.usefixtures("capsys")
def test_the_tutorial_runs(blocks: list[str], mlmd: MetadataStore):
    names: dict[str, Any] = {}
    values = [run(block, names) for block in blocks]
    trainer, serving, model = names["exec"], names["app"], names["model"]
    logged = {names["data_set"].id, model.id, names["metrics"].id}

    assert {one.id for one in mlmd.get_artifacts()} == logged
    assert len(logged) == 3
    assert names["m"].id == model.id
    assert names["execution_ids"] == {trainer.id, serving.id}
    assert len(names["execution_ids"]) == 2
    assert names["artifact_ids"] == logged

    [frame] = [value for value in values if isinstance(value, pd.DataFrame)]
    columns = """id workspace run model_type create_time version owner description name uri
    training_framework hyperparameters labels kwargs"""
    assert list(frame.columns) == columns.split()
    assert frame.loc[0, "labels"] == {"a_label": "some-value"}
    assert frame.loc[0, "id"] == model.id
