"""Bulletins that come as a file from elsewhere: their paragraphs, and nothing else."""

import re
from html.parser import HTMLParser

from shuping.documents.rules.content import printable
from shuping.refusal import Words, say
from shuping.reports.rules.files import read_report
from shuping.wording import cleaned
from shuping.wording.decoding import Unreadable, decode

ENDINGS = (".docx", ".md", ".txt", ".html", ".htm")
MOST_CHARACTERS = 20_000
_UNREAD = frozenset({"script", "style", "head", "template", "noscript", "svg"})
_BREAKS = re.compile(
    r"address|article|aside|blockquote|br|dd|div|dl|dt|figcaption|footer|form|h[1-6]"
    r"|header|hr|li|main|nav|ol|p|pre|section|table|td|th|tr|ul"
)


def paragraphs_of(content: bytes, name: str) -> tuple[str, ...] | Words:
    """Return the paragraphs of a file as given, or say why it cannot be read."""
    read = _html(content) if _is_html(name) else _report(content, name)
    if isinstance(read, Words):
        return read
    lines = (printable(cleaned(one)) for one in read)
    told = tuple(one for one in lines if one)
    if not told:
        return say("There is no text in the file.")
    if sum(map(len, told)) > MOST_CHARACTERS:
        return say("The text has more than {most} characters.", most=MOST_CHARACTERS)
    return told


def _is_html(name: str) -> bool:
    return name.lower().endswith((".html", ".htm"))


def _report(content: bytes, name: str) -> list[str] | Words:
    read = read_report(content, name)
    if isinstance(read, Unreadable):
        return _why(read)
    return [one.text for one in read]


def _why(read: Unreadable) -> Words:
    return say("{wrong}; {right}.", wrong=read.wrong, right=read.right)


def _html(content: bytes) -> list[str] | Words:
    text = decode(content)
    if isinstance(text, Unreadable):
        return _why(text)
    reader = _Reader()
    reader.feed(text)
    reader.close()
    return "".join(reader.told).split("\n")


class _Reader(HTMLParser):
    """Reads the text of a page; what only a browser runs or draws is no text."""

    def __init__(self) -> None:
        super().__init__()
        self.told: list[str] = []
        self._unread: list[str] = []

    def handle_starttag(self, tag: str, attrs: object) -> None:  # noqa: ARG002 - the base class names it
        if tag in _UNREAD:
            self._unread.append(tag)
        elif _BREAKS.fullmatch(tag):
            self.told.append("\n")

    def handle_endtag(self, tag: str) -> None:
        if self._unread and tag == self._unread[-1]:
            self._unread.pop()
        elif _BREAKS.fullmatch(tag):
            self.told.append("\n")

    def handle_data(self, data: str) -> None:
        if not self._unread:
            self.told.append(" ".join(data.split()) if data.strip() else "")
