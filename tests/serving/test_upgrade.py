"""`serve --upgrade-copy` on a recorded store of an old schema."""

import json
import shutil
import signal
from hashlib import sha256
from pathlib import Path
from urllib.request import urlopen

import pytest

OLD = Path(__file__).parents[3] / "shared" / "stores" / "srushanth.db"
COMMAND = ("serve", "--listen", "127.0.0.1:{port}", "--workers", "1", "--upgrade-copy")

pytestmark = [
    pytest.mark.shared,
    pytest.mark.skipif(not OLD.exists(), reason="no ../shared/stores with recorded stores"),
]


def digest(path):
    return sha256(path.read_bytes()).hexdigest()


@pytest.fixture
def old(tmp_path):
    folder = tmp_path / "store"
    folder.mkdir()
    return Path(shutil.copyfile(OLD, folder / "metadata.db"))


def test_a_copy_is_served_and_the_file_never_changed(launch, old, tmp_path):
    before = digest(old)
    copies = tmp_path / "copies"
    copies.mkdir()
    serving = launch(*COMMAND, "--store", f"sqlite:///{old}", TMPDIR=str(copies))
    serving.says("Dashboard ready")
    assert "has MLMD's schema 8 and stays as it is" in serving.said
    with urlopen(f"http://127.0.0.1:{serving.port}/executions.json") as answer:
        listed = json.load(answer)
    assert (listed["total"], {one["state"] for one in listed["items"]}) == (5, {"RUNNING"})
    assert serving.get("/executions/1") == 200
    assert digest(old) == before
    serving.process.send_signal(signal.SIGTERM)
    assert serving.ends() == 0
    assert digest(old) == before
    assert [one.name for one in old.parent.iterdir()] == ["metadata.db"]
    assert list(copies.iterdir()) == []


def test_what_cannot_be_upgraded_is_told_in_a_sentence(launch, tmp_path):
    (tmp_path / "x.db").write_text("hello")
    serving = launch(*COMMAND, "--store", f"sqlite:///{tmp_path / 'x.db'}")
    assert serving.ends() == 2
    assert "is no SQLite file" in serving.said
    remote = launch(*COMMAND, "--store", "grpc://127.0.0.1:1")
    assert remote.ends() == 2
    assert "a SQLite file is right with --upgrade-copy" in remote.said
