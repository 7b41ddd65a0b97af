"""What an audience does not read: taken out of the words, and told.

Inside nothing is hidden. The bodies below read no single comment and no mark; the
public reads no person's name either. What is taken is shown before it goes out.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

from shuping.bulletins.rules.phrases import bare
from shuping.bulletins.rules.states import Audience
from shuping.documents.rules.content import Block, Document, Paragraph
from shuping.refusal import Words, say


class Hidden(StrEnum):
    """A kind of words that some audience does not read."""

    NAME = "name"
    COMMENT = "comment"
    MARK = "mark"


HIDES: Mapping[Audience, frozenset[Hidden]] = {
    Audience.INSIDE: frozenset(),
    Audience.BELOW: frozenset({Hidden.COMMENT, Hidden.MARK}),
    Audience.PUBLIC: frozenset(Hidden),
}
WHY: Mapping[Hidden, Words] = {
    Hidden.NAME: say("a person's name"),
    Hidden.COMMENT: say("a comment on one reporter"),
    Hidden.MARK: say("a mark or a grade"),
}
_SENTENCES = re.compile(r"[^。！？]*[。！？]+[”」』）]*|[^。！？]+$")
_POST = re.compile(r"(书记|主任|部长|局长|镇长|区长|市长|组长|院长|校长|主席|会长)$")
_MARK = re.compile(
    r"\d+(\.\d+)?分(?!钟|之|别|管|类|工|组|批)|得票|票数|排名|名列第|位列第"
    r"|(评为|评定为|等次为|定为)“?(好|较好|一般|差)"
)
_SHORT = 4  # a shorter comment may stand in a sentence by chance
_SOMEBODY = "有关同志"


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
        if not isinstance(block, Paragraph):
            blocks.append(block)
            continue
        note = _noting(taken, number)
        text = _without(block.text, HIDES[to], private, note)
        blocks += [Paragraph(text)] if text else []
    marking = "" if to == Audience.PUBLIC else document.marking
    title = document.title
    if Hidden.NAME in HIDES[to]:
        title = _nameless(title, private.names, _noting(taken, 0))
    shown = replace(document, title=title, marking=marking, blocks=tuple(blocks))
    return Redaction(shown, tuple(taken))


_Note = Callable[[str, Hidden], None]


def _noting(taken: list[Taken], number: int) -> _Note:
    def note(words: str, kind: Hidden) -> None:
        taken.append(Taken(number, words, kind))

    return note


def _without(
    text: str, hidden: frozenset[Hidden], private: Private, note: _Note
) -> str:
    kept = "".join(_sentences(text, hidden, private, note))
    return _nameless(kept, private.names, note) if Hidden.NAME in hidden else kept


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
        while name in text:
            before, _, after = text.partition(name)
            after = after.removeprefix("同志")
            text = before + ("" if _POST.search(before) else _SOMEBODY) + after
            note(name, Hidden.NAME)
    return text
