"""A catalog's folder that is broken, deleted, full, old or another's: told, waited for, mended."""

import json
import resource
import shutil
import subprocess
import sys
import threading
from contextlib import contextmanager
from pathlib import Path

import pytest
from catalogs import catalog_of

from tests.follower.conftest import eventually
from webapp.catalog.damage import damaged, doubting
from webapp.catalog.pages import every_row
from webapp.catalog.place import CURRENT, Place
from webapp.catalog.reader import Reader
from webapp.catalog.search import Search
from webapp.catalog.sorting import Sort
from webapp.errors import CatalogBusyError, CatalogError, CatalogMissingError
from webapp.follower.follower import Follower

ROOT = Path(__file__).parents[2]
MANY = 300
# A follower that may write no file larger than so many bytes.
FOLLOWER_WITHOUT_SPACE = """
import resource, signal, sys, threading
from pathlib import Path
from webapp.follower import follower
from webapp.store.connection import Connection

signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[3]), resource.RLIM_INFINITY))
follower.LONGEST_PAUSE = 1.0
connection = Connection(f"grpc://{sys.argv[1]}")
tell = lambda pulse: print(pulse.trouble, flush=True)
follower.Follower(connection, Path(sys.argv[2]), tell).run(threading.Event())
"""


def break_files(folder):
    for file in folder.rglob("*.*"):
        if file.suffix in {".store", ".term", ".fast", ".idx", ".json"} and "index-" in str(file):
            # No file gets shorter: who reads one that does, mapped into memory, is ended by it.
            with file.open("r+b") as opened:
                opened.write(b"broken" * 20)


def test_a_broken_index_is_built_anew(rows, followed):
    made = rows.artifacts(MANY)
    followed.rows()
    break_files(followed.folder)
    assert followed.rows().keys() == {*made}


@pytest.mark.parametrize("suffix", [".store", ".fast", ".term", ".idx", ".pos", ".fieldnorm"])
def test_every_file_has_a_checksum(rows, followed, suffix):
    rows.artifacts(MANY)
    followed.rows()
    (folder,) = followed.folder.glob("index-*")
    assert damaged(folder) is None
    scramble(followed.folder, suffix)
    assert damaged(folder).suffix == suffix


@pytest.mark.parametrize("is_running", [True, False])
def test_damage_that_only_pages_meet_is_found_and_built_anew(rows, followed, is_running):
    """No checksum is looked at otherwise; a follower does not read rows as pages do."""
    made = rows.artifacts(MANY, x="y" * 40)
    followed.rows()
    if not is_running:
        scramble(followed.folder, ".store")
        assert not meets(followed, made)
    with followed.always():
        if is_running:
            scramble(followed.folder, ".store")
        eventually(lambda: meets(followed, made))
        eventually(lambda: followed.pulse().complete and not followed.pulse().trouble)
    assert [*followed.folder.glob("index-*/doubted")] == []


def scramble(folder, suffix):
    """Nothing; the middle of such files is another one, as long as it was."""
    for file in folder.glob(f"index-*/artifact/*{suffix}"):
        content = bytearray(file.read_bytes())
        middle = len(content) // 3
        content[middle : middle + 60] = bytes(255 - one for one in content[middle : middle + 60])
        beside = file.with_suffix(".new")
        beside.write_bytes(content)
        beside.replace(file)


def meets(followed, made):
    """Whether a page of all artifacts by name meets them all."""
    try:
        snapshot = Reader(followed.folder, aside=False).snapshot()
        found = every_row(snapshot, Search("artifact"), Sort.parse("name"))
        return {row.id for row in found} == {*made}
    except CatalogError:
        return False


def test_a_question_that_is_refused_is_no_damage(rows, followed):
    rows.artifacts(3)
    followed.rows()
    with followed.always():
        (folder,) = followed.folder.glob("index-*")
        with pytest.raises(CatalogError), doubting(folder):
            raise ValueError("no such field")
        eventually(lambda: not (folder / "doubted").exists())
        assert [*followed.folder.glob("index-*")] == [folder]


def test_an_index_that_breaks_while_it_is_written_is_built_anew(rows, followed):
    made = rows.artifacts(MANY)
    with followed.always():
        break_files(followed.folder)
        made += rows.artifacts(1)
        eventually(lambda: followed.rows_now().keys() == {*made})
        eventually(lambda: followed.pulse().complete and not followed.pulse().trouble)
        made += rows.artifacts(1)
        eventually(lambda: followed.rows_now().keys() == {*made})


@pytest.mark.parametrize("what", ["*", "index-*"])
def test_a_deleted_index_is_built_anew(rows, followed, what):
    made = rows.artifacts(MANY)
    with followed.always():
        for path in followed.folder.parent.glob(f"catalog/{what}" if what != "*" else "catalog"):
            shutil.rmtree(path)
        eventually(lambda: followed.rows_now().keys() == {*made})
        made += rows.artifacts(1)
        eventually(lambda: followed.rows_now().keys() == {*made})


def test_an_index_of_another_version_is_built_anew(rows, followed):
    made = rows.artifacts(3)
    followed.rows()
    place = Place(followed.folder)
    older = followed.folder / "index-0-old"
    place.current().rename(older)
    current = {"version": 0, "folder": older.name}
    (followed.folder / CURRENT).write_text(json.dumps(current), encoding="utf-8")
    assert place.current() is None
    assert followed.rows().keys() == {*made}
    assert not older.exists()


@contextmanager
def without_space(address, folder, space=8192):
    command = [sys.executable, "-c", FOLLOWER_WITHOUT_SPACE, address, str(folder), str(space)]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as process:
        try:
            yield process
        finally:
            process.kill()


@pytest.mark.skipif(sys.platform != "linux", reason="limits of others are Linux's")
def test_no_space_is_told_and_waited_for(store_address, rows, followed):
    made = rows.artifacts(MANY)
    with without_space(store_address, followed.folder) as process:
        eventually(lambda: "has no space left" in followed.pulse().trouble)
        assert not followed.pulse().complete
        assert len([*followed.folder.glob("index-*")]) <= 1
        unlimited = (resource.RLIM_INFINITY, resource.RLIM_INFINITY)
        resource.prlimit(process.pid, resource.RLIMIT_FSIZE, unlimited)
        eventually(lambda: followed.rows_now().keys() == {*made})
        eventually(lambda: followed.pulse().complete and not followed.pulse().trouble)
        assert process.poll() is None


@pytest.mark.skipif(sys.platform != "linux", reason="limits of others are Linux's")
def test_no_space_at_all_is_told_and_waited_for(store_address, rows, followed):
    made = rows.artifacts(2)
    with without_space(store_address, followed.folder, space=0) as process:
        assert "has no space left" in process.stdout.readline()
        unlimited = (resource.RLIM_INFINITY, resource.RLIM_INFINITY)
        resource.prlimit(process.pid, resource.RLIMIT_FSIZE, unlimited)
        eventually(lambda: followed.pulse() and followed.pulse().complete)
        assert followed.rows_now().keys() == {*made}
        assert process.poll() is None


def test_a_file_in_the_place_of_the_folder_is_told(connection, tmp_path):
    (tmp_path / "catalog").touch()
    with pytest.raises(CatalogMissingError, match="a file is in its place"):
        Follower(connection, tmp_path / "catalog").once()
    told = []
    stop = threading.Event()

    def tell(pulse):
        told.append(pulse.trouble)
        stop.set()

    Follower(connection, tmp_path / "catalog", tell).run(stop)
    assert "a file is in its place" in told[0]


def test_a_second_follower_says_who_writes_and_takes_over(rows, followed):
    made = rows.artifacts(2)
    told = []
    stop = threading.Event()
    second = Follower(followed.connection, followed.folder, told.append)
    waiting = threading.Thread(target=second.run, args=[stop])
    with followed.always():
        with pytest.raises(CatalogBusyError, match="is written by process"):
            catalog_of(followed.connection, followed.folder)
        waiting.start()
        eventually(lambda: told and "is written by process" in told[0].trouble)
        assert followed.pulse().trouble == ""
    made += rows.artifacts(1)
    eventually(lambda: followed.rows_now().keys() == {*made})
    stop.set()
    waiting.join()
