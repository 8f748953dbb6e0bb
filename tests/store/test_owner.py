"""One owner per file; two descriptors in one process stand against each other as processes do."""

import os

import pytest

from webapp.errors import StoreFileError
from webapp.store.owner import owning, refuse_owned, sidecar


def test_a_second_owner_is_told_who_has_the_file(tmp_path):
    path = tmp_path / "x.db"
    with owning(path) as ownership:
        with pytest.raises(StoreFileError, match=rf"served by process {os.getpid()}: stop"):
            refuse_owned(path)
        ownership.announce("127.0.0.1:8080")
        told = rf"process {os.getpid()} at 127\.0\.0\.1:8080: use --store grpc://127\.0\.0\.1:8080"
        with pytest.raises(StoreFileError, match=told):
            refuse_owned(path)
        with pytest.raises(StoreFileError, match=told), owning(path):
            pass
    assert list(tmp_path.iterdir()) == []


def test_an_owner_on_another_machine_is_named(tmp_path):
    with owning(tmp_path / "x.db"):
        sidecar(tmp_path / "x.db").write_text('{"pid": 7, "host": "far", "address": "far:1"}')
        with pytest.raises(StoreFileError, match="process 7 on far at far:1"):
            refuse_owned(tmp_path / "x.db")


def test_a_lock_without_words_is_held_too(tmp_path):
    with owning(tmp_path / "x.db"):
        sidecar(tmp_path / "x.db").write_text("")
        with pytest.raises(StoreFileError, match="another process"):
            refuse_owned(tmp_path / "x.db")


def test_what_a_dead_owner_left_holds_nobody_off(tmp_path):
    path = tmp_path / "x.db"
    sidecar(path).write_text('{"pid": 1, "host": "", "address": "127.0.0.1:1"}')
    refuse_owned(path)
    with owning(path):
        pass


def test_nobody_owns_what_nobody_opened(tmp_path):
    refuse_owned(tmp_path / "x.db")
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_cannot_be_written_is_told(tmp_path):
    missing = tmp_path / "missing" / "x.db"
    with pytest.raises(StoreFileError, match=r"cannot be owned.*mode=ro"), owning(missing):
        pass
