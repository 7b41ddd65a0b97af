"""The latest of a portal as an Atom feed (RFC 4287)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import NAMESPACE_URL, uuid5
from xml.etree.ElementTree import Element, SubElement, register_namespace, tostring

from shuping.documents.rules.content import printable

_ATOM = "http://www.w3.org/2005/Atom"
register_namespace("", _ATOM)


@dataclass(frozen=True, slots=True)
class Item:
    """One page: its number, title, address, source, and when it last changed."""

    number: int
    title: str
    address: str
    source: str
    published: datetime


def feed(items: Sequence[Item], home: str, own: str, *, title: str) -> bytes:
    """Return the feed; the latest item comes first. `own` is the feed's address."""
    root = Element(f"{{{_ATOM}}}feed")
    epoch = "1970-01-01T00:00:00+00:00"
    updated = items[0].published.isoformat() if items else epoch
    _text(root, id=_id(home), title=title, updated=updated)
    SubElement(root, f"{{{_ATOM}}}link", rel="self", href=own)
    SubElement(root, f"{{{_ATOM}}}link", rel="alternate", href=home)
    for one in items:
        entry = SubElement(root, f"{{{_ATOM}}}entry")
        when = one.published.isoformat()
        _text(entry, id=_id(f"{home}{one.number}"), title=one.title, updated=when)
        _text(entry, published=when)
        SubElement(entry, f"{{{_ATOM}}}link", rel="alternate", href=one.address)
        author = SubElement(entry, f"{{{_ATOM}}}author")
        _text(author, name=one.source)
    told: bytes = tostring(root, encoding="utf-8", xml_declaration=True)
    return told


def _id(address: str) -> str:
    return uuid5(NAMESPACE_URL, address).urn


def _text(parent: Element, **told: str) -> None:
    for name, text in told.items():
        SubElement(parent, f"{{{_ATOM}}}{name}").text = printable(text)
