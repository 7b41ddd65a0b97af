"""Boxes, the roll, typed sheets and what a count leaves.

The roll knows people and not sheets; a sheet knows its class and its place in the
pile, and no person, unless it is signed. Sheets of secret classes are erased by the
count, or when they join the urn, which keeps sealed ballots in files of its own.
"""

from django.conf import settings
from django.db import models

from shuping.ballots.rules.states import STEPS, WORDS, Medium, State, Step
from shuping.refusal import Words
from shuping.rounds.models import Reporter, Round
from shuping.urn.box import LEVELS


class Box(models.Model):
    """One box of one round; `venue` is where it stands.

    Of a box in the urn more is known: its `name` there, its level, who holds the key,
    where slips and key were made, the `public` key, the root over its codes and over
    its ballots, the key that proves receipts, and the hash of its form; these are
    hexadecimal. `effects` is what the count told of void rules and of single ballots
    while it held them (`rules/effects.py`).
    """

    round = models.ForeignKey(Round, models.CASCADE, related_name="+")
    venue = models.CharField(max_length=64, default="main")
    state = models.CharField(
        max_length=16, choices=[(s, s) for s in State], default=State.PREPARED
    )
    medium = models.CharField(
        max_length=8, choices=[(m, m) for m in Medium], default=Medium.PAPER
    )
    name = models.CharField(max_length=32, blank=True)
    level = models.CharField(max_length=8, choices=[(o, o) for o in LEVELS], blank=True)
    rehearsal = models.BooleanField(default=False)
    one_by_one = models.BooleanField(default=False)
    slips_made = models.CharField(max_length=8, blank=True)
    joined = models.PositiveIntegerField(default=0)
    public = models.CharField(max_length=64, blank=True)
    key_made = models.CharField(max_length=8, blank=True)
    form_sha256 = models.CharField(max_length=64, blank=True)
    issue_root = models.CharField(max_length=64, blank=True)
    ballot_root = models.CharField(max_length=64, blank=True)
    verifier = models.CharField(max_length=64, blank=True)
    effects = models.JSONField(default=dict)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["round", "venue"], name="one_box_a_venue_and_round"
            ),
            models.CheckConstraint(
                condition=models.Q(state__in=list(State)), name="box_state_is_known"
            ),
            models.UniqueConstraint(
                fields=["name"],
                condition=~models.Q(name=""),
                name="a_box_has_a_name_of_its_own_at_the_urn",
            ),
            models.CheckConstraint(
                condition=models.Q(medium=Medium.PAPER, name="")
                | (models.Q(medium=Medium.URN) & ~models.Q(name="")),
                name="a_box_of_the_urn_and_no_other_has_a_name",
            ),
        ]

    @property
    def state_words(self) -> Words:
        """Return what can be done with the box."""
        return WORDS[State(self.state)]


class SlipBatch(models.Model):
    """The hashes of the code slips of one class, until the box is committed.

    Only the urn keeps them after that; here the number is left.
    """

    box = models.ForeignKey(Box, models.CASCADE, related_name="slips")
    category = models.CharField(max_length=64)
    count = models.PositiveIntegerField()
    hashes = models.JSONField(default=list)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["box", "category"], name="one_batch_of_slips_a_class"
            ),
        ]


class Seconded(models.Model):
    """What one named person begins, and another agrees to."""

    first = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+"
    )
    first_at = models.DateTimeField()
    second = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True
    )
    second_at = models.DateTimeField(null=True)

    class Meta:
        abstract = True


class UnusedSlips(Seconded):
    """Slips of one class that nobody voted with, on which two named people agree.

    Those handed back one by one have their `hashes` here until the second person
    agrees and the urn voids them, `used` not counted; those `sealed` in an envelope are
    only counted.
    """

    box = models.ForeignKey(Box, models.CASCADE, related_name="unused")
    category = models.CharField(max_length=64)
    count = models.PositiveIntegerField()
    sealed = models.BooleanField(default=False)
    hashes = models.JSONField(default=list)
    used = models.PositiveIntegerField(default=0)
    reason = models.CharField(max_length=500, blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(first=models.F("second")),
                name="slips_are_voided_by_two_people",
            ),
            models.CheckConstraint(
                condition=models.Q(second__isnull=True) | models.Q(hashes=[]),
                name="no_hash_is_kept_once_two_have_agreed",
            ),
        ]

    @property
    def void(self) -> int:
        """Return how many became void."""
        return self.count - self.used


class BoxStep(Seconded):
    """A step that two named people take with a box: one proposes, another seconds."""

    box = models.ForeignKey(Box, models.CASCADE, related_name="steps")
    step = models.CharField(max_length=8, choices=[(s, s) for s in Step])
    reason = models.CharField(max_length=500, blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(first=models.F("second")),
                name="a_step_is_taken_by_two_people",
            ),
            models.UniqueConstraint(
                fields=["box"],
                condition=models.Q(second__isnull=True),
                name="one_step_waits_for_its_second",
            ),
        ]

    @property
    def step_words(self) -> Words:
        """Return what the step does."""
        return STEPS[Step(self.step)]


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
