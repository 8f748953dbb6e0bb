"""What a file of a lineage says where it is a part: each format in a way of its own."""

from collections.abc import Mapping
from typing import Final

from webapp.lineage.nodes import Walked

STOPPED: Final[Mapping[str, str]] = {
    "limit": "there are more nodes than the limit",
    "time": "the store was too slow to walk all of it",
}


def remark(found: Walked) -> str:
    """Why the file is not complete and what is known to be missing, in ASCII; "" where it is."""
    why = reasons(found)
    if not why:
        return ""
    hidden = sum(there.count for there in found.lineage.hidden)
    left_out = f" Known and left out beside what is here: {hidden:,}." if hidden else ""
    return f"Not complete: {', and '.join(why)}.{left_out}"


def reasons(found: Walked) -> list[str]:
    """Why a lineage is not complete; nothing where it is."""
    stopped = found.lineage.stopped
    said = [STOPPED[stopped]] if stopped else []
    if found.unread:
        said.append(f"records not read in time: {found.unread:,}")
    return said
