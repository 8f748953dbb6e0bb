"""A store of an old schema as one that can be read: a copy is upgraded, the file never."""

import shutil
from pathlib import Path
from typing import Final

from ml_metadata.metadata_store.pywrap.metadata_store_extension import metadata_store as mlmd
from ml_metadata.proto import metadata_store_pb2 as mlpb

from webapp.errors import StoreFileError
from webapp.store import untouched
from webapp.store.location import SqliteFile
from webapp.store.sqlite_file import SCHEMA, connection_config, examine

# An upgrade rewrites tables beside the old ones.
ROOM: Final = 3


def upgraded_copy(path: Path, to: Path) -> int | None:
    """The schema that `path` has; `to` is then a copy of it with the schema that is needed.

    None, and no copy, where `path` has that schema itself. StoreFileError if it is no store, if
    it cannot be copied, or if MLMD cannot upgrade it. `path` is only read.
    """
    untouched.check_header(path)
    version = untouched.schema_version(path)
    if version is None or version >= SCHEMA:
        examine(path)
        return None
    needed, free = ROOM * path.stat().st_size, shutil.disk_usage(to.parent).free
    if free < needed:
        lack = f"up to {needed // 2**20:,} MiB in {to.parent}, where {free // 2**20:,} are free"
        hint = "set TMPDIR to a larger place"
        raise StoreFileError(f"An upgraded copy of {path} takes {lack}: {hint}.")
    untouched.copy(path, to)
    _upgrade(path, to)
    return version


def _upgrade(path: Path, copy: Path) -> None:
    config = connection_config(SqliteFile(copy))
    options = mlpb.MigrationOptions(enable_upgrade_migration=True)
    try:
        # The connection closes when its last reference goes.
        mlmd.CreateMetadataStore(config.SerializeToString(), options.SerializeToString())
    except RuntimeError as error:
        raise untouched.refusal(path, f"cannot be upgraded ({error})") from None
