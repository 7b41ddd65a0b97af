"""What goes over the pipe between the front and the writer: a length, then a message.

Messages are pickled: both ends are our own code, and nobody else holds one.
"""

import pickle
from typing import Any

_LENGTH = 4


def framed(message: Any) -> bytes:
    """Return a message as it goes over the pipe."""
    raw = pickle.dumps(message, pickle.HIGHEST_PROTOCOL)
    return len(raw).to_bytes(_LENGTH, "big") + raw


class Frames:
    """Messages that come in pieces, as they happen to lie in the pipe."""

    def __init__(self) -> None:
        self._heard = bytearray()

    def add(self, piece: bytes) -> list[Any]:
        """Return the messages that are whole with this piece, in their order."""
        self._heard += piece
        at, whole = 0, []
        while (begin := at + _LENGTH) <= len(self._heard):
            end = begin + int.from_bytes(self._heard[at:begin], "big")
            if end > len(self._heard):
                break
            whole.append(pickle.loads(self._heard[begin:end]))  # noqa: S301 - our own
            at = end
        del self._heard[:at]
        return whole
