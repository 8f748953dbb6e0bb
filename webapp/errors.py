"""One class per failure, in domain words. webapp/views/failures.py gives each its HTTP status."""

from collections.abc import Iterable
from typing import Final

from webapp.texts import cut_at

# The exit status of a process that has a setting, or a file, that cannot be used.
REFUSED: Final = 2
# Of what was asked, in a sentence.
LONGEST_SAID: Final = 80
LONGEST_ADDRESS: Final = 200


class DashboardError(Exception):
    """Any failure that the user is told about; `code` is its name in JSON."""

    code = "error"


class NotFoundError(DashboardError):
    """The store answered, and has no such record."""

    code = "not_found"

    def __init__(self, kind: str, key: object, known_by: str = "has the id") -> None:
        super().__init__(f"No {kind} {known_by} {key}.")
        self.kind = kind
        self.key = key


class NoPageError(DashboardError):
    """An address that is none of this dashboard's pages."""

    code = "not_found"

    def __init__(self, address: str) -> None:
        super().__init__(f"{cut_at(address, LONGEST_ADDRESS)} is no page of this dashboard.")


class BadParameterError(DashboardError):
    """A parameter of the request that cannot be used."""

    code = "bad_parameter"

    def __init__(self, name: str, value: str, expected: str) -> None:
        super().__init__(f"{name}={cut_at(value, LONGEST_SAID)} cannot be used: {expected}.")
        self.name = name
        self.expected = expected


class StoreError(DashboardError):
    """The store did not give what was asked of it; `address` says which store."""

    code = "store_error"

    def __init__(self, address: str, detail: str) -> None:
        super().__init__(f"The store at {address} {detail}")
        self.address = address
        self.detail = detail


class StoreUnavailableError(StoreError):
    """Nothing answers at the store's address, or the store is busy with others."""

    code = "store_unavailable"


class StoreTimeoutError(StoreError):
    """The store did not answer within the deadline."""

    code = "store_timeout"


class StoreRefusedError(StoreError):
    """The store wants credentials that it was not given."""

    code = "store_refused"


class StoreUnreadableError(StoreError):
    """The store failed on its own rows (MLMD's INTERNAL, DATA_LOSS and the like)."""

    code = "store_unreadable"


class StoreTooLargeError(StoreError):
    """An answer larger than this process reads at once."""

    code = "store_too_large"


class StoreReplacedError(StoreError):
    """Another store answers at the address than did before."""

    code = "store_replaced"


class SettingError(DashboardError):
    """A setting that cannot be used: names the option, the value and what would be right."""

    code = "bad_setting"

    def __init__(self, option: str, value: object, expected: str) -> None:
        super().__init__(f"{option} is {value!r}: {expected}.")
        self.option = option


class StoreFileError(DashboardError):
    """A store file that cannot be served; nothing in it was changed."""

    code = "bad_store_file"


class QueryError(DashboardError):
    """A query text that says nothing: `position` is where it stops making sense, `reason` why."""

    code = "bad_query"

    def __init__(self, reason: str, position: int) -> None:
        super().__init__(f"The query cannot be read at character {position + 1}: {reason}")
        self.reason = reason
        self.position = position


class CatalogError(DashboardError):
    """The catalog in the folder `path` did not do what was asked of it."""

    code = "catalog_error"

    def __init__(self, path: object, detail: str) -> None:
        super().__init__(f"The catalog in {path} {detail}")
        self.path = str(path)
        self.detail = detail


class CatalogMissingError(CatalogError):
    """There is no catalog yet, or it was deleted, or it is of another version."""

    code = "catalog_missing"


class CatalogUnreadableError(CatalogError):
    """What lies in the catalog's folder is broken; it has to be built again."""

    code = "catalog_unreadable"


class CatalogBusyError(CatalogError):
    """Another process writes this catalog."""

    code = "catalog_busy"


class CatalogForeignError(CatalogError):
    """The catalog is another store's; `busy` says who writes it, if that is known."""

    code = "catalog_foreign"

    def __init__(self, path: object, busy: str = "") -> None:
        told = "is another store's: give each store a folder of its own with --catalog."
        super().__init__(path, f"{busy} It {told}" if busy else told)


class CatalogReadOnlyError(CatalogError):
    """The catalog's folder cannot be written."""

    code = "catalog_read_only"


class CatalogFullError(CatalogError):
    """No space is left where the catalog lies."""

    code = "catalog_full"


class CatalogNeededError(DashboardError):
    """What was asked only a complete catalog can answer; `progress` is None where none is kept.

    `trouble` is a sentence on why there is one that cannot be used.
    """

    code = "catalog_incomplete"

    def __init__(self, asked: Iterable[str], progress: float | None, trouble: str = "") -> None:
        shown = ", ".join(cut_at(text, LONGEST_SAID) for text in asked)
        if progress is None:
            why = "this dashboard keeps none."
        elif trouble:
            why = f"it cannot be used now: {trouble}"
        else:
            why = f"its first build is at {progress:.0%}."
        super().__init__(f"Only the catalog can answer {shown}, and {why}")
        self.progress = progress
