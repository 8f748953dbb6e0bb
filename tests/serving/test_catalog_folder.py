"""Where a catalog is kept."""

import pytest

from webapp.serving.catalog_folder import make_writable


def test_a_folder_is_made_and_nothing_in_it(tmp_path):
    folder = tmp_path / "caches" / "catalog"
    make_writable(folder)
    make_writable(folder)
    assert list(folder.iterdir()) == []


def test_one_that_cannot_be_written_says_why(tmp_path, monkeypatch):
    def refuse(path, **_):
        raise PermissionError(13, "Permission denied", str(path))

    monkeypatch.setattr("pathlib.Path.touch", refuse)  # whom the tests run as may write anywhere
    with pytest.raises(OSError, match="Permission denied"):
        make_writable(tmp_path)
