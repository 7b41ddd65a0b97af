"""Boxes, the roll, typed sheets and what a count leaves.

The roll knows people and not sheets; a sheet knows its class and its place in the
pile, and no person, unless it is signed. Sheets of secret classes are erased by the
count. The urn, which takes ballots from phones, comes with a later issue and keeps
them in files of its own.
"""

from django.conf import settings
from django.db import models

from shuping.ballots.rules.states import WORDS, State
from shuping.refusal import Words
from shuping.rounds.models import Reporter, Round


class Box(models.Model):
    """One box of one round; `venue` is where it stands."""

    round = models.ForeignKey(Round, models.CASCADE, related_name="+")
    venue = models.CharField(max_length=64, default="main")
    state = models.CharField(
        max_length=16, choices=[(s, s) for s in State], default=State.PREPARED
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["round", "venue"], name="one_box_a_venue_and_round"
            ),
            models.CheckConstraint(
                condition=models.Q(state__in=list(State)), name="box_state_is_known"
            ),
        ]

    @property
    def state_words(self) -> Words:
        """Return what can be done with the box."""
        return WORDS[State(self.state)]


class Electorate(models.Model):
    """How many people and sheets a class has at a box."""

    box = models.ForeignKey(Box, models.CASCADE, related_name="electorates")
    category = models.CharField(max_length=64)
    entitled = models.PositiveIntegerField()
    present = models.PositiveIntegerField()
    issued = models.PositiveIntegerField()
    returned = models.PositiveIntegerField()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["box", "category"], name="one_electorate_a_class"
            ),
            models.CheckConstraint(
                condition=models.Q(returned__lte=models.F("issued")),
                name="returned_is_at_most_issued",
            ),
        ]


class Voter(models.Model):
    """One name on the roll of a box; `received` a sheet, and nothing more."""

    box = models.ForeignKey(Box, models.CASCADE, related_name="roll")
    category = models.CharField(max_length=64)
    name = models.CharField(max_length=64)
    received = models.BooleanField(default=False)


class Sheet(models.Model):
    """One sheet as one teller typed it; `number` is its place in the shuffled pile."""

    box = models.ForeignKey(Box, models.CASCADE, related_name="sheets")
    category = models.CharField(max_length=64)
    number = models.PositiveIntegerField()
    teller = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+"
    )
    marks = models.BinaryField()
    author = models.CharField(max_length=64, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["box", "category", "number", "teller"],
                name="a_teller_types_a_sheet_once",
            ),
        ]


class Count(models.Model):
    """What the count says of one class; a class not shown has its sums only."""

    box = models.ForeignKey(Box, models.CASCADE, related_name="counts")
    category = models.CharField(max_length=64)
    shown = models.BooleanField()
    valid = models.PositiveIntegerField()
    abstained = models.PositiveIntegerField()
    void = models.JSONField(default=dict)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["box", "category"], name="one_count_a_class"
            ),
        ]


class CellCount(models.Model):
    """The counts of one reporter in one shown class: item -> mark -> how many."""

    count = models.ForeignKey(Count, models.CASCADE, related_name="cells")
    reporter = models.ForeignKey(Reporter, models.CASCADE, related_name="+")
    items = models.JSONField()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["count", "reporter"], name="one_cell_count_a_reporter"
            ),
        ]
