"""Real pages over MLMD lists: any place in the order, forwards and backwards.

MLMD's page token is a base64 protobuf (ListOperationNextPageToken) that says where the last page
ended. We write it ourselves from the last row shown, so a page is addressed by a row and not by
what a server happened to issue; 1.17 and 1.21 read it alike.
"""

import base64
from collections.abc import Mapping, Sequence
from typing import Final, Literal, TypeAlias

from msgspec import Struct
from msgspec.structs import replace

from webapp.metadata import Artifact, Context, Execution, Type
from webapp.store.messages import milliseconds
from webapp.store.wire import mlpb

# More rows than this and MLMD answers 101 of them and no token: silent truncation.
LARGEST_PAGE = 100

Record: TypeAlias = Artifact | Execution | Context
Order: TypeAlias = Literal["created", "updated", "id"]
FIELDS: Final[Mapping[Order, str]] = {
    "created": "CREATE_TIME",
    "updated": "LAST_UPDATE_TIME",
    "id": "ID",
}


class Cursor(Struct, frozen=True):
    """A place in an order: the key of a row (milliseconds since 1970, or its id) and its id.

    Among rows of one update time MLMD goes on by leaving out those it is told: `ties` are the ids
    of all of them up to this place. Its own tokens tell those of one page, so that with more than
    two pages of one millisecond they lead in a circle.
    """

    key: int
    id: int
    ties: tuple[int, ...] = ()

    @classmethod
    def of(cls, record: Record, order: Order) -> "Cursor":
        """The place of `record`, as if no other row had its key."""
        return cls(_key(record, order), record.id, (record.id,) if order == "updated" else ())


class Listing(Struct, frozen=True):
    """Which rows, in which order: all of a kind, those of a type, or those of a context.

    `where` is a filter in MLMD's words for those among them; "" for all.
    """

    order: Order = "created"
    ascending: bool = False
    after: Cursor | None = None
    type: Type | None = None
    context_id: int | None = None
    where: str = ""

    def behind(self, rows: Sequence[Record]) -> "Listing":
        """What comes after `rows` (one at least), which are the next of this listing."""
        place = Cursor.of(rows[-1], self.order)
        if self.order == "updated":
            before = self.after.ties if self.after and self.after.key == place.key else ()
            ties = (row.id for row in rows if _key(row, self.order) == place.key)
            place = replace(place, ties=(*before, *ties))
        return replace(self, after=place)


def write_options(options: "mlpb.ListOperationOptions", listing: Listing, size: int) -> None:
    """Fill the options of a list request for the `size` rows of `listing` after its cursor."""
    options.max_result_size = min(size, LARGEST_PAGE)
    if listing.where:
        options.filter_query = listing.where
    order = options.order_by_field
    order.field = order.Field.Value(FIELDS[listing.order])
    order.is_asc = listing.ascending
    if listing.after is None:
        return
    token = mlpb.ListOperationNextPageToken(
        id_offset=listing.after.id,
        field_offset=listing.after.key,
        listed_ids=listing.after.ties,
    )
    token.set_options.CopyFrom(options)
    options.next_page_token = base64.urlsafe_b64encode(token.SerializeToString()).decode("ascii")


def _key(record: Record, order: Order) -> int:
    match order:
        case "created":
            return milliseconds(record.created)
        case "updated":
            return milliseconds(record.updated)
    return record.id
