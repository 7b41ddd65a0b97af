"""A file that was sent, measured in a process of its own."""

import json
from collections import defaultdict

from shuping.documents.rules.measuring.checking import Checked
from shuping.documents.rules.measuring.told import read
from shuping.documents.services.apart import told_apart
from shuping.documents.services.profiles import profiles


def checked(content: bytes) -> Checked:
    """Return what the checker finds in a file; nothing of it is kept.

    Fonts that organs here have for their own count. Refused where the file cannot be
    read or takes too long or too much memory, and while another one is read.
    """
    return told_apart(("shuping.documents", json.dumps(_fonts())), content, read)


def _fonts() -> dict[str, list[str]]:
    """Return by face the fonts that organs here have for their own."""
    named: defaultdict[str, list[str]] = defaultdict(list)
    for one in profiles().values():
        for face, name in one.fonts.items():
            named[face].append(name)
    return named
