"""What `--store` names, as far as its text says; standard library only."""

from dataclasses import dataclass
from pathlib import Path
from typing import Final

from webapp.errors import SettingError

SQLITE: Final = "sqlite:///"
REMOTE: Final = ("grpc://", "grpcs://")
FILE_EXPECTED: Final = "sqlite:///file.db is right, or sqlite:////folder/file.db, with ?mode=ro"


@dataclass(frozen=True, slots=True)
class SqliteFile:
    """A store in a SQLite file; `path` is the real one, symbolic links followed."""

    path: Path
    read_only: bool = False

    @classmethod
    def parse(cls, url: str) -> "SqliteFile":
        """The file in `url`, taken as it is written: no percent escapes; SettingError otherwise.

        >>> SqliteFile.parse("sqlite:////srv/metadata.db?mode=ro")
        SqliteFile(path=PosixPath('/srv/metadata.db'), read_only=True)
        """
        name, _, query = url.removeprefix(SQLITE).partition("?")
        if not url.startswith(SQLITE) or not name or name == ":memory:" or "\0" in name:
            raise SettingError("--store", url, FILE_EXPECTED)
        if query not in ("", "mode=rw", "mode=ro"):
            raise SettingError("--store", url, f"{query!r} is not known; {FILE_EXPECTED}")
        return cls(Path(name).resolve(), query == "mode=ro")


def database(url: str) -> SqliteFile:
    """The database that `url` names; SettingError if this process cannot open that kind."""
    if url.startswith("sqlite:"):
        return SqliteFile.parse(url)
    raise SettingError("--store", _without_login(url), FILE_EXPECTED)


def is_remote(url: str) -> bool:
    """Whether `url` names a store that already runs; SettingError if it names none at all."""
    if url.startswith(REMOTE):
        refuse_login(url)
        return True
    if url.startswith("sqlite:"):
        return False
    expected = f"grpc://host:port is right for a store that runs, and else {FILE_EXPECTED}"
    raise SettingError("--store", _without_login(url), expected)


def refuse_login(url: str) -> None:
    """Nothing; SettingError, which does not repeat it, for a user or a password in `url`."""
    if (shown := _without_login(url)) != url:
        expected = "grpc://host:port is right, with no user and no password: they would not be used"
        raise SettingError("--store", shown, expected)


def _without_login(url: str) -> str:
    scheme, separator, rest = url.partition("://")
    login, at, host = rest.rpartition("@")
    return f"{scheme}{separator}***{at}{host}" if login else url
