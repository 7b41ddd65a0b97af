"""`python -m shuping.bulletins ENDING`: read the bulletin on standard input.

It is started for a file from elsewhere, as the checker of documents is, and tells the
paragraphs as JSON.
"""

import sys

from shuping.bulletins.rules.incoming import paragraphs_of
from shuping.documents.rules.apart import hold, said


def main(ending: str) -> None:
    """Read a file of this ending."""
    hold()
    sys.stdout.write(said(paragraphs_of(sys.stdin.buffer.read(), ending)))


if __name__ == "__main__":
    main(sys.argv[1])
