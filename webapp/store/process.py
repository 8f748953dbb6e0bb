"""The store process: one database, one owner, one gRPC port, until it is told to stop."""

import contextlib
from collections.abc import Callable
from typing import Final

from kubeflow.metadata.types import registration
from webapp.errors import StoreFileError
from webapp.store import owner, server, sqlite_file
from webapp.store.core import Core
from webapp.store.endpoint import Endpoint
from webapp.store.location import SqliteFile
from webapp.store.owner import Ownership
from webapp.store.sqlite_indexes import add_indexes
from webapp.store.stopping import Stop

Report = Callable[[str], None]

# Calls that run when the store is told to stop have this long to end.
GRACE_SECONDS: Final = 5
WATCH_SECONDS: Final = 1


def serve(file: SqliteFile, listen: Endpoint, report: Report, stop: Stop) -> None:
    """Nothing, once it was told to stop; StoreFileError and SettingError before it is ready.

    StoreFileError too when the file is replaced under it: its rows would be old from then on, and
    what is written lost.
    """
    _check(file)
    listen.listen("--listen").close()
    if file.read_only:
        _run(file, listen, report, stop, None)
        return
    with owner.owning(file.path) as ownership:
        _prepare(file, report)
        _run(file, listen, report, stop, ownership)


def _check(file: SqliteFile) -> None:
    if not file.read_only:
        owner.refuse_owned(file.path)
    if file.read_only or file.path.exists():
        sqlite_file.examine(file.path)
    elif not file.path.parent.is_dir():
        raise StoreFileError(f"{file.path} cannot be created: there is no folder of that name.")


def _prepare(file: SqliteFile, report: Report) -> None:
    if file.path.exists():
        sqlite_file.set_wal(file.path)
    else:
        sqlite_file.create(file.path)
        report(f"Created {file.path}, for there was no such file.")
    add_indexes(file.path, report)


def _run(
    file: SqliteFile, listen: Endpoint, report: Report, stop: Stop, ownership: Ownership | None
) -> None:
    served = sqlite_file.identity(file.path)
    with contextlib.closing(_open(file)) as core:
        if ownership is not None:
            _register_types(core, report)
        grpc_server, port = server.bind(core, str(listen))
        grpc_server.start()
        try:
            address = str(Endpoint(listen.reachable.host, port))
            if ownership is not None:
                ownership.announce(address)
            report(f"Store ready at {address}")
            while not stop.wished(within=WATCH_SECONDS):
                if sqlite_file.identity(file.path) != served:
                    gone = "was moved, removed or replaced while it was served, so this store ends"
                    raise StoreFileError(f"{file.path} {gone}.")
        finally:
            grpc_server.stop(GRACE_SECONDS).wait()


def _open(file: SqliteFile) -> Core:
    try:
        return Core(sqlite_file.connection_config(file))
    except RuntimeError as error:
        raise StoreFileError(f"{file.path} cannot be opened: {error}.") from None


def _register_types(core: Core, report: Report) -> None:
    _, reason, code = core.call("PutTypes", registration().SerializeToString())
    if code:
        report(f"The types of the Metadata SDK could not be registered: {reason}")
