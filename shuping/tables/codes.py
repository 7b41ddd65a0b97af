"""What a code is: of a body, a grade, a ballot class."""

import re

from shuping.refusal import say

_CODE = re.compile(r"\w[\w.-]{0,63}")
CODES = say("letters, digits, _ - and . only, no - or . first, at most 64")


def is_code(text: str) -> bool:
    """Tell whether a text is a code, which may become a file name."""
    return _CODE.fullmatch(text) is not None
