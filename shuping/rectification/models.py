"""The problem ledger across years, and requests from below.

A problem hangs on the superior, not on a round: the ledger goes on. What raised it is
a value, because rooms above this one raise problems.
"""

from datetime import date

from django.db import models

from shuping.organisations.models import Organisation
from shuping.rectification.rules import (
    EXTENTS,
    ORIGINS,
    SOURCES,
    WORDS,
    Extent,
    Origin,
    Source,
    Status,
    is_overdue,
)
from shuping.refusal import Words


class Problem(models.Model):
    """One problem of one organisation, in its superior's ledger."""

    superior = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField()
    text = models.TextField()
    source = models.CharField(max_length=16, choices=[(s, s) for s in Source])
    kind = models.CharField(max_length=16, choices=[(e, e) for e in Extent])
    measure = models.TextField(blank=True)
    leader = models.CharField(max_length=100, blank=True)
    unit = models.CharField(max_length=100, blank=True)
    deadline = models.DateField(null=True, blank=True)
    evidence = models.TextField(blank=True)
    status = models.CharField(
        max_length=16, choices=[(s, s) for s in Status], default=Status.OPEN
    )
    origin_kind = models.CharField(max_length=16, choices=[(o, o) for o in Origin])
    origin_words = models.TextField(blank=True)
    origin_address = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["pk"]
        indexes = [models.Index(fields=["superior", "organisation", "year"])]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(status__in=list(Status)),
                name="problem_status_is_known",
            ),
            models.CheckConstraint(
                condition=~models.Q(text=""), name="a_problem_is_said"
            ),
        ]

    @property
    def status_words(self) -> Words:
        """Return where the problem stands."""
        return WORDS[Status(self.status)]

    def is_overdue(self, today: date) -> bool:
        """Tell whether it should be closed by now and is not."""
        return is_overdue(Status(self.status), self.deadline, today)

    @property
    def source_words(self) -> Words:
        """Return who found it."""
        return SOURCES[Source(self.source)]

    @property
    def kind_words(self) -> Words:
        """Return whose problem it is."""
        return EXTENTS[Extent(self.kind)]

    @property
    def came_from(self) -> Words:
        """Return what raised it."""
        return ORIGINS[Origin(self.origin_kind)]

    @property
    def came_from_address(self) -> str:
        """Return the address within these pages of what raised it, if it has one."""
        here = self.origin_address.startswith("/desk/")
        return self.origin_address if here else ""


class Request(models.Model):
    """What a body asks of one above it (基层诉求)."""

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    owner = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    superior = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField()
    text = models.TextField()
    answer = models.TextField(blank=True)

    class Meta:
        ordering = ["pk"]
