"""Chinese numerals for headings and small counts."""

_DIGITS = "零一二三四五六七八九"
_TEN = 10
_PAIR = 2
MOST = 99


def numeral(number: int) -> str:
    """Return 一 to 九十九; a larger number stays in figures."""
    if not 0 <= number <= MOST:
        return str(number)
    tens, ones = divmod(number, _TEN)
    if not tens:
        return _DIGITS[ones]
    return ("" if tens == 1 else _DIGITS[tens]) + "十" + (_DIGITS[ones] if ones else "")


def count(number: int) -> str:
    """Return the number as it stands before a measure word: 两个, 三个."""
    return "两" if number == _PAIR else numeral(number)


def enumerated(items: tuple[str, ...]) -> str:
    """Return several items as 一是…；二是…, a single one as it is."""
    if len(items) == 1:
        return items[0]
    return "；".join(f"{numeral(n)}是{item}" for n, item in enumerate(items, 1))
