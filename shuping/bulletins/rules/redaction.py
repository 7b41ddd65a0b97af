"""What an audience does not read: taken out of the words, and told.

Inside nothing is hidden. The bodies below read no single comment, no mark and nothing
by which a person is reached or known; the public reads no person's name either. What is
taken is shown before it goes out.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

from shuping.bulletins.rules.phrases import bare
from shuping.bulletins.rules.reach import spots
from shuping.bulletins.rules.states import Audience
from shuping.documents.rules.content import Block, Document, Heading, Paragraph
from shuping.refusal import Words, say


class Hidden(StrEnum):
    """A kind of words that some audience does not read."""

    NAME = "name"
    COMMENT = "comment"
    MARK = "mark"
    IDENTITY = "identity"
    PHONE = "phone"
    MAIL = "mail"


HIDES: Mapping[Audience, frozenset[Hidden]] = {
    Audience.INSIDE: frozenset(),
    Audience.BELOW: frozenset(Hidden) - {Hidden.NAME},
    Audience.PUBLIC: frozenset(Hidden),
}
WHY: Mapping[Hidden, Words] = {
    Hidden.NAME: say("a person's name"),
    Hidden.COMMENT: say("a comment on one reporter"),
    Hidden.MARK: say("a mark or a grade"),
    Hidden.IDENTITY: say("an identity number"),
    Hidden.PHONE: say("a telephone number"),
    Hidden.MAIL: say("an e-mail address"),
}
_SENTENCES = re.compile(r"[^。！？]*[。！？]+[”」』）]*|[^。！？]+$")
_POST = re.compile(r"(书记|主任|部长|局长|镇长|区长|市长|组长|院长|校长|主席|会长)$")
_MARK = re.compile(
    r"\d+(\.\d+)?分(?!钟|之|别|管|类|工|组|批)|得票|票数|排名|名列第|位列第"
    r"|(评为|评定为|等次为|定为)“?(好|较好|一般|差)"
)
_SHORT = 4  # a shorter comment may stand in a sentence by chance
_SOMEBODY = "有关同志"
_LEFT_OUT = "（略）"


@dataclass(frozen=True, slots=True)
class Private:
    """What the record of the rounds holds that not everybody reads."""

    names: frozenset[str] = frozenset()
    comments: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Taken:
    """Words that were taken out of a paragraph, counted from 1."""

    paragraph: int
    words: str
    kind: Hidden

    @property
    def why(self) -> Words:
        """Return what was not to be read."""
        return WHY[self.kind]


@dataclass(frozen=True, slots=True)
class Redaction:
    """A document as its audience reads it, and what it does not read."""

    document: Document
    taken: tuple[Taken, ...]


def redacted(document: Document, to: Audience, private: Private) -> Redaction:
    """Return the document for an audience; what is public bears no marking."""
    taken: list[Taken] = []
    blocks: list[Block] = []
    for number, block in enumerate(document.blocks, 1):
        blocks += _block(block, HIDES[to], private, _noting(taken, number))
    at_the_top = _noting(taken, 0)
    shown = replace(
        document,
        title=_bare(document.title, HIDES[to], private, at_the_top),
        byline=_unreached(document.byline, HIDES[to], at_the_top),
        marking="" if to == Audience.PUBLIC else document.marking,
        blocks=tuple(blocks),
    )
    return Redaction(shown, tuple(taken))


_Note = Callable[[str, Hidden], None]


def _noting(taken: list[Taken], number: int) -> _Note:
    def note(words: str, kind: Hidden) -> None:
        taken.append(Taken(number, words, kind))

    return note


def _block(
    block: Block, hidden: frozenset[Hidden], private: Private, note: _Note
) -> Iterator[Block]:
    """Yield the block without what is hidden; nothing where nothing is left of it."""
    if isinstance(block, Heading):
        yield replace(block, text=_bare(block.text, hidden, private, note))
    elif isinstance(block, Paragraph):
        kept = "".join(_sentences(block.text, hidden, private, note))
        if text := _bare(kept, hidden, private, note):
            yield replace(block, text=text)
    else:
        yield block


def _bare(text: str, hidden: frozenset[Hidden], private: Private, note: _Note) -> str:
    if Hidden.NAME in hidden:
        text = _nameless(text, private.names, note)
    return _unreached(text, hidden, note)


def _unreached(text: str, hidden: frozenset[Hidden], note: _Note) -> str:
    """Return the text without numbers and addresses of persons."""
    kept, end = "", 0
    for spot in spots(text):
        kind = Hidden(spot.kind)
        if kind in hidden:
            note(text[spot.start : spot.end], kind)
            kept += text[end : spot.start] + _LEFT_OUT
            end = spot.end
    return kept + text[end:]


def _sentences(
    text: str, hidden: frozenset[Hidden], private: Private, note: _Note
) -> Iterator[str]:
    for one in _SENTENCES.findall(text):
        kind = _kind(one, private)
        if kind in hidden:
            note(one, kind)
        else:
            yield one


def _kind(sentence: str, private: Private) -> Hidden | None:
    said = (bare(one) for one in private.comments)
    if any(one in sentence for one in said if len(one) >= _SHORT):
        return Hidden.COMMENT
    return Hidden.MARK if _MARK.search(sentence) else None


def _nameless(text: str, names: frozenset[str], note: _Note) -> str:
    """Return the text without names: after a post nothing, else somebody."""
    for name in sorted((one for one in names if len(one) > 1), key=len, reverse=True):
        kept = ""
        while name in text:
            before, _, text = text.partition(name)
            kept += before
            kept += "" if _POST.search(kept) else _SOMEBODY
            text = text.removeprefix("同志")
            note(name, Hidden.NAME)
        text = kept + text
    return text
