"""Whether the slips and sheets of a class add up: nothing more comes than went out."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Balance:
    """The slips of one class: issued, void, sealed up unused, used to vote.

    `sheets` of paper lie in the urn beside them, of `handed_out`.
    """

    category: str
    name: str
    issued: int
    void: int
    sealed: int
    cast: int
    sheets: int = 0
    handed_out: int = 0

    @property
    def missing(self) -> int:
        """Return how many slips are neither used nor back; below 0 where too many."""
        return self.issued - self.void - self.sealed - self.cast

    @property
    def over(self) -> int:
        """Return how many ballots came that nobody handed out; 0 where it closes."""
        return max(-self.missing, 0) + max(self.sheets - self.handed_out, 0)
