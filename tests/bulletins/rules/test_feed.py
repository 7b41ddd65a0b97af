"""The Atom feed has what RFC 4287 asks for."""

from datetime import UTC, datetime
from xml.etree import ElementTree as ET

from shuping.bulletins.rules.feed import Item, feed

HOME = "https://a.example/bulletins/"
ATOM = "{http://www.w3.org/2005/Atom}"
ITEMS = [
    Item(n, f"题目<{n}>&", f"{HOME}{n}/", "临江区委", datetime(2020, 1, n, tzinfo=UTC))
    for n in (2, 1)
]


def test_a_feed_has_its_marks_and_every_entry_its_own() -> None:
    root = ET.fromstring(feed(ITEMS, HOME, f"{HOME}feed/", title="简报"))  # noqa: S314 - our own

    assert root.tag == f"{ATOM}feed"
    for name in ("id", "title", "updated"):
        assert len(root.findall(f"{ATOM}{name}")) == 1
    assert {one.get("rel") for one in root.findall(f"{ATOM}link")} == {
        "self",
        "alternate",
    }
    entries = root.findall(f"{ATOM}entry")
    ids = {one.findtext(f"{ATOM}id") for one in entries}
    assert len(ids) == len(entries) == 2
    assert all(str(one).startswith("urn:uuid:") for one in ids)
    for entry, item in zip(entries, ITEMS, strict=True):
        assert entry.findtext(f"{ATOM}title") == item.title
        assert entry.findtext(f"{ATOM}updated") == item.published.isoformat()
        assert entry.findtext(f"{ATOM}author/{ATOM}name") == "临江区委"
    assert root.findtext(f"{ATOM}updated") == ITEMS[0].published.isoformat()


def test_a_feed_of_nothing_is_a_feed_and_gives_the_same_bytes() -> None:
    empty = feed([], HOME, HOME, title="简报")

    assert ET.fromstring(empty).findall(f"{ATOM}entry") == []  # noqa: S314 - our own
    assert feed(ITEMS, HOME, HOME, title="甲") == feed(ITEMS, HOME, HOME, title="甲")
