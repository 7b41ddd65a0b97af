"""`python -m shuping.documents FONTS`: measure what comes on standard input.

It is started for the file of a stranger and may fall over, run on or be taken over. So
it holds itself to little memory and time, writes no file and knows no database; what it
found it tells as JSON.
"""

import json
import sys
from contextlib import suppress

from shuping.documents.rules.apart import MEGABYTES, SECONDS, written
from shuping.documents.rules.measuring.checking import Checked, check
from shuping.documents.rules.measuring.measured import Unreadable
from shuping.refusal import Words


def main(fonts: str) -> None:
    """Measure a document; `fonts` are those that count as a face, as JSON."""
    hold()
    profile = {face: frozenset(names) for face, names in json.loads(fonts).items()}
    outcome: Checked | Words
    try:
        outcome = check(sys.stdin.buffer.read(), profile)
    except Unreadable as unreadable:
        outcome = unreadable.words
    sys.stdout.write(written(outcome))


def hold() -> None:
    """Hold this process to its memory and time, where the system can."""
    with suppress(ImportError):
        import resource  # noqa: PLC0415 - Windows has none

        memory = MEGABYTES * 1024 * 1024
        resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
        resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
        resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))


if __name__ == "__main__":
    main(sys.argv[1])
