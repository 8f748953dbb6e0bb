"""One owner per store file: a lock on a file beside it that says who holds it.

The lock is the kernel's (flock), so it ends with its process however that ends; what is written
in the file is only for people. Programs that do not know the lock are not held off by it.
"""

import contextlib
import fcntl
import json
import os
import socket
from collections.abc import Iterator
from pathlib import Path

from webapp.errors import StoreFileError


class Ownership:
    """The right to serve one file, held until released."""

    def __init__(self, descriptor: int) -> None:
        self._descriptor = descriptor

    def announce(self, address: str) -> None:
        """Nothing; whoever is refused is told `address` from now on."""
        who = {"pid": os.getpid(), "host": socket.gethostname(), "address": address}
        os.ftruncate(self._descriptor, 0)
        os.pwrite(self._descriptor, json.dumps(who).encode(), 0)


def sidecar(path: Path) -> Path:
    """The file that is locked for `path`, which must be the real path."""
    return path.with_name(f"{path.name}.owner")


def refuse_owned(path: Path) -> None:
    """Nothing; StoreFileError if another process serves `path`. Creates and changes nothing."""
    try:
        descriptor = os.open(sidecar(path), os.O_RDONLY)
    except FileNotFoundError:
        return
    try:
        if not _locked(descriptor, fcntl.LOCK_SH):
            raise _owned(path, descriptor)
    finally:
        os.close(descriptor)


@contextlib.contextmanager
def owning(path: Path) -> Iterator[Ownership]:
    """The ownership of `path`; StoreFileError if another process has it."""
    lock = sidecar(path)
    descriptor = _acquire(path, lock)
    try:
        ownership = Ownership(descriptor)
        ownership.announce("")
        yield ownership
    finally:
        # Gone before it is unlocked: who waits for it then sees that it is not the file any more.
        lock.unlink(missing_ok=True)
        os.close(descriptor)


def _acquire(path: Path, lock: Path) -> int:
    while True:
        try:
            descriptor = os.open(lock, os.O_RDWR | os.O_CREAT, 0o644)
        except OSError as error:
            reason = f"{path} cannot be owned, for {lock.name} cannot be written beside it"
            hint = "add ?mode=ro to read it without owning it"
            raise StoreFileError(f"{reason} ({error.strerror}): {hint}.") from None
        if not _locked(descriptor, fcntl.LOCK_EX):
            refusal = _owned(path, descriptor)
            os.close(descriptor)
            raise refusal
        if _same(descriptor, lock):
            return descriptor
        os.close(descriptor)


def _locked(descriptor: int, how: int) -> bool:
    try:
        fcntl.flock(descriptor, how | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _same(descriptor: int, lock: Path) -> bool:
    try:
        return os.path.samestat(os.fstat(descriptor), lock.stat())
    except FileNotFoundError:
        return False


def _owned(path: Path, descriptor: int) -> StoreFileError:
    try:
        who = json.loads(os.pread(descriptor, 4096, 0))
        where = "" if who["host"] == socket.gethostname() else f" on {who['host']}"
        holder = f"process {who['pid']}{where}"
        address = who["address"]
    except (ValueError, LookupError, TypeError):
        holder, address = "another process", ""
    if not address:
        return StoreFileError(f"{path} is served by {holder}: stop that one first.")
    return StoreFileError(
        f"{path} is served by {holder} at {address}: "
        f"use --store grpc://{address}, or stop that one first."
    )
