"""Rows as an Atom feed (RFC 4287)."""

import re
from collections.abc import Iterable
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Final

from msgspec import Struct

from webapp.exports.json import rfc3339
from webapp.late import Late

if TYPE_CHECKING:
    from xml.etree import ElementTree as ET
else:
    ET = Late("xml.etree.ElementTree")

NAMESPACE: Final = "http://www.w3.org/2005/Atom"
# What XML 1.0 has no way to write. It is compiled by the first feed: that takes 3 ms, for which no
# first page is to wait.
UNWRITABLE: Final = "[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]"
NEVER: Final = datetime(1970, 1, 1, tzinfo=UTC)


class Entry(Struct, frozen=True):
    """One row: its page's address, which is also its id, and what a reader shows of it."""

    address: str
    title: str
    summary: str
    author: str
    published: datetime | None
    updated: datetime | None


def feed(title: str, own: str, page: str, entries: Iterable[Entry]) -> str:
    """The feed at the address `own` of what the page at the address `page` shows.

    >>> text = feed("Artifacts", "http://a/artifacts.atom", "http://a/artifacts", [])
    >>> text.splitlines()[0]
    "<?xml version='1.0' encoding='utf-8'?>"
    """
    root = ET.Element("feed", xmlns=NAMESPACE)
    told = tuple(entries)
    latest = max((one.updated or one.published or NEVER for one in told), default=NEVER)
    _text(root, "title", title)
    _text(root, "id", own)
    _text(root, "updated", rfc3339(latest) or "")
    ET.SubElement(root, "link", rel="self", type="application/atom+xml", href=_written(own))
    ET.SubElement(root, "link", rel="alternate", type="text/html", href=_written(page))
    _text(ET.SubElement(root, "author"), "name", "ML Metadata")
    for one in told:
        _put(ET.SubElement(root, "entry"), one)
    text: bytes = ET.tostring(root, encoding="utf-8", xml_declaration=True)
    return text.decode()


def _put(element: "ET.Element", entry: Entry) -> None:
    _text(element, "title", entry.title)
    _text(element, "id", entry.address)
    ET.SubElement(element, "link", rel="alternate", type="text/html", href=_written(entry.address))
    _text(element, "updated", rfc3339(entry.updated or entry.published or NEVER) or "")
    if entry.published is not None:
        _text(element, "published", rfc3339(entry.published) or "")
    if entry.author:
        _text(ET.SubElement(element, "author"), "name", entry.author)
    _text(element, "summary", entry.summary)


def _text(parent: "ET.Element", name: str, text: str) -> None:
    ET.SubElement(parent, name).text = _written(text)


def _written(text: str) -> str:
    return re.sub(UNWRITABLE, "\ufffd", text)
