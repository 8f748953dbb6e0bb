"""One file of a lineage, from any store, without a server that stays."""

import contextlib
from collections.abc import Mapping
from typing import Final

from webapp.errors import BadParameterError, SettingError
from webapp.lineage.records import Key
from webapp.queries.lineage.exported import File, exported
from webapp.queries.lineage.wanted import Wanted, wanted
from webapp.serving.reading import read_only
from webapp.store.client import Store
from webapp.store.connection import Connection

CALL_SECONDS: Final = 30.0
FILE_SECONDS: Final = 120.0


def lineage_file(url: str, record: str, name: str, said: Mapping[str, str]) -> File:
    """The lineage of `artifact:26` in a format, as the page of the same parameters has it.

    Raises SettingError, StoreFileError, StoreError and NotFoundError.
    """
    asked = _asked(parsed(record), said)
    with read_only(url) as address, contextlib.closing(Connection(address)) as connection:
        store = Store(connection, CALL_SECONDS, FILE_SECONDS)
        return exported(store, asked, name)


def _asked(start: Key, said: Mapping[str, str]) -> Wanted:
    try:
        return wanted(start, said)
    except BadParameterError as error:
        option = f"--{error.name.replace('_', '-')}"
        raise SettingError(option, said.get(error.name, ""), error.expected) from None


def parsed(text: str) -> Key:
    """The record that `artifact:26` names; SettingError for anything else.

    >>> parsed("execution:19")
    Key(kind='execution', id=19)
    """
    kind, _, number = text.partition(":")
    key = Key.parse(f"{kind}/{number}")
    if key is None:
        raise SettingError("KIND:ID", text, "artifact:26 or execution:19 is right")
    return key
