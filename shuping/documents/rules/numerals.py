"""Chinese numerals for headings and small counts, and what is numbered with them."""

from collections.abc import Iterable, Iterator, Sequence

from shuping.documents.rules.content import Block, Heading, Paragraph, printable

_DIGITS = "零一二三四五六七八九"
_TEN, _HUNDRED = 10, 100
_PAIR = 2
MOST = 999


def numeral(number: int) -> str:
    """Return 一 to 九百九十九; a larger number stays in figures."""
    if not 0 <= number <= MOST:
        return str(number)
    hundreds, rest = divmod(number, _HUNDRED)
    if not hundreds:
        return _under_a_hundred(rest).removeprefix("一" if rest >= _TEN else "")
    link = "零" if 0 < rest < _TEN else ""
    return f"{_DIGITS[hundreds]}百{link}{_under_a_hundred(rest) if rest else ''}"


def _under_a_hundred(number: int) -> str:
    """Return the number with each of its digits: 一十六."""
    tens, ones = divmod(number, _TEN)
    if not tens:
        return _DIGITS[ones]
    return f"{_DIGITS[tens]}十{_DIGITS[ones] if ones else ''}"


def count(number: int) -> str:
    """Return the number as it stands before a measure word: 两个, 三个."""
    return "两" if number == _PAIR else numeral(number)


def enumerated(items: tuple[str, ...]) -> str:
    """Return several items as 一是…；二是…, a single one as it is."""
    if len(items) == 1:
        return items[0]
    return "；".join(f"{numeral(n)}是{item}" for n, item in enumerate(items, 1))


def numbered(items: Iterable[str]) -> tuple[Paragraph, ...]:
    """Return items as paragraphs 1., 2., …; without blanks, and one alone is bare."""
    said = [one for item in items if (one := printable(item))]
    if len(said) == 1:
        return (Paragraph(said[0]),)
    return tuple(Paragraph(f"{n}.{item}") for n, item in enumerate(said, 1))


def heading(number: int, name: str) -> Heading:
    """Return a heading of the first level: 一、…"""
    return Heading(f"{numeral(number)}、{name}")


def sections(parts: Iterable[tuple[str, Sequence[Block]]]) -> Iterator[Block]:
    """Yield the parts that hold something, each under its heading 一、 二、 …"""
    standing = [(name, blocks) for name, blocks in parts if blocks]
    for number, (name, blocks) in enumerate(standing, 1):
        yield heading(number, name)
        yield from blocks
