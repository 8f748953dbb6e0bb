"""Stores as other programs wrote them, served from a copy, with plain SQL on another."""

import base64
import re
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from functools import cached_property
from pathlib import Path
from typing import Any

import kfp_v1_store
import kfp_v2_store
from flask.testing import FlaskClient
from google.protobuf import json_format, struct_pb2
from ml_metadata import MetadataStore
from ml_metadata.proto import metadata_store_pb2 as mlpb
from servers import create_server

from webapp.app import create_app
from webapp.settings import Settings
from webapp.store import sqlite_file, untouched
from webapp.store.connection import Connection
from webapp.store.location import SqliteFile
from webapp.store.upgrade import upgraded_copy

STORES = Path(__file__).parents[3] / "shared" / "stores"
FILES = sorted(path.name for path in STORES.glob("*.db")) if STORES.is_dir() else []
# No populated store of these is public: they are modelled by hand.
MODELLED = {"kfp-v1": kfp_v1_store.log, "kfp-v2": kfp_v2_store.log}
KINDS = ("artifact", "execution", "context")
STRUCT = "mlmd-struct::"
LINK = re.compile(r"<a\b[^>]*>(.*?)</a>", re.DOTALL)


class Recorded:
    """A store that is served; `rows` reads a closed copy of it with plain SQL."""

    def __init__(self, client: FlaskClient, copy: Path) -> None:
        self.client = client
        self._copy = copy

    def rows(self, query: str) -> list[tuple[Any, ...]]:
        """What the query finds."""
        with closing(sqlite3.connect(self._copy)) as database:
            return database.execute(query).fetchall()

    def ids(self, kind: str) -> list[int]:
        """The id of every record of a kind."""
        return [key for (key,) in self.rows(f"SELECT id FROM {kind.capitalize()}")]  # noqa: S608

    @cached_property
    def twins(self) -> dict[str, dict[int, dict[str, Any]]]:
        """The JSON twin of every record, by kind and id."""
        return {
            kind: {
                key: self.client.get(f"/{kind}s/{key}.json").get_json() for key in self.ids(kind)
            }
            for kind in KINDS
        }

    @cached_property
    def pages(self) -> dict[str, dict[int, Any]]:
        """The answer for the page of every record, by kind and id."""
        return {
            kind: {
                key: self.client.get(f"/{kind}s/{key}", follow_redirects=True)
                for key in self.ids(kind)
            }
            for kind in KINDS
        }

    def properties(self, kind: str) -> dict[tuple[int, str, bool], Any]:
        """Every property as SQL has it, by record, name and whether it is custom."""
        table = f"{kind.capitalize()}Property"
        there = {row[1] for row in self.rows(f"PRAGMA table_info({table})")}
        # A schema older than 10 knows no booleans.
        flag = "bool_value" if "bool_value" in there else "NULL"
        columns = f"name, is_custom_property, int_value, double_value, string_value, {flag}"
        found = self.rows(f"SELECT {kind}_id, {columns} FROM {table}")  # noqa: S608
        return {(key, name, bool(custom)): _value(*values) for key, name, custom, *values in found}


def _value(number: int | None, real: float | None, text: Any, flag: int | None) -> Any:
    if isinstance(text, bytes):
        text = text.decode()
    if isinstance(text, str) and text.startswith(STRUCT):
        message = struct_pb2.Struct.FromString(base64.b64decode(text.removeprefix(STRUCT)))
        return json_format.MessageToDict(message)
    if flag is not None:
        return bool(flag)
    return next((one for one in (number, real, text) if one is not None), None)


@contextmanager
def recorded(name: str, folder: Path) -> Iterator[Recorded]:
    """The recorded or modelled store of that name, served from a file in `folder`."""
    served, read = folder / "served.db", folder / "read.db"
    if name in MODELLED:
        sqlite_file.create(served)
    elif upgraded_copy(STORES / name, served) is None:
        shutil.copyfile(STORES / name, served)
    config = sqlite_file.connection_config(SqliteFile(served))
    server, port = create_server(config, "127.0.0.1:0")
    server.start()
    if name in MODELLED:
        MODELLED[name](MetadataStore(mlpb.MetadataStoreClientConfig(host="127.0.0.1", port=port)))
    connection = Connection(f"grpc://127.0.0.1:{port}")
    copied = Path(shutil.copyfile(STORES / name, read)) if name in FILES else None
    if copied is None:
        untouched.copy(served, read)
    yield Recorded(create_app(Settings(), connection).test_client(), read)
    connection.close()
    server.stop(None).wait()
