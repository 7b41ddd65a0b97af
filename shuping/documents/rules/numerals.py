"""Chinese numerals for headings and small counts."""

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
