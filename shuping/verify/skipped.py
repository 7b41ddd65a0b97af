"""A check that cannot be made, and why."""

from shuping.refusal import Words, say


class Skipped(Exception):
    """What a check needs is not there; its words say what."""

    def __init__(self, words: Words) -> None:
        super().__init__(str(words))
        self.words = words


NOT_SEALED = say("there is no sealed box in this bundle")
NOT_COUNTED = say("the box is not counted yet")
