"""A round-up as a lead and its parts, which are put in another order without loss.

The words of a part stay as they were mended; title and lead are made anew only where
they are still the machine's own.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from shuping.bulletins.rules.composing import joint_headline, lead_of
from shuping.documents.rules.content import Block, Document, Heading, Paragraph


@dataclass(frozen=True, slots=True)
class Told:
    """What a title and a lead say of the parts: where, and about what."""

    places: tuple[str, ...]
    subjects: frozenset[str]


def sections(
    document: Document,
) -> tuple[tuple[Block, ...], tuple[tuple[Block, ...], ...]]:
    """Return what stands before the first part, and the parts with their headings."""
    starts = [
        place
        for place, block in enumerate(document.blocks)
        if isinstance(block, Heading) and block.level == 1
    ]
    ends = [*starts[1:], len(document.blocks)]
    parts = tuple(
        document.blocks[start:end] for start, end in zip(starts, ends, strict=False)
    )
    return document.blocks[: starts[0]] if starts else document.blocks, parts


def arranged(
    document: Document,
    parts: Sequence[tuple[Block, ...]],
    *,
    before: Told,
    now: Told,
) -> Document:
    """Return the round-up with these parts in this order."""
    own = document.title == joint_headline(before.places, before.subjects)
    title = joint_headline(now.places, now.subjects) if own else document.title
    lead, _ = sections(document)
    blocks = [_lead(one, before, now) for one in lead]
    return replace(
        document,
        title=title,
        blocks=(*blocks, *(one for part in parts for one in part)),
    )


def _lead(block: Block, before: Told, now: Told) -> Block:
    if not isinstance(block, Paragraph):
        return block
    return Paragraph(block.text.replace(lead_of(before.places), lead_of(now.places)))


def foreign(name: str, source: str, text: Sequence[str]) -> tuple[Block, ...]:
    """Return the part that came from elsewhere, its paragraphs as given."""
    origin = (Paragraph(f"（来源：{source}）"),) if source else ()
    return (Heading(name), *(Paragraph(one) for one in text), *origin)
