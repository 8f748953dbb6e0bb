"""Real pages over MLMD lists: any place in the order, forwards and backwards.

MLMD's page token is a base64 protobuf (ListOperationNextPageToken) that says where the last page
ended. We write it ourselves from the last row shown, so a page is addressed by a row and not by
what a server happened to issue; 1.17 and 1.21 read it alike.
"""

import base64
from dataclasses import dataclass
from typing import Literal, TypeAlias

from ml_metadata.proto import metadata_store_pb2 as mlpb

from webapp.metadata import Artifact, Context, Execution, Type
from webapp.store.messages import milliseconds

# More rows than this and MLMD answers 101 of them and no token: silent truncation.
LARGEST_PAGE = 100

Order: TypeAlias = Literal["created", "id"]
Fields = mlpb.ListOperationOptions.OrderByField


@dataclass(frozen=True, slots=True)
class Cursor:
    """A place in an order: the key of a row (milliseconds since 1970, or its id) and its id."""

    key: int
    id: int

    @classmethod
    def of(cls, record: Artifact | Execution | Context, order: Order) -> "Cursor":
        """The place of `record`."""
        return cls(milliseconds(record.created) if order == "created" else record.id, record.id)


@dataclass(frozen=True, slots=True)
class Listing:
    """Which rows, in which order: all of a kind, those of a type, or those of a context."""

    order: Order = "created"
    ascending: bool = False
    after: Cursor | None = None
    type: Type | None = None
    context_id: int | None = None


def write_options(options: mlpb.ListOperationOptions, listing: Listing, size: int) -> None:
    """Fill the options of a list request for the `size` rows of `listing` after its cursor."""
    options.max_result_size = min(size, LARGEST_PAGE)
    options.order_by_field.field = Fields.CREATE_TIME if listing.order == "created" else Fields.ID
    options.order_by_field.is_asc = listing.ascending
    if listing.after is None:
        return
    token = mlpb.ListOperationNextPageToken(
        id_offset=listing.after.id, field_offset=listing.after.key
    )
    token.set_options.CopyFrom(options)
    options.next_page_token = base64.urlsafe_b64encode(token.SerializeToString()).decode("ascii")
