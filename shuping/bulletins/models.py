"""A bulletin in its versions, and the parts of a round-up in their order."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from shuping.bulletins.rules.states import (
    AUDIENCES,
    OUT,
    UNPUBLISHED,
    WORDS,
    Audience,
    Kind,
    State,
)
from shuping.refusal import Words
from shuping.rounds.models import Round


class Bulletin(models.Model):
    """What is published of a round, or of several; `body` is the whole document.

    `written_by` is who wrote what stands in it now; somebody else proofs it. `facts`
    are what its words rest on, round by round, as they stood when somebody looked.
    `shown` is the document as its audience reads it. What has gone out is corrected by
    a further version of the `first`, which says why in `because`.
    """

    round = models.ForeignKey(
        Round, models.PROTECT, related_name="+", null=True, blank=True
    )
    kind = models.CharField(max_length=16, choices=[(k, k) for k in Kind])
    title = models.CharField(max_length=200)
    body = models.JSONField()
    facts = models.JSONField(default=list)
    state = models.CharField(
        max_length=16, choices=[(s, s) for s in State], default=State.DRAFT
    )
    written_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+"
    )
    written_at = models.DateTimeField()
    proofed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True
    )
    published_at = models.DateTimeField(null=True)
    audience = models.CharField(
        max_length=16, choices=[(a, a) for a in Audience], default=Audience.INSIDE
    )
    shown = models.JSONField(null=True)
    column = models.CharField(max_length=64, blank=True)
    searched = models.TextField(blank=True)
    first = models.ForeignKey("self", models.PROTECT, related_name="+", null=True)
    version = models.PositiveIntegerField(default=1)
    because = models.TextField(blank=True)
    is_superseded = models.BooleanField(default=False)
    withdrawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True
    )
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_because = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(kind=Kind.DISTRICT, round__isnull=False)
                | Q(kind=Kind.ROUND_UP, round__isnull=True),
                name="bulletin_tells_of_a_round_or_of_several",
            ),
            models.CheckConstraint(
                condition=Q(state=State.DRAFT, proofed_by__isnull=True)
                | Q(state__in=[State.PROOFED, *OUT], proofed_by__isnull=False),
                name="bulletin_goes_on_only_when_proofed",
            ),
            models.CheckConstraint(
                condition=~Q(proofed_by=models.F("written_by")),
                name="bulletin_is_proofed_by_somebody_else",
            ),
            models.CheckConstraint(
                condition=Q(state__in=OUT, published_at__isnull=False)
                | Q(state__in=UNPUBLISHED, published_at__isnull=True),
                name="published_bulletin_has_its_time",
            ),
            models.CheckConstraint(
                condition=Q(audience=Audience.INSIDE) | Q(state__in=OUT),
                name="only_a_published_bulletin_is_public",
            ),
            models.CheckConstraint(
                condition=Q(state=State.WITHDRAWN, withdrawn_at__isnull=False)
                | Q(~Q(state=State.WITHDRAWN), withdrawn_at__isnull=True),
                name="withdrawn_bulletin_has_its_time",
            ),
            models.CheckConstraint(
                condition=Q(version=1, first__isnull=True)
                | Q(version__gt=1, first__isnull=False),
                name="a_further_version_is_of_the_first",
            ),
            models.UniqueConstraint(
                fields=["round"],
                condition=Q(state__in=UNPUBLISHED),
                name="one_unpublished_bulletin_a_round",
            ),
            models.UniqueConstraint(
                fields=["first", "version"], name="versions_of_a_bulletin_are_numbered"
            ),
        ]
        indexes = [
            models.Index(
                fields=["column", "-published_at"],
                condition=Q(audience=Audience.PUBLIC),
                name="public_bulletins_of_a_column",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def number(self) -> int:
        """Return the number of its address, which all its versions share."""
        return self.first_id or self.pk

    @property
    def stamp(self) -> str:
        """Return what tells these words from those before and after."""
        return self.written_at.isoformat()

    @property
    def is_out(self) -> bool:
        """Tell whether it was published, and so is not changed any more."""
        return self.state in OUT

    @property
    def state_words(self) -> Words:
        """Return how far the bulletin is, and for whom it is published."""
        if self.state == State.PUBLISHED:
            return AUDIENCES[Audience(self.audience)]
        return WORDS[State(self.state)]


class BulletinPart(models.Model):
    """One part of a round-up, in the order that the organiser gave.

    It is a round of ours, or what came as a file from elsewhere: its paragraphs as
    given, whose they are, and the digest of the file.
    """

    bulletin = models.ForeignKey(Bulletin, models.CASCADE, related_name="parts")
    round = models.ForeignKey(Round, models.PROTECT, related_name="+", null=True)
    order = models.PositiveIntegerField()
    name = models.CharField(max_length=64, blank=True)
    source = models.CharField(max_length=200, blank=True)
    text = models.JSONField(default=list)
    file_name = models.CharField(max_length=255, blank=True)
    file_sha256 = models.CharField(max_length=64, blank=True)

    class Meta:
        ordering = ["order"]
        constraints = [
            models.UniqueConstraint(
                fields=["bulletin", "round"], name="a_round_up_tells_of_a_round_once"
            ),
            models.UniqueConstraint(
                fields=["bulletin", "order"], name="parts_of_a_round_up_are_in_order"
            ),
            models.CheckConstraint(
                condition=Q(round__isnull=False, file_name="")
                | (Q(round__isnull=True) & ~Q(file_name="") & ~Q(name="")),
                name="a_part_is_a_round_or_came_as_a_file",
            ),
        ]
