"""The root over all ballots of a box: a Merkle tree as in RFC 9162, section 2.1."""

import hashlib
from collections.abc import Sequence


def root(entries: Sequence[bytes]) -> bytes:
    """Return the root over entries in their order; 32 bytes.

    A tree over n entries is split at the largest power of two below n; built from the
    bottom, this leaves a last node without a partner to rise as it is.
    """
    if not entries:
        return hashlib.sha256().digest()
    level = [hashlib.sha256(b"\x00" + entry).digest() for entry in entries]
    while len(level) > 1:
        pairs = [
            hashlib.sha256(b"\x01" + level[at] + level[at + 1]).digest()
            for at in range(0, len(level) - 1, 2)
        ]
        level = pairs + level[len(pairs) * 2 :]
    return level[0]
