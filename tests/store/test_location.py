"""What --store names, as far as its text says."""

from pathlib import Path

import pytest

from webapp.errors import SettingError
from webapp.store.location import SqliteFile, database, is_remote


def test_a_relative_and_an_absolute_file(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert database("sqlite:///a b%20c.db") == SqliteFile(tmp_path / "a b%20c.db")
    assert database("sqlite:////srv/x.db?mode=rw") == SqliteFile(Path("/srv/x.db"))
    assert database("sqlite:///x.db?mode=ro") == SqliteFile(tmp_path / "x.db", read_only=True)


def test_the_path_is_the_real_one(tmp_path):
    (tmp_path / "link.db").symlink_to("real.db")
    assert database(f"sqlite:///{tmp_path}/link.db").path == tmp_path / "real.db"


@pytest.mark.parametrize(
    "url",
    ["sqlite://x.db", "sqlite:///", "sqlite:x.db", "sqlite:///:memory:", "sqlite:///x?mode=no"],
)
def test_a_wrong_sqlite_url_shows_a_right_one(url):
    with pytest.raises(SettingError, match=r"--store is .*sqlite:///file\.db") as failure:
        database(url)
    assert url in str(failure.value)


@pytest.mark.parametrize("url", ["metadata.db", "mysql://root:secret@db/mlmd", "http://x", ""])
def test_another_scheme_is_told_which_are_known_and_keeps_its_password(url):
    for read in (database, is_remote):
        with pytest.raises(SettingError, match=r"sqlite:///file\.db") as failure:
            read(url)
        assert "secret" not in str(failure.value)


def test_what_runs_already_is_remote():
    assert is_remote("grpc://metadata-grpc-service.kubeflow:8080")
    assert is_remote("grpcs://store.example:443")
    assert not is_remote("sqlite:///x.db")
