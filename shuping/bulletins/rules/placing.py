"""Of which places a block of a bulletin tells, by the heading above it."""

from collections.abc import Iterator, Sequence

from shuping.documents.rules.content import Block, Document, Heading


def placed(
    document: Document, places: Sequence[str], *, rounded_up: bool
) -> Iterator[tuple[int, Block, tuple[int, ...]]]:
    """Yield each block with its number, and which of the places it tells of.

    `places` are the bodies that the bulletin tells of. In a round-up the lead tells of
    all, and what stands under a heading of the place in it, or of none where that came
    from elsewhere.
    """
    told = every = tuple(range(len(places)))
    for number, block in enumerate(document.blocks, 1):
        if isinstance(block, Heading) and rounded_up:
            told = tuple(one for one in every if block.text in places[one])[:1]
        yield number, block, told
