"""The acts that change a bulletin: written, gathered, proofed by another, published."""

from shuping.bulletins.services.gathering import (
    Received,
    move_part,
    read,
    receive,
    remove_part,
)
from shuping.bulletins.services.keeping import keep, keep_round_ups
from shuping.bulletins.services.publishing import (
    correct,
    look_again,
    proof,
    publish,
    withdraw,
)
from shuping.bulletins.services.writing import (
    compose_bulletin,
    compose_round_up,
    revise,
)

__all__ = [
    "Received",
    "compose_bulletin",
    "compose_round_up",
    "correct",
    "keep",
    "keep_round_ups",
    "look_again",
    "move_part",
    "proof",
    "publish",
    "read",
    "receive",
    "remove_part",
    "revise",
    "withdraw",
]
