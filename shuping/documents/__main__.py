"""`python -m shuping.documents FONTS`: measure what comes on standard input.

It is started for the file of a stranger and may fall over, run on or be taken over. So
it holds itself to little memory and time, writes no file and knows no database; what it
found it tells as JSON.
"""

import json
import sys

from shuping.documents.rules.apart import hold, said
from shuping.documents.rules.measuring.checking import check
from shuping.documents.rules.measuring.measured import Unreadable
from shuping.documents.rules.measuring.told import written


def main(fonts: str) -> None:
    """Measure a document; `fonts` are those that count as a face, as JSON."""
    hold()
    profile = {face: frozenset(names) for face, names in json.loads(fonts).items()}
    outcome: object
    try:
        outcome = written(check(sys.stdin.buffer.read(), profile))
    except Unreadable as unreadable:
        outcome = unreadable.words
    sys.stdout.write(said(outcome))


if __name__ == "__main__":
    main(sys.argv[1])
