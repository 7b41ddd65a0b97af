"""Organisations in their tree, posts and their holders, duties."""

from django.conf import settings
from django.db import models

from shuping.charter import DUTIES
from shuping.charter import Duty as DutyCode
from shuping.refusal import Words


class Organisation(models.Model):
    """One body of the tree. A body that is counted but not named has no name."""

    code = models.CharField(max_length=64, unique=True)
    name = models.CharField(max_length=200, blank=True)
    kind = models.CharField(max_length=64, blank=True)
    sector = models.CharField(max_length=64, blank=True)
    parent = models.ForeignKey(
        "self", models.PROTECT, related_name="children", null=True, blank=True
    )
    path = models.CharField(max_length=255, unique=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(path=""), name="organisation_has_a_path"
            ),
            models.CheckConstraint(
                condition=~models.Q(parent=models.F("id")),
                name="organisation_is_not_its_own_parent",
            ),
        ]

    def __str__(self) -> str:
        return self.name or self.code


class Post(models.Model):
    """An office in an organisation, such as 党委书记."""

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="posts")
    title = models.CharField(max_length=100)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "title"], name="one_post_a_title"
            ),
        ]


class Tenure(models.Model):
    """Who holds a post from when to when; `acting` for 主持工作的副职."""

    post = models.ForeignKey(Post, models.PROTECT, related_name="tenures")
    holder = models.CharField(max_length=64)
    since = models.DateField(null=True, blank=True)
    until = models.DateField(null=True, blank=True)
    acting = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(since__isnull=True)
                | models.Q(until__isnull=True)
                | models.Q(since__lte=models.F("until")),
                name="tenure_begins_before_it_ends",
            ),
        ]


class Duty(models.Model):
    """What a person is to an organisation, and so to every round below it."""

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+"
    )
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    duty = models.CharField(max_length=16, choices=[(d, d) for d in DutyCode])

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person", "organisation", "duty"], name="a_duty_is_given_once"
            ),
            models.CheckConstraint(
                condition=models.Q(duty__in=list(DutyCode)), name="duty_is_known"
            ),
        ]

    @property
    def duty_words(self) -> Words:
        """Return the name of the duty."""
        return DUTIES[DutyCode(self.duty)]
